import type { Stimulus } from './stimulus.ts';

/**
 * Where a pixel is sampled, in pixels from its centre: the points (k, 5k mod 13) / 13. They form a
 * square lattice that the pixel grid repeats and a quarter turn maps to itself (5² ≡ −1 mod 13), with
 * every row and column different, so that an upright boundary is placed to 1/13 of a pixel.
 */
export const SAMPLES = Array.from({ length: 13 }, (_, i) => {
  const k = i - 6;
  const row = 5 * k - 13 * Math.round((5 * k) / 13);
  return [k / 13, row / 13] as const;
});

/**
 * Samples a stimulus on a square grid whose middle pixel is the stimulus centre, antialiased by the
 * mean of 13 samples per pixel.
 *
 * @param size odd number of pixels a side
 * @returns grey levels 0–255, [y, x], row-major
 * @throws RangeError for an even size
 */
export function rasterise(stimulus: Stimulus, size: number): Float32Array {
  if (size % 2 !== 1) {
    throw new RangeError(`a stimulus has an odd number of pixels a side, not ${String(size)}`);
  }
  const centre = (size - 1) / 2;
  const scale = 255 / SAMPLES.length;
  const picture = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (const [dx, dy] of SAMPLES) sum += stimulus(x - centre + dx, y - centre + dy);
      picture[y * size + x] = sum * scale;
    }
  }
  return picture;
}

/** Grey levels as RGB: [y, x] to [y, x, 3]. */
export function greyToRgb(grey: Float32Array): Float32Array {
  const rgb = new Float32Array(grey.length * 3);
  grey.forEach((value, i) => rgb.fill(value, 3 * i, 3 * i + 3));
  return rgb;
}
