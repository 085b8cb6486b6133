import type { Random } from '../numerics/random.ts';
import {
  adjustFalseDiscovery,
  compareWithNull,
  type NullSummary,
} from '../numerics/significance.ts';
import type { ElementAxis } from './preferred-stimulus.ts';
import {
  alignedSignature,
  bestShift,
  cycleLength,
  exchangedKinds,
  meanSignature,
  movedOn,
  similarity,
  type TuningSignature,
} from './tuning-signature.ts';

/** When a family counts as an analogue of another model's. */
export const analogueRules = {
  /** Least similarity. */
  similarity: 0.7,
  /** Over the families of one model. */
  falseDiscoveryRate: 0.05,
  samples: 499,
};

/** A family along a circle, with what its members respond to. */
export interface SignedFamily {
  readonly tag: string;
  readonly axis: ElementAxis;
  /** Degrees. */
  readonly period: number;
  readonly layer: string;
  readonly elements: readonly number[];
  readonly members: readonly TuningSignature[];
}

/** A model as far as analogues need it. */
export interface SignedModel {
  readonly families: readonly SignedFamily[];
  /** Signatures of all recorded units of a layer, in families or not. */
  units(layer: string, axis: ElementAxis): readonly TuningSignature[];
}

export interface Analogue {
  readonly family: string;
  /** Tag; null where the other model has no family of the same axis and period. */
  readonly counterpart: string | null;
  readonly similarity: number;
  /** Degrees by which the counterpart's elements are ahead, on its circle. */
  readonly offset: number;
  readonly nulls: {
    readonly elements: NullSummary;
    readonly kinds: NullSummary;
    readonly units: NullSummary;
  } | null;
  /** The larger of those of elements and kinds. */
  readonly pValue: number;
  /** Benjamini–Hochberg adjusted over the families of the first model that have a counterpart. */
  readonly qValue: number;
  readonly isAnalogue: boolean;
}

/**
 * For every family the nearest family of another model, by the correlation of their aligned tuning
 * signatures at the best common offset. Two nulls break on purpose what makes it near, and are searched
 * for the nearest in the same way: the members of all candidates with elements exchanged among
 * themselves, and their signatures with the kinds of stimuli exchanged. A third tells whether the nearest
 * stands out in its layer and decides nothing, for a layer may be full of analogues: random sets of as many
 * units, where members of candidates and random units alike have the elements that suit the family best.
 */
export function findAnalogues(
  from: SignedModel,
  to: SignedModel,
  random: Random,
  rules = analogueRules,
): readonly Analogue[] {
  const prepared = to.families.map(prepare);
  const found = from.families.map((family) =>
    nearest(family, prepared, to.units, random, rules.samples),
  );
  const tested = found.filter(({ counterpart }) => counterpart !== null);
  const qValues = adjustFalseDiscovery(tested.map(({ pValue }) => pValue));
  return found.map((analogue) => {
    const qValue = qValues[tested.indexOf(analogue)] ?? 1;
    const isAnalogue =
      analogue.counterpart !== null &&
      analogue.similarity >= rules.similarity &&
      qValue <= rules.falseDiscoveryRate;
    return { ...analogue, qValue, isAnalogue };
  });
}

/** A candidate with its members moved back by every element of the family: `moved[member][element]`. */
interface Candidate {
  readonly family: SignedFamily;
  readonly signature: TuningSignature;
  readonly moved: readonly (readonly TuningSignature[])[];
}

function prepare(family: SignedFamily): Candidate {
  const { members, elements, period, axis } = family;
  const moved = members.map((member) =>
    elements.map((element) => alignedSignature(member, element, period, cycleLength[axis])),
  );
  return { family, moved, signature: meanSignature(moved.map((row, i) => row[i]!)) };
}

function nearest(
  family: SignedFamily,
  all: readonly Candidate[],
  unitsOf: SignedModel['units'],
  random: Random,
  samples: number,
): Omit<Analogue, 'qValue' | 'isAnalogue'> {
  const { tag, axis, period, members } = family;
  const length = cycleLength[axis];
  const own = meanSignature(
    members.map((member, i) => alignedSignature(member, family.elements[i]!, period, length)),
  );
  const candidates = all.filter(
    ({ family: other }) => other.axis === axis && other.period === period,
  );
  const [best] = candidates
    .map(({ family: other, signature }) => ({ other, ...bestShift(own, signature, length) }))
    .sort((a, b) => b.similarity - a.similarity);
  if (best === undefined) {
    const none = { similarity: 0, offset: 0, nulls: null, pValue: 1 };
    return { family: tag, counterpart: null, ...none };
  }
  const draw = (similarityOf: (candidate: Candidate) => number): Float64Array =>
    Float64Array.from({ length: samples }, () => Math.max(...candidates.map(similarityOf)));
  const elements = draw(({ moved }) => {
    const order = random.shuffle(moved.map((_, i) => i));
    return bestShift(own, meanSignature(moved.map((row, i) => row[order[i]!]!)), length).similarity;
  });
  const kinds = draw(({ signature }) => {
    const order = random.shuffle(signature.slice(0, signature.length / length).map((_, i) => i));
    return bestShift(own, exchangedKinds(signature, order, length), length).similarity;
  });
  const suit = (unit: TuningSignature): TuningSignature =>
    movedOn(unit, bestShift(own, unit, length).places, length);
  const pools = new Map<string, readonly TuningSignature[]>();
  for (const { layer } of candidates.map(({ family: other }) => other)) {
    if (!pools.has(layer)) pools.set(layer, unitsOf(layer, axis).map(suit));
  }
  const suited = Math.max(
    ...candidates.map(({ family: other }) =>
      similarity(own, meanSignature(other.members.map(suit))),
    ),
  );
  const units = draw(({ family: other }) => {
    const pool = pools.get(other.layer)!;
    const drawn = random.sample(pool.length, Math.min(other.members.length, pool.length));
    return similarity(own, meanSignature(drawn.map((unit) => pool[unit]!)));
  });
  const nulls = {
    elements: compareWithNull(best.similarity, elements),
    kinds: compareWithNull(best.similarity, kinds),
    units: compareWithNull(suited, units),
  };
  return {
    family: tag,
    counterpart: best.other.tag,
    similarity: best.similarity,
    // Moved on by these places the counterpart is as the family is, so it is behind by them.
    offset: (((length - best.places) * 360) / length) % period,
    nulls,
    pValue: Math.max(nulls.elements.pValue, nulls.kinds.pValue),
  };
}
