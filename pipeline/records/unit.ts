import { z } from 'zod';
import { sha256 } from './provenance.ts';
import { conditionSchema } from './stimulus.ts';
import { tagSchema } from './tag.ts';

const connectionSchema = z.strictObject({
  layer: z.string(),
  unit: z.int().nonnegative(),
  /** Effective weight summed over positions. */
  weight: z.number(),
  /** Effective weight with the largest magnitude at any one position, signed. */
  peak: z.number(),
});

/** `units.json` is an array of these: the passports of all units that are in a family. */
export const unitSchema = z.strictObject({
  model: z.string(),
  layer: z.string(),
  unit: z.int().nonnegative(),
  /** Every name of the unit, e.g. `3b:206`, `inception_3b/output:206`, `inception_3b/3x3:78`. */
  aliases: z.array(z.string()).min(1),
  families: z.array(tagSchema),
  circuits: z.array(tagSchema),
  /** sha256 of the unit's own kernel and bias as little-endian float32. */
  weightDigest: sha256,
  /** Responses (activations) to the curve stimuli, [condition][angle]. */
  tuning: z.strictObject({
    conditions: z.array(conditionSchema),
    angles: z.array(z.number()),
    values: z.array(z.array(z.number())),
  }),
  /** The ten strongest effective weights from and to the neighbouring covered layers, by |weight|. */
  incoming: z.array(connectionSchema),
  outgoing: z.array(connectionSchema),
  /** What the linear paths of these weights approximate, one sentence each. */
  linearised: z.array(z.string()),
});

export const unitListSchema = z.array(unitSchema);

export type Unit = z.infer<typeof unitSchema>;
