import { z } from 'zod';
import { nullSchema } from './family.ts';
import { sha256 } from './provenance.ts';
import { tagSchema } from './tag.ts';

/** Which ends of a circuit the group moves. */
export const motifForms = [
  'invariant→equivariant',
  'equivariant→invariant',
  'equivariant→equivariant',
] as const;

/** `mirror` is any of the three forms under reflection: the weights flip with the pair. */
export const motifSchema = z.enum([...motifForms, 'mirror', 'no motif']);

/** The group whose action on the weights is tested. */
export const circuitGroupSchema = z.enum(['rotation', 'hue', 'reflection']);

const endSchema = z.strictObject({
  layer: z.string(),
  /** Tag of the family; null for single units, which the group leaves where they are. */
  family: tagSchema.nullable(),
  /** In the order of the kernel table: members by element, single units by what they explain. */
  units: z.array(z.int().nonnegative()).min(1),
  /**
   * Of each member: degrees of rotation or hue; 0 and 1 for a mirrored pair. Null for single units.
   */
  elements: z.array(z.number()).nullable(),
  /** Degrees after which the members repeat, where the group is rotation; null for single units. */
  period: z.union([z.literal(360), z.literal(180), z.literal(90)]).nullable(),
});

const shareSchema = z.number().max(1);

export const alternativeSchema = z.strictObject({
  motif: motifSchema,
  /** Predicting the kernels of units left out of the fit. */
  r2: shareSchema,
  /** On the kernels it was fitted to. */
  r2InSample: shareSchema,
  /** Number of free coefficients. */
  parameters: z.int().nonnegative(),
});

/** One fit of the scan, whether it passed or not; `scan.json` is an array of these. */
export const scannedSchema = z.strictObject({
  group: circuitGroupSchema,
  form: z.enum(motifForms),
  from: z.strictObject({ layer: z.string(), family: tagSchema.nullable() }),
  to: z.strictObject({ layer: z.string(), family: tagSchema.nullable() }),
  /** Single units that explain most, strongest first; empty between two families. */
  units: z.array(z.int().nonnegative()),
  /** Cross-validated R² of the motif that predicts best; of a mirror the share that it ties. */
  r2: shareSchema,
  strength: z.number().nonnegative(),
  pValue: z.number().gt(0).max(1),
  /** Benjamini–Hochberg adjusted over the whole scan of the model. */
  qValue: z.number().gt(0).max(1),
  /** Tag of the circuit; null for a fit that did not pass. */
  circuit: tagSchema.nullable(),
});

/** A factor of the weights: a group of single units that act as one. */
export const factorSchema = z.strictObject({
  /** Units of the single end with their loadings, the largest first; loadings of a factor sum to 1. */
  units: z.array(
    z.strictObject({ unit: z.int().nonnegative(), loading: z.number().nonnegative() }),
  ),
  /** Share of the rectified weights' squares that all factors together explain. */
  explained: shareSchema,
  /** Signed kernel of the factor in the aligned frame, [y][x], y down. */
  kernel: z.array(z.array(z.number())),
});

/** `circuits.json` is an array of these. */
export const circuitSchema = z.strictObject({
  tag: tagSchema,
  label: z.string(),
  model: z.string(),
  group: circuitGroupSchema,
  /** The best motif that beats its null, else `no motif`. */
  motif: motifSchema,
  /** Which ends the group moves. */
  form: z.enum(motifForms),
  from: endSchema,
  to: endSchema,
  /** Layers between the two, the target's included: 1 for neighbours. */
  apart: z.int().min(1).max(3),
  /**
   * Cross-validated R² of `motif`. A mirror has no coefficients to fit and nothing to leave out: there
   * the share of the squared weights that it ties, over the units listed.
   */
  r2: shareSchema,
  /** Every motif that was fitted, `motif` included. */
  alternatives: z.array(alternativeSchema),
  /**
   * Mean square of these weights over that of all weights into the same units: 1 where they are as
   * strong as any.
   */
  strength: z.number().nonnegative(),
  /** Of `null`; of a mirror the larger one of it and of the same for the kernels' antisymmetric part. */
  pValue: z.number().gt(0).max(1),
  /** Benjamini–Hochberg adjusted over the whole scan of the model. */
  qValue: z.number().gt(0).max(1),
  /**
   * What the p value rests on: the in-sample R² of the fullest motif between two families, or of a mirror
   * between two pairs; the largest sum of squares that the motif explains of a single unit otherwise.
   */
  statistic: z.number(),
  /** The same where the elements are shuffled (rotation, hue) or partners drawn anew (reflection). */
  null: nullSchema,
  /**
   * Mean effective weight (summed over positions) of pairs by relative element, target − source;
   * empty where only one end moves.
   */
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
  /**
   * Kernels averaged after each is turned (mirrored) back by its own element, so that the pattern
   * stands as for element 0: one for every single unit, or one for every bin of `profile`. Their means
   * and standard deviations are in the file of `kernels`, in this order.
   */
  aligned: z.array(
    z.strictObject({
      /** The single unit; null where both ends move. */
      unit: z.int().nonnegative().nullable(),
      /** Relative element in degrees (0 or 1 for a pair); null for a single unit. */
      delta: z.number().nullable(),
      /** How many kernels the mean is over. */
      kernels: z.int().positive(),
    }),
  ),
  /** Non-negative factors of the weights from many single units; empty where there are few. */
  factors: z.array(factorSchema),
  /**
   * Effective weights, in `kernels/<tag>.safetensors` (BF16) as the tensors `kernels` [to, from, y, x],
   * `mean` and `spread` [aligned, y, x]; y down, the middle is offset (0, 0).
   */
  kernels: z.strictObject({
    /** Positions [y, x] that the file holds: the middle of the whole kernels. */
    size: z.tuple([z.int().positive(), z.int().positive()]),
    /** Positions a side of the whole kernels, and the share of the squared weights that the file holds. */
    whole: z.int().positive(),
    share: z.number().min(0).max(1),
    /** Input pixels per kernel position. */
    stride: z.number(),
    /** Largest magnitude in the table. */
    largest: z.number().nonnegative(),
  }),
  /** What the linear path leaves out or approximates, one sentence each. */
  linearised: z.array(z.string()),
  /** The same with every nonlinearity on the path weighted by what it passes on photographs; null without them. */
  weighted: z
    .strictObject({
      photographs: z.int().positive(),
      /** Correlation of the two tables of kernels. */
      correlation: z.number().min(-1).max(1),
      /** Cross-validated R² of the same motif on the weighted kernels. */
      r2: shareSchema,
    })
    .nullable(),
  /** What was found, in words made from the numbers. */
  finding: z.string(),
  stageKey: sha256,
});

export const circuitListSchema = z.array(circuitSchema);
export const scanSchema = z.array(scannedSchema);

export type Circuit = z.infer<typeof circuitSchema>;
export type CircuitEnd = z.infer<typeof endSchema>;
export type CircuitGroup = z.infer<typeof circuitGroupSchema>;
export type Motif = z.infer<typeof motifSchema>;
export type MotifForm = (typeof motifForms)[number];
export type ScannedFit = z.infer<typeof scannedSchema>;
