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

/** What a synthetic stimulus shows. */
export const stimulusKindSchema = z.enum([
  'line',
  'edge',
  'grating',
  'curve',
  'corner',
  'circle',
  'centre-surround',
  'colour centre-surround',
  'colour edge',
  'high-low frequency',
  'brightness gradient',
]);

export type StimulusKind = z.infer<typeof stimulusKindSchema>;

/** One synthetic stimulus up to the turn and the hue it is drawn at. */
export const stimulusConditionSchema = z.strictObject({
  kind: stimulusKindSchema,
  /** In words: "light line on grey, 4.6 px wide". */
  text: z.string().min(1),
  /** What the stimulus is drawn from: lengths in input pixels, angles in degrees. */
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
});

export type StimulusCondition = z.infer<typeof stimulusConditionSchema>;
