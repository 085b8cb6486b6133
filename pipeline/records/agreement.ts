import { z } from 'zod';
import { groupSchema } from './family.ts';

/** `agreement.json`: families found from dead leaves alone beside those found from photographs alone. */
export const agreementSchema = z.strictObject({
  layer: z.string(),
  group: groupSchema,
  /** Families, and units in them, that each probe finds on its own. */
  photographs: z.strictObject({ families: z.int().nonnegative(), units: z.int().nonnegative() }),
  deadLeaves: z.strictObject({ families: z.int().nonnegative(), units: z.int().nonnegative() }),
  /** Units in a family of both. */
  sharedUnits: z.int().nonnegative(),
  /** Share of the pairs of shared units that are in one family by photographs and are so by dead leaves. */
  samePairs: z.union([z.number(), z.null()]),
  /** Median difference of the relative elements of such pairs, degrees; null where there are none. */
  elementError: z.union([z.number(), z.null()]),
});

export const agreementListSchema = z.array(agreementSchema);

export type Agreement = z.infer<typeof agreementSchema>;
