import { z } from 'zod';
import { Random } from '../numerics/random.ts';
import { bandNoise } from './band-noise.ts';
import { below } from './boundary.ts';
import { toTenth } from './in-proportion.ts';
import { defineFamily } from './stimulus-family.ts';

/** Standard deviation of lightness on either side. */
const CONTRAST = 0.2;

/** The low frequency is this many times below the high one. */
const RATIO = 4;

/**
 * Half-planes of fine and of coarse noise; at turn 0 the fine side is on the left, the normal pointing
 * right to the coarse one. Both sides have the same mean and contrast within the field, and each pattern
 * comes with its negative, so that the pair differs from grey by nothing that a linear filter could see.
 */
export const highLowFrequencies = defineFamily({
  kind: 'high-low frequency',
  description:
    'Fine texture beside coarse texture of the same mean and contrast, and its negative.',
  axes: ['turn'],
  parameters: z.strictObject({
    /** Wavelength of the fine side, pixels. */
    high: z.number().min(2),
    /** Wavelength of the coarse side, pixels. */
    low: z.number().positive(),
    /** Seed of the noise. */
    seed: z.int().nonnegative(),
    contrast: z.enum(['positive', 'negative']),
    /** Radius about the centre within which the sides are made alike, pixels: mid-fade of the aperture. */
    reach: z.number().positive(),
  }),
  list: (fieldSize) =>
    [Math.max(3, toTenth(fieldSize / 20)), Math.max(4, toTenth(fieldSize / 14))].flatMap(
      (high, seed) =>
        (['positive', 'negative'] as const).map((contrast) => {
          const low = toTenth(RATIO * high);
          const text = `texture of ${String(high)} px beside ${String(low)} px`;
          return {
            text: contrast === 'positive' ? text : `${text}, negative`,
            parameters: { high, low, seed, contrast, reach: toTenth(0.45 * fieldSize) },
          };
        }),
    ),
  upright: ({ high, low, seed, contrast, reach }) => {
    const random = new Random(seed);
    const scale = contrast === 'positive' ? CONTRAST : -CONTRAST;
    const fine = evened(bandNoise(random, high), -1, reach);
    const coarse = evened(bandNoise(random, low), 1, reach);
    return (x, y) => {
      const left = below(x);
      const noise =
        left === 1 ? fine(x, y) : left === 0 ? coarse(x, y) : (fine(x, y) + coarse(x, y)) / 2;
      return Math.min(1, Math.max(0, 0.5 + scale * noise));
    };
  },
});

/** The field brought to mean 0 and variance 1 over the half-disc of radius `reach` on one side of x = 0. */
function evened(
  field: (x: number, y: number) => number,
  side: -1 | 1,
  reach: number,
): (x: number, y: number) => number {
  const steps = 32;
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = -steps; j < steps; j++) {
      const x = (i + 0.5) / steps;
      const y = (j + 0.5) / steps;
      if (x * x + y * y > 1) continue;
      const value = field(side * x * reach, y * reach);
      count++;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / count;
  const deviation = Math.sqrt(squares / count - mean * mean);
  return (x, y) => (field(x, y) - mean) / deviation;
}
