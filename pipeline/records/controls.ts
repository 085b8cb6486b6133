import { z } from 'zod';
import { groupSchema } from './family.ts';

/** `controls.json`: the same probes and discovery where the answer is known. */
export const controlsSchema = z.strictObject({
  /** Every layer's weights shuffled within the layer: there is nothing to find. */
  shuffled: z.strictObject({
    seed: z.int().nonnegative(),
    /** Candidate sets of units that discovery tested. */
    candidates: z.int().nonnegative(),
    /** Families that the same nulls and verdict rules support. */
    familiesFound: z.int().nonnegative(),
    /** Supported families of the shuffled network over those of the real one; null without the latter. */
    falseDiscoveryRate: z.union([z.number(), z.null()]),
    layers: z.array(
      z.strictObject({
        layer: z.string(),
        group: groupSchema,
        candidates: z.int().nonnegative(),
        familiesFound: z.int().nonnegative(),
      }),
    ),
  }),
  /** The scan for circuits between the same families, over weights shuffled within every layer. */
  circuits: z.strictObject({
    seed: z.int().nonnegative(),
    /** Fits between families and units of the shuffled network, and how many pass as circuits. */
    fits: z.int().nonnegative(),
    passed: z.int().nonnegative(),
    /** The same of the real one. */
    realFits: z.int().nonnegative(),
    realPassed: z.int().nonnegative(),
    /** Passed of the shuffled network over those of the real one; null without the latter. */
    falseDiscoveryRate: z.union([z.number(), z.null()]),
  }),
  /** Networks with exact symmetry built in: everything is to be found. */
  planted: z.array(
    z.strictObject({
      group: groupSchema,
      /** What was planted, in words. */
      description: z.string(),
      /** Units planted in families, and units beside them that belong to none. */
      planted: z.int().positive(),
      others: z.int().nonnegative(),
      /** Found units that were planted in the family they were found in, over all found. */
      precision: z.number(),
      recall: z.number(),
      /** Largest error of an element in steps of the probe's grid. */
      maxElementErrorSteps: z.number(),
    }),
  ),
});

export type Controls = z.infer<typeof controlsSchema>;
