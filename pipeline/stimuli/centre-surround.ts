import { z } from 'zod';
import { below } from './boundary.ts';
import { inProportion } from './in-proportion.ts';
import { BACKGROUND } from './stimulus.ts';
import { defineFamily } from './stimulus-family.ts';

/** Radii of centres as fractions of the receptive field's size, and the least in pixels. */
export const CENTRE_FRACTIONS = [1 / 10, 1 / 6, 1 / 4] as const;
export const LEAST_CENTRE = 1.2;

/** A disc inside a ring of the opposite lightness that reaches to twice its radius, on mid-grey. */
export const centreSurrounds = defineFamily({
  kind: 'centre-surround',
  description: 'A light disc in a dark ring or a dark disc in a light ring, on mid-grey.',
  axes: [],
  parameters: z.strictObject({
    centre: z.enum(['light', 'dark']),
    /** Of the disc, pixels. */
    radius: z.number().positive(),
  }),
  list: (fieldSize) =>
    (['light', 'dark'] as const).flatMap((centre) =>
      inProportion(CENTRE_FRACTIONS, fieldSize, LEAST_CENTRE).map((radius) => ({
        text: `${centre} centre of radius ${String(radius)} px`,
        parameters: { centre, radius },
      })),
    ),
  upright: ({ centre, radius }) => {
    const step = (centre === 'light' ? 1 : 0) - BACKGROUND;
    return (x, y) => {
      const distance = Math.sqrt(x * x + y * y);
      const disc = below(distance - radius);
      const ring = below(distance - 2 * radius) - disc;
      return BACKGROUND + step * (disc - ring);
    };
  },
});
