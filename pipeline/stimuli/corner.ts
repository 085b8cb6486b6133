import { z } from 'zod';
import { rotatePoint } from '../actions/planar.ts';
import { below } from './boundary.ts';
import { defineFamily } from './stimulus-family.ts';

/** Wedges with their apex at the stimulus centre; at turn 0 the apex points right. */
export const corners = defineFamily({
  kind: 'corner',
  description: 'A light wedge on dark or a dark wedge on light, its apex in the middle.',
  axes: ['turn'],
  parameters: z.strictObject({
    lightness: z.enum(['light', 'dark']),
    /** Opening of the wedge, degrees; below 180. */
    angle: z.number().positive().lt(180),
  }),
  list: () =>
    (['light', 'dark'] as const).flatMap((lightness) =>
      [60, 90, 120].map((angle) => ({
        text: `${lightness} corner of ${String(angle)}°`,
        parameters: { lightness, angle },
      })),
    ),
  upright: ({ lightness, angle }) => {
    // The normal of the lower side; the upper one is its mirror image.
    const [nx, ny] = rotatePoint(0, 1, -angle / 2);
    const inside = lightness === 'light' ? 1 : 0;
    return (x, y) => {
      const wedge = below(nx * x + ny * Math.abs(y));
      return inside === 1 ? wedge : 1 - wedge;
    };
  },
});
