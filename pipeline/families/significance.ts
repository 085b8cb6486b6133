import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { percentileInterval } from '../numerics/statistics.ts';
import { explainedShare, steppedGram, sumGrams, type Gram } from './gram.ts';
import type { PairTable } from './pair-correlation.ts';
import { refineSteps } from './refine-elements.ts';
import { synchronise } from './synchronise.ts';

/**
 * R² on the angle grid, elements synchronised and refined there: the statistic of both nulls. Sorted,
 * so that a set drawn again ties with itself to the last digit.
 */
function bestShare(pairs: PairTable, set: readonly number[]): number {
  const members = [...set].sort((a, b) => a - b);
  const steps = refineSteps(pairs, members, synchronise(pairs, members));
  return explainedShare(steppedGram(pairs, members, steps));
}

/** Null 1: the same units, their elements drawn at random from the grid. */
export function randomElementsNull(
  pairs: PairTable,
  members: readonly number[],
  samples: number,
  random: Random,
): NullSummary {
  const shares = Float64Array.from({ length: samples }, () => {
    const steps = members.map(() => random.integer(pairs.angles));
    return explainedShare(steppedGram(pairs, members, steps));
  });
  return compareWithNull(bestShare(pairs, members), shares);
}

/**
 * Null 2: random sets of as many eligible units of the layer, each set given its best elements in the same
 * way. All units of the pair table may be drawn.
 */
export function randomUnitsNull(
  pairs: PairTable,
  members: readonly number[],
  samples: number,
  random: Random,
): NullSummary {
  const shares = Float64Array.from({ length: samples }, () =>
    bestShare(pairs, random.sample(pairs.units.length, members.length)),
  );
  return compareWithNull(bestShare(pairs, members), shares);
}

/** 95% interval of R² when the stimulus conditions are drawn anew with replacement. */
export function bootstrapShare(
  grams: readonly Gram[],
  samples: number,
  random: Random,
): [number, number] {
  const shares = Float64Array.from({ length: samples }, () => {
    const weights = new Array<number>(grams.length).fill(0);
    grams.forEach(() => {
      const drawn = random.integer(grams.length);
      weights[drawn] = weights[drawn]! + 1;
    });
    return explainedShare(sumGrams(grams, weights));
  });
  return percentileInterval(shares);
}
