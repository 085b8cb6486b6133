import { z } from 'zod';
import { sha256 } from './provenance.ts';
import { stimulusConditionSchema, stimulusKindSchema } from './stimulus.ts';
import { tagSchema } from './tag.ts';

const connectionSchema = z.strictObject({
  layer: z.string(),
  unit: z.int().nonnegative(),
  /** Effective weight summed over positions. */
  weight: z.number(),
  /** Effective weight with the largest magnitude at any one position, signed. */
  peak: z.number(),
});

/** Responses (activations) to the stimuli of one kind. */
export const kindTuningSchema = z.strictObject({
  kind: stimulusKindSchema,
  /** The condition that drives the unit most. */
  condition: stimulusConditionSchema,
  /** The response to it at its best hue and turn. */
  strongest: z.number(),
  /** At every turn (15° steps, at the best hue), or empty for a kind that does not turn. */
  turns: z.array(z.number()),
  /** At every hue (30° steps, at the best turn), or empty for a kind without hue. */
  hues: z.array(z.number()),
});

const share = z.union([z.number(), z.null()]);

/** `units.json` is an array of these: the passports of all units in a family or a circuit. */
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
  /** To the kinds of stimuli that drive the unit at least a quarter as strongly as the best one does. */
  tuning: z.array(kindTuningSchema),
  /**
   * How the transformations act on the unit's responses to natural pictures: the share of their
   * variance that a turn of the picture or of its hue makes, and the correlation of its responses to
   * pictures and their mirror images; null where it is silent.
   */
  transformations: z.strictObject({ rotation: share, hue: share, mirror: share }),
});

export const unitListSchema = z.array(unitSchema);

/** `connections.json` is an array of these, one for every passport. */
export const unitConnectionsSchema = z.strictObject({
  layer: z.string(),
  unit: z.int().nonnegative(),
  /** The strongest effective weights from and to the neighbouring covered layers, by |weight|. */
  incoming: z.array(connectionSchema),
  outgoing: z.array(connectionSchema),
  /** What the linear paths of these weights approximate, one sentence each. */
  linearised: z.array(z.string()),
});

export const unitConnectionsListSchema = z.array(unitConnectionsSchema);

export type UnitConnections = z.infer<typeof unitConnectionsSchema>;

export type Unit = z.infer<typeof unitSchema>;
export type KindTuning = z.infer<typeof kindTuningSchema>;
