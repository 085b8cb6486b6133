import type { Stimulus } from './stimulus.ts';

/**
 * Samples a stimulus on a square grid whose middle pixel is the stimulus centre, antialiased by the
 * mean of `supersampling`² evenly spaced samples per pixel.
 *
 * @param size odd number of pixels a side
 * @returns grey levels 0–255, [y, x], row-major
 */
export function rasterise(stimulus: Stimulus, size: number, supersampling = 3): Float32Array {
  if (size % 2 !== 1) {
    throw new RangeError(`a stimulus has an odd number of pixels a side, not ${String(size)}`);
  }
  const centre = (size - 1) / 2;
  const offsets = Array.from(
    { length: supersampling },
    (_, i) => (i + 0.5) / supersampling - 0.5 - centre,
  );
  const scale = 255 / (supersampling * supersampling);
  const picture = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (const dy of offsets) for (const dx of offsets) sum += stimulus(x + dx, y + dy);
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
