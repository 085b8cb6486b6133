import { z } from 'zod';
import { sha256 } from './provenance.ts';
import { stimulusConditionSchema } from './stimulus.ts';
import { tagSchema } from './tag.ts';

const interval = z.tuple([z.number(), z.number()]);
const pValue = z.number().gt(0).max(1);
const unit = z.int().nonnegative();

export const groupSchema = z.enum([
  'rotation',
  'reflection',
  'hue',
  'hue-rotation',
  'scale',
  'correspondence',
]);

/** `correspondence` is no group: units that match in their weights and by no image transformation. */
export type GroupName = z.infer<typeof groupSchema>;

export const verdictSchema = z.enum(['group action', 'partial', 'correspondence', 'not supported']);

/** What a layer is shown: photographs, seeded dead-leaves pictures, or parametric stimuli. */
export const probeNameSchema = z.enum(['photographs', 'dead leaves', 'synthetic']);

/** A permutation null: how the statistic fell when the hypothesis was broken on purpose. */
export const nullSchema = z.strictObject({
  samples: z.int().positive(),
  mean: z.number(),
  /** 95th percentile of the statistic under the null. */
  q95: z.number(),
  /** (1 + number at least as large as observed) / (1 + samples). */
  pValue,
});

/** What one probe alone says of the family. */
export const measurementSchema = z.strictObject({
  probe: probeNameSchema,
  /** Patches of pictures, or stimulus conditions. */
  samples: z.int().positive(),
  /** Share of the variance of the members' modulations explained by one moved template, elements as in the record. */
  r2: z.number(),
  /**
   * Median distance of the elements that this probe alone gives from the record's, in units of the
   * element (degrees; the larger of hue and turn for hue-rotation); null where an element cannot differ.
   */
  elementError: z.union([z.number(), z.null()]),
});

/**
 * The check by pictures: the patches that drive one member most, moved by the element that should
 * carry them to another, and which member then responds most.
 */
export const verificationSchema = z.strictObject({
  probe: probeNameSchema,
  /** Patches per pair of members. */
  patches: z.int().positive(),
  /** Counts [predicted member][member that responded most], in the order of `members`. */
  confusion: z.array(z.array(z.int().nonnegative())),
  /** Share on the diagonal, or next to it where the neighbour's element is within one step of the grid. */
  hitRate: z.number(),
  /** The same for a member picked at random. */
  chance: z.number(),
});

const common = {
  tag: tagSchema,
  label: z.string(),
  model: z.string(),
  /** What drives the family, by `nameRule`. */
  name: z.string(),
  nameRule: z.string(),
  /**
   * Share of the variance of all members' modulations explained by one moved template, over all
   * probes. A modulation is a unit's responses less their mean over the group, to unit norm. For scale
   * it is of responses, for correspondence of weights: (1 + mean correlation) / 2.
   */
  r2: z.number(),
  /**
   * 95% bootstrap interval of r2 over patches and stimulus conditions; for scale and correspondence
   * the smallest and largest over steps or pairs.
   */
  r2Interval: interval,
  /** As r2, but each member is predicted from the template of the others. */
  r2LeaveOneOut: z.number(),
  /** As r2, on the half of the patches that the search never saw, elements fitted on the other half. */
  r2HeldOut: z.number(),
  /** The larger of the two nulls' p values, on the held-out half. */
  pValue,
  /** Benjamini–Hochberg adjusted over all candidate families of the model. */
  qValue: pValue,
  nulls: z.strictObject({
    /** The same units with elements drawn at random. */
    elements: nullSchema,
    /** Random sets of as many eligible units, each with its own best elements from the other half. */
    units: nullSchema,
  }),
  verdict: verdictSchema,
  /** Why, in words made from the numbers. */
  verdictReason: z.string(),
  measurements: z.array(measurementSchema),
  verification: z.union([verificationSchema, z.null()]),
  /** Key of the stage that found it; see provenance.json. */
  stageKey: sha256,
};

const memberFit = {
  unit,
  /** Factor of the unit-norm template that fits this member's unit-norm modulation. */
  gain: z.number(),
  /** Share of this member's variance explained by the template of the *other* members. */
  r2: z.number(),
};

/** Families along a circle: rotation of period 360, 180 or 90, and hue. */
const circular = {
  ...common,
  /** As named in the model, e.g. `inception_3b/output`. */
  layer: z.string(),
  members: z
    .array(
      z.strictObject({
        ...memberFit,
        /**
         * Degrees in [0, period). Rotation: where the preferred stimulus of the member points (the outward normal
         * of a curve), clockwise on screen from +x. Hue: the hue angle it prefers, OKLCh.
         */
        element: z.number().gte(0).lt(360),
        /** Response (activation) to the preferred stimulus at each of `angles`. */
        tuning: z.array(z.number()),
      }),
    )
    .min(2),
  /** The stimulus with the strongest template response; `members[].tuning` shows it. */
  preferred: stimulusConditionSchema,
  /** Degrees over a full turn (of the picture, or of hue) at which tuning curves were sampled. */
  angles: z.array(z.number()),
  /** Full width at half height of the mean aligned tuning, degrees. */
  bandwidth: z.number(),
  /** Order n of C_n: period over the bandwidth, rounded, at least 4 (2 for period 90). */
  order: z.int().positive(),
  /** Elements of C_n (degrees) that no member fills. */
  holes: z.array(z.number()),
  /** Largest angle between neighbouring members, degrees. */
  largestGap: z.number(),
};

export const rotationFamilySchema = z.strictObject({
  ...circular,
  group: z.literal('rotation'),
  /** Degrees after which the feature repeats. */
  period: z.union([z.literal(360), z.literal(180), z.literal(90)]),
});

export const hueFamilySchema = z.strictObject({
  ...circular,
  group: z.literal('hue'),
  period: z.literal(360),
});

export const reflectionFamilySchema = z.strictObject({
  ...common,
  layer: z.string(),
  group: z.literal('reflection'),
  /** Two units; element 0 is the identity and 1 the mirror. */
  members: z.array(z.strictObject({ ...memberFit, element: z.int().min(0).max(1) })).length(2),
  /** Correlations over patches, on photographs where they were at hand. */
  transfer: z.strictObject({
    probe: probeNameSchema,
    patches: z.int().positive(),
    /** T_flip[i, j]: the first unit's response with the second's to the mirrored patch, both ways pooled. */
    mirrored: z.number(),
    mirroredInterval: interval,
    /** Correlation of the two units on the same patches. */
    plain: z.number(),
    /** T_flip of each unit with itself: near 1 for a unit that mirroring leaves alone. */
    own: z.tuple([z.number(), z.number()]),
    /** Responses (activations) to some patches: the first unit's, and the second's to the same and the mirrored patch. */
    first: z.array(z.number()),
    same: z.array(z.number()),
    flipped: z.array(z.number()),
  }),
});

export const hueRotationFamilySchema = z.strictObject({
  ...common,
  layer: z.string(),
  group: z.literal('hue-rotation'),
  members: z
    .array(
      z.strictObject({
        ...memberFit,
        /** [hue, turn] in degrees; (hue + 180, turn + 180) is the same element. */
        element: z.tuple([z.number().gte(0).lt(360), z.number().gte(0).lt(360)]),
        /** Correlation of the member with itself at (180°, 180°), (180°, 0°) and (0°, 180°) of hue and turn. */
        coupling: z.tuple([z.number(), z.number(), z.number()]),
        /** Response to the preferred colour edge, [hue][turn], at `hues` and `turns`. */
        tuning: z.array(z.array(z.number())),
      }),
    )
    .min(2),
  preferred: stimulusConditionSchema,
  hues: z.array(z.number()),
  turns: z.array(z.number()),
});

export const scaleFamilySchema = z.strictObject({
  ...common,
  group: z.literal('scale'),
  /** Layers of the members, in order. */
  layer: z.array(z.string()).min(1),
  /** From small to large. */
  members: z
    .array(
      z.strictObject({
        ...memberFit,
        layer: z.string(),
        /** Size of the feature relative to the first member's. */
        element: z.number().positive(),
        /** Mean response over the patches that drive the family, at every magnification. */
        tuning: z.array(z.number()),
      }),
    )
    .min(2),
  /** Magnifications of the ladder. */
  magnifications: z.array(z.number()),
  /** Each step from one member to the next. */
  steps: z.array(
    z.strictObject({
      /** Measured magnification that carries the one's response to the other's. */
      factor: z.number().positive(),
      factorInterval: interval,
      /** Correlation at that factor, and without magnification. */
      transfer: z.number(),
      plain: z.number(),
    }),
  ),
});

export const correspondenceFamilySchema = z.strictObject({
  ...common,
  layer: z.string(),
  group: z.literal('correspondence'),
  /** No group is claimed, so there is no element. */
  members: z.array(z.strictObject({ ...memberFit, element: z.null() })).min(2),
  match: z.strictObject({
    from: z.string(),
    to: z.string(),
    /** Cosine of the incoming kernels after the best assignment of partners. */
    incoming: z.number(),
    /** Cosine of the outgoing kernels. */
    outgoing: z.number(),
    /** Share of the matched partners that are the same unit. */
    sharedPartners: z.number(),
    /** The strongest matched partners of the first two members, in `from`. */
    partners: z.array(z.tuple([unit, unit])),
  }),
});

export const familySchema = z.discriminatedUnion('group', [
  rotationFamilySchema,
  hueFamilySchema,
  reflectionFamilySchema,
  hueRotationFamilySchema,
  scaleFamilySchema,
  correspondenceFamilySchema,
]);

/** `families.json` is an array of these. */
export const familyListSchema = z.array(familySchema);

export type Family = z.infer<typeof familySchema>;
export type RotationFamily = z.infer<typeof rotationFamilySchema>;
export type HueFamily = z.infer<typeof hueFamilySchema>;
export type CircularFamily = RotationFamily | HueFamily;
export type ReflectionFamily = z.infer<typeof reflectionFamilySchema>;
export type HueRotationFamily = z.infer<typeof hueRotationFamilySchema>;
export type ScaleFamily = z.infer<typeof scaleFamilySchema>;
export type CorrespondenceFamily = z.infer<typeof correspondenceFamilySchema>;
export type FamilyMember = Family['members'][number];
export type Verdict = z.infer<typeof verdictSchema>;
export type PermutationNull = z.infer<typeof nullSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type ProbeName = z.infer<typeof probeNameSchema>;
