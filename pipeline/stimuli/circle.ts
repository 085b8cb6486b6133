import { z } from 'zod';
import { below } from './boundary.ts';
import { inProportion, toTenth } from './in-proportion.ts';
import { BACKGROUND } from './stimulus.ts';
import { defineFamily } from './stimulus-family.ts';

/** Circles about the stimulus centre, as outlines and filled; turning leaves them as they are. */
export const circles = defineFamily({
  kind: 'circle',
  description: 'A circle, light or dark on mid-grey, drawn as a line or filled.',
  axes: [],
  parameters: z.strictObject({
    lightness: z.enum(['light', 'dark']),
    /** Of the middle of the line, or of the disc, pixels. */
    radius: z.number().positive(),
    /** Width of the line, pixels; 0 fills the disc. */
    line: z.number().nonnegative(),
  }),
  list: (fieldSize) => {
    const line = Math.max(1.2, toTenth(fieldSize / 20));
    return (['light', 'dark'] as const).flatMap((lightness) =>
      [line, 0].flatMap((width) =>
        inProportion([1 / 12, 1 / 8, 1 / 5, 1 / 3], fieldSize, line).map((radius) => ({
          text: `${lightness} ${width === 0 ? 'disc' : 'circle'} of radius ${String(radius)} px`,
          parameters: { lightness, radius, line: width },
        })),
      ),
    );
  },
  upright: ({ lightness, radius, line }) => {
    const step = (lightness === 'light' ? 1 : 0) - BACKGROUND;
    return (x, y) => {
      const outside = Math.sqrt(x * x + y * y) - radius;
      return BACKGROUND + step * below(line === 0 ? outside : Math.abs(outside) - line / 2);
    };
  },
});
