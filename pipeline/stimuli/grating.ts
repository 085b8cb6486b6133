import { z } from 'zod';
import { toTenth } from './in-proportion.ts';
import { defineFamily } from './stimulus-family.ts';

/**
 * Sinusoidal gratings in quadrature; at turn 0 the bars are upright. The cosine has a light bar in the
 * middle and repeats after half a turn, the sine is light on the left and dark on the right of it.
 */
export const gratings = defineFamily({
  kind: 'grating',
  description:
    'A sinusoidal grating of three wavelengths, with a light bar or an edge in the middle.',
  axes: ['turn'],
  parameters: z.strictObject({ phase: z.enum(['cosine', 'sine']), wavelength: z.number().min(2) }),
  list: (fieldSize) => {
    // Averaging over a pixel leaves sinc(1/3) = 83% of the contrast of a wavelength of 3 px.
    const shortest = Math.max(3, toTenth(fieldSize / 12));
    return (['cosine', 'sine'] as const).flatMap((phase) =>
      [shortest, toTenth(2 * shortest), toTenth(4 * shortest)].map((wavelength) => ({
        text: `grating of ${String(wavelength)} px, ${phase === 'cosine' ? 'light bar' : 'edge'} in the middle`,
        parameters: { phase, wavelength },
      })),
    );
  },
  upright: ({ phase, wavelength }) => {
    const frequency = (2 * Math.PI) / wavelength;
    return phase === 'cosine'
      ? (x) => 0.5 + 0.5 * Math.cos(frequency * x)
      : (x) => 0.5 - 0.5 * Math.sin(frequency * x);
  },
});
