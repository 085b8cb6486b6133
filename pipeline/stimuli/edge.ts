import { z } from 'zod';
import { softBelow } from './boundary.ts';
import { toTenth } from './in-proportion.ts';
import { defineFamily } from './stimulus-family.ts';

/** Straight edges; at turn 0 light on the left, the normal pointing right to the dark side. */
export const edges = defineFamily({
  kind: 'edge',
  description: 'A light half-plane beside a dark one, the edge between them sharp or blurred.',
  axes: ['turn'],
  parameters: z.strictObject({
    /** Over which the edge fades along half a cosine, pixels; 0 is sharp. */
    blur: z.number().nonnegative(),
  }),
  list: (fieldSize) =>
    [0, Math.max(2, toTenth(fieldSize / 6))].map((blur) => ({
      text: blur === 0 ? 'sharp edge, light to dark' : `edge light to dark over ${String(blur)} px`,
      parameters: { blur },
    })),
  upright:
    ({ blur }) =>
    (x) =>
      softBelow(x, blur),
});
