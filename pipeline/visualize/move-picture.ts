import { hueTurns } from '../actions/hue.ts';
import { rotateRaster, type Raster } from '../actions/planar.ts';

/** What is done to a picture: mirrored left to right, then turned, then its hues turned. */
export interface PictureMove {
  readonly mirrored: boolean;
  /** Degrees, clockwise on the screen. */
  readonly turn: number;
  /** Degrees of hue angle in OKLCh. */
  readonly hue: number;
}

export const UNMOVED: PictureMove = { mirrored: false, turn: 0, hue: 0 };

const MID_GREY = 127.5;

/** A moved copy of an RGB picture on 0–255; what a turn brings in from outside is mid-grey. */
export function movePicture(picture: Raster, { mirrored, turn, hue }: PictureMove): Raster {
  const reflected = mirrored ? mirrorRaster(picture) : picture;
  const turned = turn % 360 === 0 ? reflected : rotateRaster(reflected, turn, MID_GREY);
  if (hue % 360 === 0) return turned;
  return { ...turned, data: hueTurns(turned.data, [hue])[0]! };
}

function mirrorRaster({ height, width, channels, data }: Raster): Raster {
  const mirrored = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + (width - 1 - x)) * channels;
      mirrored.set(data.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return { height, width, channels, data: mirrored };
}
