import { rotatePoint } from '../actions/planar.ts';
import type { Random } from '../numerics/random.ts';

/** Waves in a field, their directions evenly spaced over the half-circle that tells waves apart. */
const WAVES = 12;

/** Wavelengths lie within this factor of the nominal one, so that the field does not repeat. */
const SPREAD = 1.2;

/** Steps of a full turn, a power of two. */
const STEPS = 4096;

/** cos over one turn and one entry more; linear in between, it errs by less than 3e-7. */
const cosines = Float64Array.from({ length: STEPS + 2 }, (_, i) =>
  Math.cos((2 * Math.PI * i) / STEPS),
);

/**
 * Isotropic noise of one band of frequencies: the sum of 12 cosine waves of equal amplitude whose
 * directions are 15° apart, with random phases and wavelengths (pixels) about `wavelength`. Its mean over
 * the plane is 0 and its variance 1. A function of (x, y), so that it can be drawn at any turn.
 */
export function bandNoise(random: Random, wavelength: number): (x: number, y: number) => number {
  // In steps of the table, per pixel.
  const frequencyX = new Float64Array(WAVES);
  const frequencyY = new Float64Array(WAVES);
  const phase = new Float64Array(WAVES);
  const first = random.uniform();
  for (let k = 0; k < WAVES; k++) {
    const frequency = (STEPS / wavelength) * SPREAD ** (2 * random.uniform() - 1);
    [frequencyX[k], frequencyY[k]] = rotatePoint(frequency, 0, (180 * (k + first)) / WAVES);
    phase[k] = STEPS * random.uniform();
  }
  const amplitude = Math.sqrt(2 / WAVES);
  return (x, y) => {
    let sum = 0;
    for (let k = 0; k < WAVES; k++) {
      const place = frequencyX[k]! * x + frequencyY[k]! * y + phase[k]!;
      const step = Math.floor(place);
      const index = step & (STEPS - 1);
      const left = cosines[index]!;
      sum += left + (place - step) * (cosines[index + 1]! - left);
    }
    return amplitude * sum;
  };
}
