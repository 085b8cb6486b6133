import { z } from 'zod';
import { sha256 } from './provenance.ts';
import { conditionSchema } from './stimulus.ts';
import { tagSchema } from './tag.ts';

const interval = z.tuple([z.number(), z.number()]);
const pValue = z.number().gt(0).max(1);

export const verdictSchema = z.enum(['group action', 'partial', 'not supported']);

/** A permutation null: how the statistic fell when the hypothesis was broken on purpose. */
export const nullSchema = z.strictObject({
  samples: z.int().positive(),
  mean: z.number(),
  /** 95th percentile of the statistic under the null. */
  q95: z.number(),
  /** (1 + number at least as large as observed) / (1 + samples). */
  pValue,
});

export const memberSchema = z.strictObject({
  unit: z.int().nonnegative(),
  /** Degrees in [0, 360): the outward normal of the member's curve, clockwise on screen from +x. */
  element: z.number().gte(0).lt(360),
  /** Factor of the unit-norm template that fits this member's unit-norm modulation. */
  gain: z.number(),
  /** Share of this member's variance explained by the template of the *other* members. */
  r2: z.number(),
  /** Response (activation) to the family's preferred condition at each angle of `angles`. */
  tuning: z.array(z.number()),
});

/** `families.json` is an array of these. */
export const familySchema = z.strictObject({
  tag: tagSchema,
  label: z.string(),
  model: z.string(),
  /** As named in the model, e.g. `inception_3b/output`. */
  layer: z.string(),
  group: z.literal('rotation'),
  /** Degrees after which the feature repeats. */
  period: z.literal(360),
  /** What drives the family, by `nameRule`. */
  name: z.string(),
  nameRule: z.string(),
  members: z.array(memberSchema).min(2),
  /**
   * Share of the variance of all members' modulations explained by one turned template. A modulation is
   * a unit's responses, conditions scaled to count alike, less their mean over angles, to unit norm.
   */
  r2: z.number(),
  /** 95% bootstrap interval of r2 over stimulus conditions. */
  r2Interval: interval,
  /** As r2, but each member is predicted from the template of the others. */
  r2LeaveOneOut: z.number(),
  /** The larger of the two nulls' p values. */
  pValue,
  /** Benjamini–Hochberg adjusted over all candidate families of the model. */
  qValue: pValue,
  nulls: z.strictObject({
    /** The same units with elements drawn at random. */
    elements: nullSchema,
    /** Random sets of as many eligible units of the layer, each with its own best elements. */
    units: nullSchema,
  }),
  /** Full width at half height of the template's tuning, degrees. */
  bandwidth: z.number(),
  /** Order n of C_n: 360° over the bandwidth, rounded, at least 4. */
  order: z.int().positive(),
  /** Elements of C_n (degrees) that no member fills. */
  holes: z.array(z.number()),
  /** Largest angle between neighbouring members, degrees. */
  largestGap: z.number(),
  verdict: verdictSchema,
  /** Why, in words made from the numbers. */
  verdictReason: z.string(),
  /** The condition with the strongest template response; `members[].tuning` shows it. */
  preferred: conditionSchema,
  conditions: z.array(conditionSchema),
  /** Degrees at which the tuning curves were sampled. */
  angles: z.array(z.number()),
  /** The template of the modulations, unit norm, [condition][angle relative to the element]. */
  template: z.array(z.array(z.number())),
  /** Key of the stage that found it; see provenance.json. */
  stageKey: sha256,
});

export const familyListSchema = z.array(familySchema);

export type Family = z.infer<typeof familySchema>;
export type FamilyMember = z.infer<typeof memberSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type PermutationNull = z.infer<typeof nullSchema>;
