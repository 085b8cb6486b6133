import { z } from 'zod';
import { derivationSchema } from './derivation.ts';
import { tagSchema } from './tag.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

/** One layer of a network with designed fields: what discovery found of them. */
export const layerTruthSchema = z.strictObject({
  layer: z.string(),
  unitsInFields: count,
  /** Units that no turn exchanges for another. */
  invariantUnits: count,
  fields: count,
  /** Fields whose units differ by more than the rule `distinct`: of others there is nothing to find. */
  distinctFields: count,
  /** Distinct fields of which a family holds half the units, and those of them that share the family. */
  found: count,
  merged: count,
  /** Found units that are of the field which most of their family is of, over all found units. */
  unitPrecision: share,
  /** Units of fields that are in the family which holds most of their field, over all of them. */
  unitRecall: share,
  /** Pairs of units. */
  pairs: z.strictObject({
    /** In one family. */
    found: count,
    /** Of one field, and of one distinct field. */
    known: count,
    knownDistinct: count,
    /** Both found and known. */
    both: count,
    bothDistinct: count,
  }),
  families: z.array(
    z.strictObject({
      tag: tagSchema,
      members: count,
      /** Number of the field that most members are of, from 0; null where none is of any. */
      field: count.nullable(),
      ofField: count,
      ofOtherFields: count,
      invariant: count,
      /** Degrees, after the best offset common to the family; null without a field. */
      elementError: z
        .strictObject({ median: z.number().nonnegative(), largest: z.number().nonnegative() })
        .nullable(),
    }),
  ),
  /** Of every field the share of the squared weights into it that is not alike in all its units. */
  distinctness: z.array(share),
});

/** A network whose families are known, and what discovery makes of it. */
export const knownTruthSchema = z.strictObject({
  model: z.string(),
  /** The trained network whose first weights these are. */
  controlOf: z.string().optional(),
  /** Degrees between neighbouring elements of a field. */
  step: z.number().positive(),
  rules: z.strictObject({
    distinct: share,
    /** Degrees; members of a hue-rotation family with hues as near as this count as turned. */
    sameHue: z.number().nonnegative(),
  }),
  layers: z.array(layerTruthSchema),
  /** Median and largest element error over all members of all families' fields; null without any. */
  elementError: z
    .strictObject({ median: z.number().nonnegative(), largest: z.number().nonnegative() })
    .nullable(),
  derivation: derivationSchema,
});

/** `content/comparison/known-truth.json` is an array of these. */
export const knownTruthListSchema = z.array(knownTruthSchema);

export type KnownTruth = z.infer<typeof knownTruthSchema>;
export type LayerTruth = z.infer<typeof layerTruthSchema>;
