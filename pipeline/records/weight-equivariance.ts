import { z } from 'zod';
import { nullSchema } from './family.ts';
import { sha256 } from './provenance.ts';
import { tagSchema } from './tag.ts';

/** How far the kernels of a family of the first layer are one kernel, moved by the members' elements. */
export const firstLayerTyingSchema = z.strictObject({
  /** Share of the members' squared weights, kernels scaled to unit norm, that one template explains. */
  r2: z.number(),
  /** Share of the members' squared weights inside the disc that a turn keeps within the kernel. */
  covered: z.number(),
  /** What the null draws at random: the elements or, for reflection, the units. */
  nullOf: z.enum(['elements', 'units']),
  null: nullSchema,
});

/** How far the weights between two layers are mirrored where their units are exchanged for partners. */
export const reflectionTyingSchema = z.strictObject({
  /** Share of the variance of the strong weights that tying explains; ½ where partners are unrelated. */
  r2: z.number(),
  /** Random partners for sources and targets. */
  null: nullSchema,
  /** Share of the connections of every pair, by strength, that counts as strong. */
  strongShare: z.number().gt(0).max(1),
  /** Source units that have a partner or are their own. */
  sources: z.int().positive(),
  pairs: z.array(
    z.strictObject({
      /** Twice the same unit where it is its own mirror image. */
      units: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
      r2: z.number(),
    }),
  ),
});

/** `weight-equivariance.json`: one of these. */
export const weightEquivarianceSchema = z.strictObject({
  model: z.string(),
  firstLayer: z.array(
    firstLayerTyingSchema.extend({
      layer: z.string(),
      /** Tag of the family. */
      family: tagSchema,
      stageKey: sha256,
    }),
  ),
  reflection: z.array(
    reflectionTyingSchema.extend({ from: z.string(), to: z.string(), stageKey: sha256 }),
  ),
});

export type FirstLayerTying = z.infer<typeof firstLayerTyingSchema>;
export type ReflectionTying = z.infer<typeof reflectionTyingSchema>;
export type WeightEquivariance = z.infer<typeof weightEquivarianceSchema>;
