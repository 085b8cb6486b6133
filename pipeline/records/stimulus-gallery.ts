import { z } from 'zod';
import { stimulusConditionSchema, stimulusKindSchema } from './stimulus.ts';

/** `stimuli.json`: a picture of every stimulus of the synthetic set, and samples of the dead leaves. */
export const stimulusGallerySchema = z.strictObject({
  kinds: z.array(
    z.strictObject({
      kind: stimulusKindSchema,
      description: z.string(),
      axes: z.array(z.enum(['turn', 'hue'])),
      conditions: z.array(
        z.strictObject({
          condition: stimulusConditionSchema,
          /** Path below the site's root of the picture at element 0. */
          file: z.string(),
        }),
      ),
    }),
  ),
  deadLeaves: z.array(z.strictObject({ seed: z.int().nonnegative(), file: z.string() })),
  /** Pixels a side of the pictures. */
  size: z.int().positive(),
});

export type StimulusGallery = z.infer<typeof stimulusGallerySchema>;
