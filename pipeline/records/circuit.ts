import { z } from 'zod';
import { nullSchema } from './family.ts';
import { sha256 } from './provenance.ts';
import { tagSchema } from './tag.ts';

export const motifSchema = z.enum([
  'invariant→equivariant',
  'equivariant→invariant',
  'equivariant→equivariant',
  'no motif',
]);

const endSchema = z.strictObject({
  layer: z.string(),
  /** Tag of the family. */
  family: tagSchema,
  /** Members in the order of the kernel table, by element. */
  units: z.array(z.int().nonnegative()),
  elements: z.array(z.number()),
});

/** `circuits.json` is an array of these. */
export const circuitSchema = z.strictObject({
  tag: tagSchema,
  label: z.string(),
  model: z.string(),
  from: endSchema,
  to: endSchema,
  /** The motif with the largest cross-validated R² that beats its null, else `no motif`. */
  motif: motifSchema,
  /** Cross-validated R² of `motif`. */
  r2: z.number(),
  /** Every motif that was fitted, `motif` included. */
  alternatives: z.array(
    z.strictObject({
      motif: motifSchema,
      /** Predicting the kernels of units left out of the fit. */
      r2: z.number(),
      /** On the kernels it was fitted to. */
      r2InSample: z.number(),
      /** Number of free coefficients. */
      parameters: z.int().nonnegative(),
    }),
  ),
  pValue: z.number().gt(0).max(1),
  /** Benjamini–Hochberg adjusted over all circuits of the model. */
  qValue: z.number().gt(0).max(1),
  /** The largest in-sample R² of the three motifs when the elements of both families are shuffled. */
  null: nullSchema,
  /** How far the weights summed over positions follow the relative element alone. */
  summed: z.strictObject({ r2: z.number(), r2InSample: z.number() }),
  /** Mean effective weight (summed over positions) of pairs by relative element, target − source. */
  profile: z.array(
    z.strictObject({
      /** Degrees, centre of the bin, in (−180, 180]. */
      delta: z.number(),
      weight: z.number(),
      /** 95% bootstrap interval over units of both families. */
      interval: z.tuple([z.number(), z.number()]),
      pairs: z.int().positive(),
    }),
  ),
  /** Effective weights [to][from][y][x], row-major y then x, y down; the centre is offset (0, 0). */
  kernels: z.strictObject({
    size: z.tuple([z.int().positive(), z.int().positive()]),
    /** Input pixels per kernel position. */
    stride: z.number(),
    values: z.array(z.array(z.array(z.number()))),
  }),
  /** What the linear path leaves out or approximates, one sentence each. */
  linearised: z.array(z.string()),
  /** What was found, in words made from the numbers. */
  finding: z.string(),
  stageKey: sha256,
});

export const circuitListSchema = z.array(circuitSchema);

export type Circuit = z.infer<typeof circuitSchema>;
export type Motif = z.infer<typeof motifSchema>;
