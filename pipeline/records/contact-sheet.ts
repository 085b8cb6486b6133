import { z } from 'zod';
import { nullSchema } from './family.ts';
import { sha256 } from './provenance.ts';

/**
 * The feature pictures of a family in the order of its members, each moved back by its element: turned,
 * mirrored or its hues turned. Where the family is one feature moved, they look alike.
 */
export const contactSheetSchema = z.strictObject({
  /** Tag of the family. */
  family: z.string(),
  layer: z.string(),
  /** Members, in the order of the tiles. */
  units: z.array(z.int().nonnegative()).min(2),
  /** Path below the site's root of one row of square tiles. */
  file: z.string(),
  /** sha256 of the file's bytes. */
  digest: sha256,
  /** Pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /**
   * Mean correlation, over all pairs of members, of the layer's responses to the moved pictures:
   * square-rooted, then standardised for every unit over the layer's unit pictures as they are and
   * mirrored. Elements are rounded to the grid of the probes.
   */
  similarity: z.number(),
  /** The same of the pictures as they are. */
  unmoved: z.number(),
  /**
   * The same with elements drawn at random; for mirrored pairs, of either partner with every other unit
   * of the layer that has a picture, null where there is none.
   */
  null: nullSchema.nullable(),
  backend: z.string(),
  stageKey: sha256,
});

/** `contact-sheets.json` is an array of these. */
export const contactSheetListSchema = z.array(contactSheetSchema);

export type ContactSheet = z.infer<typeof contactSheetSchema>;
