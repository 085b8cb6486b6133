import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { patternProduct } from './response-pattern.ts';

/** How alike the pictures of a family look to its layer once each is moved back by its element. */
export interface SheetSimilarity {
  /** Mean correlation of the layer's standardised responses over all pairs of moved pictures. */
  readonly similarity: number;
  /** The same of the pictures as they are. */
  readonly unmoved: number;
  /** The same with elements, or one of the partners, drawn at random; null where there is no other. */
  readonly null: NullSummary | null;
}

/**
 * A moved family: pictures moved back by the members' elements, against elements drawn at random from
 * the grid.
 *
 * @param patterns the layer's response to every member's picture at every element of the grid,
 * [member][element]; element 0 is the identity
 * @param back the grid's element that moves every member's picture back
 */
export function movedBackSimilarity(
  patterns: readonly (readonly Float64Array[])[],
  back: readonly number[],
  samples: number,
  random: Random,
): SheetSimilarity {
  const alike = (elements: readonly number[]): number =>
    meanProduct(elements.map((element, member) => patterns[member]![element]!));
  const similarity = alike(back);
  const order = patterns[0]!.length;
  const drawn = Float64Array.from({ length: samples }, () =>
    alike(back.map(() => random.integer(order))),
  );
  return {
    similarity,
    unmoved: alike(back.map(() => 0)),
    null: compareWithNull(similarity, drawn),
  };
}

/** The layer's response to a picture as it is and mirrored. */
export interface MirroredPatterns {
  readonly plain: Float64Array;
  readonly mirrored: Float64Array;
}

/**
 * A mirrored pair: the picture of one mirrored against that of the other as it is, both ways, compared
 * with the same of either one and every other picture of the layer.
 *
 * @param pair the two pictures
 * @param others pictures of the layer's other units
 */
export function mirroredSimilarity(
  [a, b]: readonly [MirroredPatterns, MirroredPatterns],
  others: readonly MirroredPatterns[],
): SheetSimilarity {
  const across = (one: MirroredPatterns, other: MirroredPatterns): number =>
    (patternProduct(one.plain, other.mirrored) + patternProduct(one.mirrored, other.plain)) / 2;
  const similarity = across(a, b);
  const exchanged = others.flatMap((other) => [across(a, other), across(other, b)]);
  return {
    similarity,
    unmoved: patternProduct(a.plain, b.plain),
    null: exchanged.length === 0 ? null : compareWithNull(similarity, exchanged),
  };
}

function meanProduct(patterns: readonly Float64Array[]): number {
  let sum = 0;
  for (const [i, a] of patterns.entries()) {
    for (const b of patterns.slice(i + 1)) sum += patternProduct(a, b);
  }
  return sum / ((patterns.length * (patterns.length - 1)) / 2);
}
