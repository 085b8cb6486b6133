import { z } from 'zod';
import { sha256 } from './provenance.ts';

/** `pictures.json` is an array of these. */
export const pictureSchema = z.strictObject({
  layer: z.string(),
  unit: z.int().nonnegative(),
  kind: z.enum(['unit']),
  /** Path below the site's root, e.g. `atlas/googlenet/3f9a….webp`. */
  file: z.string(),
  /** sha256 of the file's bytes. */
  digest: sha256,
  /** Pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  backend: z.string(),
  seed: z.int().nonnegative(),
  /** Optimisation steps taken. */
  steps: z.int().positive(),
  /** How often a picture failed to drive its unit and was begun again from another seed. */
  retries: z.int().nonnegative(),
  /** Probing the finished picture itself. */
  check: z.strictObject({
    /** The unit's response to its own picture, as encoded in the file. */
    activation: z.number(),
    /** The same divided by the unit's largest response to any curve stimulus. */
    relativeToCurves: z.number(),
    /** Rank of the unit's response among those of all `of` units of its layer; 1 is the largest. */
    rank: z.int().positive(),
    of: z.int().positive(),
    /** Rank of this picture among the pictures of the unit's family, for this unit; 1 is best. */
    rankInFamily: z.int().positive(),
    familySize: z.int().positive(),
  }),
  stageKey: sha256,
});

export const pictureListSchema = z.array(pictureSchema);

export type Picture = z.infer<typeof pictureSchema>;
