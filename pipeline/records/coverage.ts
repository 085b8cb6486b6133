import { z } from 'zod';

const count = z.int().nonnegative();

/** `coverage.json`: how far every layer's units are equivariant or invariant, in numbers of units. */
export const coverageSchema = z.strictObject({
  layer: z.string(),
  units: z.int().positive(),
  /** Units in at least one supported family of the group. */
  inFamily: z.strictObject({
    rotation: count,
    reflection: count,
    hue: count,
    hueRotation: count,
    scale: count,
    correspondence: count,
  }),
  /** Units of which the transformation leaves the responses to natural pictures as they are. */
  invariant: z.strictObject({ rotation: count, reflection: count, hue: count }),
  /** The units behind `invariant`, so that a number can lead to them. */
  invariantUnits: z.strictObject({
    rotation: z.array(count),
    reflection: z.array(count),
    hue: z.array(count),
  }),
});

export const coverageListSchema = z.array(coverageSchema);

export type Coverage = z.infer<typeof coverageSchema>;
