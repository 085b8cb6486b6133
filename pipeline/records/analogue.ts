import { z } from 'zod';
import { derivationSchema } from './derivation.ts';
import { nullSchema } from './family.ts';
import { tagSchema } from './tag.ts';

const share = z.number().min(0).max(1);

const familyAnalogueSchema = z.strictObject({
  /** A supported family of rotation or hue of `from`. */
  family: tagSchema,
  /** The nearest family of `to` of the same group and period; null where there is none. */
  counterpart: tagSchema.nullable(),
  /** Correlation of their aligned tuning to all kinds of synthetic stimuli, at the best offset. */
  similarity: z.number().min(-1).max(1),
  /** Degrees by which the counterpart's elements are behind the family's. */
  offset: z.number().gte(0).lt(360),
  /** Similarity of the nearest where candidates are broken; null without a counterpart. */
  nulls: z
    .strictObject({
      /** The members of every candidate with their elements exchanged. */
      elements: nullSchema,
      /** The kinds of stimuli exchanged in the tuning of every candidate. */
      kinds: nullSchema,
      /**
       * As many units of the candidate's layer drawn at random, members and random units alike with the
       * elements that suit best: whether the nearest stands out in its layer. It decides nothing.
       */
      units: nullSchema,
    })
    .nullable(),
  /** The larger of those of elements and kinds; 1 without a counterpart. */
  pValue: z.number().gt(0).max(1),
  /** Benjamini–Hochberg adjusted over the families of `from` that have a counterpart. */
  qValue: z.number().gt(0).max(1),
  /** Whether it meets the rules. */
  isAnalogue: z.boolean(),
});

/** The families of one model beside those of another. */
export const analoguesSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  rules: z.strictObject({
    similarity: share,
    falseDiscoveryRate: share,
    samples: z.int().positive(),
  }),
  families: z.array(familyAnalogueSchema),
  derivation: derivationSchema,
});

/** `content/comparison/analogues.json` is an array of these, one for every ordered pair of models. */
export const analoguesListSchema = z.array(analoguesSchema);

export type Analogues = z.infer<typeof analoguesSchema>;
export type FamilyAnalogue = z.infer<typeof familyAnalogueSchema>;
