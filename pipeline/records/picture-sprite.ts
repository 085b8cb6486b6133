import { z } from 'zod';
import { sha256 } from './provenance.ts';

/** The feature pictures of many units of a layer as small tiles of one file. */
export const pictureSpriteSchema = z.strictObject({
  layer: z.string(),
  /** Units in the order of the tiles, row by row. */
  units: z.array(z.int().nonnegative()).min(1),
  /** Path below the site's root. */
  file: z.string(),
  /** sha256 of the file's bytes. */
  digest: sha256,
  /** Pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Side of a tile, pixels. */
  tile: z.int().positive(),
  columns: z.int().positive(),
  stageKey: sha256,
});

/** `sprites.json` is an array of these. */
export const pictureSpriteListSchema = z.array(pictureSpriteSchema);

export type PictureSprite = z.infer<typeof pictureSpriteSchema>;
