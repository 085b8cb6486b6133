import { z } from 'zod';

/** `controls.json`: the same probe and discovery on networks where no family should be. */
export const controlsSchema = z.strictObject({
  /** Every layer's weights shuffled within the layer. */
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
        candidates: z.int().nonnegative(),
        familiesFound: z.int().nonnegative(),
      }),
    ),
  }),
});

export type Controls = z.infer<typeof controlsSchema>;
