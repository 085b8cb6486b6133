import { z } from 'zod';
import { circuitGroupSchema, motifForms } from './circuit.ts';
import { derivationSchema } from './derivation.ts';
import { tagSchema } from './tag.ts';

const share = z.number().min(0).max(1);
const residual = {
  /** How many kernels, and how many means of kernels that tying makes alike. */
  kernels: z.int().positive(),
  templates: z.int().positive(),
  /** To expect of independent weights without any tie: 1 − templates / kernels. */
  untied: share,
};

const circuitTyingSchema = z.strictObject({
  /** Of the circuit. */
  tag: tagSchema,
  group: circuitGroupSchema,
  form: z.enum(motifForms),
  ...residual,
  /**
   * Share of the squares of the aligned kernels that their means leave, one mean for every relative
   * element or single unit: 0 where the weights are tied exactly.
   */
  residual: share,
  /**
   * Squares of the aligned kernels over those of the kernels as they are: what alignment takes away
   * (harmonics of a ring above the third) or adds.
   */
  kept: z.number().nonnegative(),
});

const designedTyingSchema = z.strictObject({
  layer: z.string(),
  form: z.enum(motifForms),
  ...residual,
  /** Over quarter turns, which only move pixels. */
  quarterTurns: share,
  /** Over all turns, undone in the basis that the kernels are made of. */
  steered: share,
  /** Over all turns, undone as for natural circuits: what is left is the error of that ruler. */
  aligned: share,
  /** Of that, as for natural circuits: a narrow ring cannot turn all of its harmonics. */
  kept: z.number().nonnegative(),
});

const quartiles = z.tuple([z.number(), z.number(), z.number()]);

/** Weight tying of one model. */
export const tyingSchema = z.strictObject({
  model: z.string(),
  /** Between families that were found, one a circuit; null for a model without circuits. */
  natural: z
    .strictObject({
      circuits: z.array(circuitTyingSchema),
      /** Quartiles of `residual` over circuits, and of residual / untied. */
      summary: z.array(
        z.strictObject({
          group: circuitGroupSchema,
          form: z.enum(motifForms),
          circuits: z.int().positive(),
          residual: quartiles,
          /** 1 for weights without any tie. */
          ofUntied: quartiles,
        }),
      ),
      derivation: derivationSchema,
    })
    .nullable(),
  /** Between the fields of the design, by convolution; null for a network of free weights. */
  designed: z
    .strictObject({
      layers: z.array(designedTyingSchema),
      /** Degrees between neighbouring elements. */
      step: z.number().positive(),
      derivation: derivationSchema,
    })
    .nullable(),
});

/** `content/comparison/tying.json` is an array of these. */
export const tyingListSchema = z.array(tyingSchema);

export type Tying = z.infer<typeof tyingSchema>;
export type NaturalTying = NonNullable<Tying['natural']>;
export type DesignedTying = NonNullable<Tying['designed']>;
