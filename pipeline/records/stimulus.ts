import { z } from 'zod';

/**
 * How a curve stimulus is painted: a line of its own lightness on mid-grey, or an edge between the
 * curve's inside (the side of its centre of curvature) and its outside.
 */
export const contrastSchema = z.enum(['light line', 'dark line', 'light inside', 'dark inside']);

export type Contrast = z.infer<typeof contrastSchema>;

/** One curve stimulus up to rotation. */
export const conditionSchema = z.strictObject({
  contrast: contrastSchema,
  /** Radius of curvature in input pixels; null is a straight line or edge. */
  radius: z.union([z.number().positive(), z.null()]),
});

export type Condition = z.infer<typeof conditionSchema>;
