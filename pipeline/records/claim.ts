import { z } from 'zod';
import { tagSchema } from './tag.ts';

export const claimVerdicts = [
  'reproduced',
  'partly',
  'not reproduced',
  'not testable here',
] as const;

/** A number that a verdict rests on. */
const measuredSchema = z.strictObject({
  /** What was measured, a noun phrase. */
  what: z.string(),
  value: z.number(),
  /** '' for a plain number, '%' for a share as a percentage, '°', 'units', … */
  unit: z.string(),
});

/** One published claim and what a model's records say of it; `content/claims.yaml` is a list of these. */
export const claimSchema = z.strictObject({
  /** As in the published claims. */
  id: z.string(),
  kind: z.enum(['feature', 'circuit', 'architecture', 'general']),
  /** In our words. */
  statement: z.string(),
  /** The model whose records answer it. */
  model: z.string(),
  verdict: z.enum(claimVerdicts),
  /** By which rule the verdict follows from the numbers, one sentence. */
  rule: z.string(),
  /** What was found, in words made from the numbers. */
  finding: z.string(),
  numbers: z.array(measuredSchema),
  /** Families and circuits that bear on it, the closest counterparts first. */
  evidence: z.array(tagSchema),
  /** Record files that the numbers are from. */
  records: z.array(z.string()),
  /** The network that the claim was published for, and whether it can be answered for that here. */
  published: z.strictObject({
    model: z.string(),
    verdict: z.enum(claimVerdicts),
    reason: z.string(),
  }),
});

export const claimListSchema = z.array(claimSchema);

export type Claim = z.infer<typeof claimSchema>;
export type ClaimVerdict = (typeof claimVerdicts)[number];
