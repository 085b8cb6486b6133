import { cropRaster } from '../actions/crop-raster.ts';
import { clippedShare, turnHue } from '../actions/hue.ts';
import { rotatePoint, rotateRaster, type Raster } from '../actions/planar.ts';
import { warpBicubic } from '../actions/sample-bicubic.ts';
import type { ErrorLedgerMeasurement } from '../records/error-ledger.ts';

export type Interpolation = ErrorLedgerMeasurement['interpolation'];

/** The pixel [y, x] in the middle of a picture; of two, the first. */
export function middlePixel({ height, width }: Pick<Raster, 'height' | 'width'>): [number, number] {
  return [Math.floor((height - 1) / 2), Math.floor((width - 1) / 2)];
}

/**
 * The picture turned by `degrees` about its middle pixel and turned back: the same picture, were there
 * no interpolation. Pixels outside the largest circle that no border reaches keep their own values. A
 * picture that comes back as it was, as from quarter turns, is the given object.
 */
export function turnThereAndBack(
  picture: Raster,
  degrees: number,
  interpolation: Interpolation,
): Raster {
  const { height, width, channels } = picture;
  const [middleY, middleX] = middlePixel(picture);
  const half = Math.min(middleY, middleX, height - 1 - middleY, width - 1 - middleX);
  const side = 2 * half + 1;
  const crop = { top: middleY - half, left: middleX - half, height: side, width: side };
  const turn = interpolation === 'bilinear' ? rotateRaster : rotateBicubic;
  const back = turn(turn(cropRaster(picture, crop), degrees), -degrees);
  const data = picture.data.slice();
  // Two pixels: what interpolation reads around a place.
  const radius = half - 2;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (Math.hypot(x - half, y - half) > radius) continue;
      const from = (y * side + x) * channels;
      const to = ((crop.top + y) * width + crop.left + x) * channels;
      data.set(back.data.subarray(from, from + channels), to);
    }
  }
  return unlessEqual(picture, data);
}

function rotateBicubic(picture: Raster, degrees: number): Raster {
  const [middleX, middleY] = [(picture.width - 1) / 2, (picture.height - 1) / 2];
  return warpBicubic(picture, (x, y) => {
    const [u, v] = rotatePoint(x - middleX, y - middleY, -degrees);
    return [u + middleX, v + middleY];
  });
}

/**
 * The picture with its hue turned by `degrees` and turned back: the same, were there no gamut; and the
 * share of its pixels that the first turn clipped.
 */
export function hueThereAndBack(
  picture: Raster,
  degrees: number,
): { readonly picture: Raster; readonly clipped: number } {
  const { data } = picture;
  const back = turnHue(turnHue(data, degrees), -degrees);
  return { picture: unlessEqual(picture, back), clipped: clippedShare(data, degrees) };
}

function unlessEqual(picture: Raster, data: Float32Array): Raster {
  return data.every((value, i) => value === picture.data[i]) ? picture : { ...picture, data };
}
