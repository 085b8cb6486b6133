import { z } from 'zod';
import { below } from './boundary.ts';
import { CENTRE_FRACTIONS, LEAST_CENTRE } from './centre-surround.ts';
import { inProportion } from './in-proportion.ts';
import { between, isoluminant } from './isoluminant.ts';
import { BACKGROUND } from './stimulus.ts';
import { defineFamily } from './stimulus-family.ts';

/** A disc of the element's hue on a ground of equal lightness. */
export const colourCentreSurrounds = defineFamily({
  kind: 'colour centre-surround',
  description: 'A coloured disc on a ground as light as itself, grey or of the opposite hue.',
  axes: ['hue'],
  parameters: z.strictObject({
    ground: z.enum(['grey', 'opposite']),
    /** Of the disc, pixels. */
    radius: z.number().positive(),
  }),
  list: (fieldSize) =>
    (['grey', 'opposite'] as const).flatMap((ground) =>
      inProportion(CENTRE_FRACTIONS, fieldSize, LEAST_CENTRE).map((radius) => ({
        text: `coloured disc of radius ${String(radius)} px on ${ground === 'grey' ? 'grey' : 'the opposite hue'}`,
        parameters: { ground, radius },
      })),
    ),
  upright: ({ ground, radius }, hue) => {
    const disc = isoluminant(hue);
    const around =
      ground === 'grey' ? ([BACKGROUND, BACKGROUND, BACKGROUND] as const) : isoluminant(hue + 180);
    const rim = between(disc, around);
    return (x, y) => {
      const inside = below(Math.sqrt(x * x + y * y) - radius);
      return inside === 1 ? disc : inside === 0 ? around : rim;
    };
  },
});
