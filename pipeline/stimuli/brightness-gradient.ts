import { z } from 'zod';
import { inProportion } from './in-proportion.ts';
import { defineFamily } from './stimulus-family.ts';

/** Linear ramps; at turn 0 light on the left, the normal pointing right to the dark side. */
export const brightnessGradients = defineFamily({
  kind: 'brightness gradient',
  description:
    'Lightness that falls evenly from white to black, over the whole field or half of it.',
  axes: ['turn'],
  parameters: z.strictObject({
    /** From white to black, pixels; constant on both sides. */
    extent: z.number().positive(),
  }),
  list: (fieldSize) =>
    inProportion([1 / 2, 1], fieldSize, 3).map((extent) => ({
      text: `light to dark over ${String(extent)} px`,
      parameters: { extent },
    })),
  upright:
    ({ extent }) =>
    (x) =>
      Math.min(1, Math.max(0, 0.5 - x / extent)),
});
