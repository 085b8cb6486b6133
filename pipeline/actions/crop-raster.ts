import type { Raster } from './planar.ts';

/** A part of a picture by its first pixel and its sides, in pixels. */
export interface Crop {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** Whether a crop lies inside a picture. */
export function fits({ top, left, height, width }: Crop, picture: Raster): boolean {
  return top >= 0 && left >= 0 && top + height <= picture.height && left + width <= picture.width;
}

/**
 * The crop as a picture of its own.
 *
 * @throws RangeError where it is not inside the picture, or does not start on a whole pixel.
 */
export function cropRaster(picture: Raster, crop: Crop): Raster {
  const { top, left, height, width } = crop;
  if (!fits(crop, picture) || !Number.isInteger(top) || !Number.isInteger(left)) {
    throw new RangeError(
      `a crop lies inside its picture of ${String(picture.height)}×${String(picture.width)} pixels, not ${String(height)}×${String(width)} from row ${String(top)} and column ${String(left)}`,
    );
  }
  const { channels } = picture;
  const line = width * channels;
  const data = new Float32Array(height * line);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * picture.width + left) * channels;
    data.set(picture.data.subarray(start, start + line), y * line);
  }
  return { height, width, channels, data };
}
