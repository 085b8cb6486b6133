import type { Raster } from './planar.ts';

/**
 * Weights of the four samples at −1, 0, 1 and 2 for a place `fraction` in [0, 1) between the second
 * and the third: cubic convolution with a = −1/2, the Catmull–Rom spline (Keys 1981, "Cubic
 * convolution interpolation for digital image processing"). Exact at the samples, for quadratic
 * functions everywhere, and smooth to the first derivative.
 */
export function catmullRom(fraction: number): [number, number, number, number] {
  const f = fraction;
  return [
    ((2 - f) * f - 1) * f * 0.5,
    ((3 * f - 5) * f * f + 2) * 0.5,
    ((4 - 3 * f) * f + 1) * f * 0.5,
    (f - 1) * f * f * 0.5,
  ];
}

/**
 * Writes all channels of the raster at the place (x, y), in pixels from the centre of its first pixel,
 * to `into` from `offset` on. Beyond the border the border's own pixels go on.
 */
export function sampleBicubic(
  { height, width, channels, data }: Raster,
  x: number,
  y: number,
  into: Float32Array | Float64Array,
  offset = 0,
): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const across = catmullRom(x - left);
  const down = catmullRom(y - top);
  for (let c = 0; c < channels; c++) into[offset + c] = 0;
  for (let j = 0; j < 4; j++) {
    if (down[j] === 0) continue;
    const row = Math.min(height - 1, Math.max(0, top - 1 + j)) * width;
    for (let i = 0; i < 4; i++) {
      const weight = down[j]! * across[i]!;
      if (weight === 0) continue;
      const start = (row + Math.min(width - 1, Math.max(0, left - 1 + i))) * channels;
      for (let c = 0; c < channels; c++) {
        into[offset + c] = into[offset + c]! + weight * data[start + c]!;
      }
    }
  }
}

/**
 * A raster of the same shape whose pixel (x, y) is read at the place `source(x, y)` of the given one.
 * Sources on pixel centres only move pixels.
 */
export function warpBicubic(
  raster: Raster,
  source: (x: number, y: number) => readonly [x: number, y: number],
): Raster {
  const { height, width, channels } = raster;
  const data = new Float32Array(raster.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = source(x, y);
      sampleBicubic(raster, fromX, fromY, data, (y * width + x) * channels);
    }
  }
  return { height, width, channels, data };
}
