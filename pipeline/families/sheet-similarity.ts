import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { mean } from '../numerics/statistics.ts';

/** How alike the pictures of a family look to its layer once each is moved back by its element. */
export interface SheetSimilarity {
  /** Mean correlation of the layer's responses, square-rooted, over all pairs of moved pictures. */
  readonly similarity: number;
  /** The same of the pictures as they are. */
  readonly unmoved: number;
  /** The same with elements, or partners, drawn at random; null where there is no other pair. */
  readonly null: NullSummary | null;
}

/**
 * A moved family: pictures moved back by the members' elements, against elements drawn at random from
 * the grid.
 *
 * @param responses the layer's responses [unit] to every member's picture at every element of the grid,
 * [member][element]; element 0 is the identity
 * @param back the grid's element that moves every member's picture back
 */
export function movedBackSimilarity(
  responses: readonly (readonly Float32Array[])[],
  back: readonly number[],
  samples: number,
  random: Random,
): SheetSimilarity {
  const unit = responses.map((elements) => elements.map(standardised));
  const alike = (elements: readonly number[]): number =>
    meanCorrelation(elements.map((element, member) => unit[member]![element]!));
  const similarity = alike(back);
  const order = responses[0]!.length;
  const drawn = Float64Array.from({ length: samples }, () =>
    alike(back.map(() => random.integer(order))),
  );
  return {
    similarity,
    unmoved: alike(back.map(() => 0)),
    null: compareWithNull(similarity, drawn),
  };
}

/**
 * A mirrored pair: the picture of one mirrored against that of the other as it is, both ways, compared
 * with the same of units drawn from different pairs of the layer.
 *
 * @param pairs responses [unit] to the pictures of both units as they are and mirrored, [pair][unit][mirrored]
 */
export function mirroredSimilarities(
  pairs: readonly (readonly [MirroredResponses, MirroredResponses])[],
  samples: number,
  random: Random,
): SheetSimilarity[] {
  const units = pairs.map((pair) =>
    pair.map(({ plain, mirrored }) => ({
      plain: standardised(plain),
      mirrored: standardised(mirrored),
    })),
  );
  const across = (a: MirroredResponses, b: MirroredResponses): number =>
    (product(a.plain, b.mirrored) + product(a.mirrored, b.plain)) / 2;
  const drawn = Float64Array.from({ length: units.length < 2 ? 0 : samples }, () => {
    const [one, other] = random.sample(units.length, 2) as [number, number];
    return across(units[one]![random.integer(2)]!, units[other]![random.integer(2)]!);
  });
  return units.map((pair) => {
    const [a, b] = pair as [MirroredResponses, MirroredResponses];
    const similarity = across(a, b);
    return {
      similarity,
      unmoved: product(a.plain, b.plain),
      null: drawn.length === 0 ? null : compareWithNull(similarity, drawn),
    };
  });
}

export interface MirroredResponses {
  readonly plain: Float32Array;
  readonly mirrored: Float32Array;
}

/** Square roots less their mean, of length one; zeros where all are the same. */
function standardised(responses: Float32Array): Float32Array {
  const roots = Float32Array.from(responses, (value) => Math.sqrt(Math.max(0, value)));
  const centre = mean(roots);
  const centred = roots.map((value) => value - centre);
  const length = Math.sqrt(product(centred, centred));
  return length === 0 ? centred : centred.map((value) => value / length);
}

function meanCorrelation(vectors: readonly Float32Array[]): number {
  let sum = 0;
  for (const [i, a] of vectors.entries()) {
    for (const b of vectors.slice(i + 1)) sum += product(a, b);
  }
  return sum / ((vectors.length * (vectors.length - 1)) / 2);
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
