import { z } from 'zod';
import { softBelow } from './boundary.ts';
import { toTenth } from './in-proportion.ts';
import { between, isoluminant, towardsOpposite } from './isoluminant.ts';
import { defineFamily } from './stimulus-family.ts';

/**
 * Half-planes of opposite hues and equal lightness; at turn 0 the element's hue is on the left, the
 * normal pointing right to its opposite. Turning by half a turn exchanges the hues: the element
 * (turn + 180°, hue + 180°) is the same picture, the relation that makes the hue-rotation group a
 * quotient.
 */
export const colourEdges = defineFamily({
  kind: 'colour edge',
  description: 'A hue beside its opposite, equally light, the edge between them sharp or blurred.',
  axes: ['hue', 'turn'],
  parameters: z.strictObject({
    /** Over which one hue passes through grey into the other, pixels; 0 is sharp. */
    blur: z.number().nonnegative(),
  }),
  list: (fieldSize) =>
    [0, Math.max(2, toTenth(fieldSize / 6))].map((blur) => ({
      text:
        blur === 0
          ? 'sharp edge of opposite hues'
          : `edge of opposite hues over ${String(blur)} px`,
      parameters: { blur },
    })),
  upright: ({ blur }, hue) => {
    const left = isoluminant(hue);
    const right = isoluminant(hue + 180);
    const middle = between(left, right);
    return (x) => {
      const share = softBelow(x, blur);
      if (share === 1) return left;
      if (share === 0) return right;
      return blur === 0 ? middle : towardsOpposite(hue, share);
    };
  },
});
