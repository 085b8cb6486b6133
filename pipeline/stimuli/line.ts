import { z } from 'zod';
import { below } from './boundary.ts';
import { inProportion } from './in-proportion.ts';
import { BACKGROUND } from './stimulus.ts';
import { defineFamily } from './stimulus-family.ts';

/** Straight lines across the whole stimulus; at turn 0 upright, the normal pointing right. */
export const lines = defineFamily({
  kind: 'line',
  description: 'A straight light or dark line on mid-grey, at two widths.',
  axes: ['turn'],
  parameters: z.strictObject({
    lightness: z.enum(['light', 'dark']),
    width: z.number().positive(),
  }),
  list: (fieldSize) =>
    (['light', 'dark'] as const).flatMap((lightness) =>
      inProportion([1 / 24, 1 / 12], fieldSize, 1.2).map((width) => ({
        text: `${lightness} line on grey, ${String(width)} px wide`,
        parameters: { lightness, width },
      })),
    ),
  upright: ({ lightness, width }) => {
    const step = (lightness === 'light' ? 1 : 0) - BACKGROUND;
    return (x) => BACKGROUND + step * below(Math.abs(x) - width / 2);
  },
});
