import type { Painting } from './painting.ts';
import { SAMPLES } from './rasterise.ts';
import { apertureWeight, BACKGROUND } from './stimulus.ts';

/**
 * Departure from linearity, in lightness 0–1 between a pixel and two opposite neighbours, below which a
 * pixel counts as linear: above the rounding of float32, below anything that can be seen.
 */
const LINEAR = 1e-6;

/**
 * Samples a painting on a square grid whose middle pixel is the stimulus centre, antialiased by the mean
 * of 13 samples per pixel, then fades it to mid-grey along half a cosine between two radii.
 *
 * Every pixel is first sampled at its centre. Where the painting is linear there to within 1e-6 (the
 * pixel is the mean of its two neighbours in each of four directions), its mean over the pixel is the
 * centre value already, and only the other pixels are supersampled. No line at least a pixel wide slips
 * through between centres, and the choice turns with the picture, so quarter turns stay exact.
 *
 * @param size odd number of pixels a side
 * @param radii [inner, outer] of the aperture, pixels
 * @returns RGB on 0–255, [y, x, 3], row-major
 * @throws RangeError for an even size or radii out of order
 */
export function rasterisePainting(
  painting: Painting,
  size: number,
  radii: readonly [inner: number, outer: number],
): Float32Array {
  if (size % 2 !== 1) {
    throw new RangeError(`a stimulus has an odd number of pixels a side, not ${String(size)}`);
  }
  const half = (size - 1) / 2;
  const weight = apertureWeight(...radii);
  const centres = sampleCentres(painting, size);
  const stride = 3 * (size + 2);
  const picture = new Float32Array(size * size * 3).fill(255 * BACKGROUND);
  const mean: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < size; row++) {
    const y = row - half;
    for (let column = 0; column < size; column++) {
      const x = column - half;
      const faded = weight(x, y);
      if (faded === 0) continue;
      const at = (row + 1) * stride + 3 * (column + 1);
      if (isLinear(centres, at, stride)) {
        for (let c = 0; c < 3; c++) mean[c] = centres[at + c]!;
      } else supersample(painting, x, y, mean);
      const out = (row * size + column) * 3;
      for (let c = 0; c < 3; c++) {
        picture[out + c] = 255 * (BACKGROUND + faded * (mean[c]! - BACKGROUND));
      }
    }
  }
  return picture;
}

/** The aperture of a receptive field of `size` pixels a side: radii between which stimuli fade. */
export function fieldAperture(fieldSize: number): readonly [inner: number, outer: number] {
  const outer = (fieldSize + 1) / 2;
  return [0.8 * outer, outer];
}

/** The painting at all pixel centres and a rim of one pixel, [size + 2, size + 2, 3]. */
function sampleCentres(painting: Painting, size: number): Float32Array {
  const side = size + 2;
  const half = (side - 1) / 2;
  const values = new Float32Array(side * side * 3);
  let i = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = painting(column - half, row - half);
      if (typeof value === 'number') {
        values[i] = values[i + 1] = values[i + 2] = value;
      } else {
        values[i] = value[0];
        values[i + 1] = value[1];
        values[i + 2] = value[2];
      }
      i += 3;
    }
  }
  return values;
}

function isLinear(values: Float32Array, at: number, stride: number): boolean {
  for (let c = at; c < at + 3; c++) {
    const twice = 2 * values[c]!;
    if (
      Math.abs(values[c - 3]! + values[c + 3]! - twice) > LINEAR ||
      Math.abs(values[c - stride]! + values[c + stride]! - twice) > LINEAR ||
      Math.abs(values[c - stride - 3]! + values[c + stride + 3]! - twice) > LINEAR ||
      Math.abs(values[c - stride + 3]! + values[c + stride - 3]! - twice) > LINEAR
    ) {
      return false;
    }
  }
  return true;
}

/** The mean over the pixel at (x, y), written to `mean`. */
function supersample(
  painting: Painting,
  x: number,
  y: number,
  mean: [number, number, number],
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (const [dx, dy] of SAMPLES) {
    const value = painting(x + dx, y + dy);
    if (typeof value === 'number') {
      red += value;
      green += value;
      blue += value;
    } else {
      red += value[0];
      green += value[1];
      blue += value[2];
    }
  }
  mean[0] = red / SAMPLES.length;
  mean[1] = green / SAMPLES.length;
  mean[2] = blue / SAMPLES.length;
}
