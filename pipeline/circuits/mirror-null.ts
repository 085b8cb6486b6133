import type { Random } from '../numerics/random.ts';
import type { LinearPath } from './linear-path.ts';
import type { PathEnd } from './mirror-parity.ts';

export type Pair = readonly [unit: number, partner: number];

/** Units that may stand in for a partner under the null. */
export type StandIns = (replaced: number, pair: Pair) => number[];

/**
 * The other units of the layer whose kernels reach as far from the middle column as those of the
 * replaced unit (in an inception layer: of a branch with kernels of the same size; kernels of 1 × 1
 * share next to nothing with those of 5 × 5, and any partner would beat them). Where there is none,
 * all other units.
 */
export function standIns(path: LinearPath, end: PathEnd): StandIns {
  const reach = end === 'target' ? targetReaches(path) : new Float64Array(path.sources);
  return (replaced, pair) => {
    const others = Array.from(reach, (_, unit) => unit).filter((unit) => !pair.includes(unit));
    const alike = others.filter((unit) => reach[unit] === reach[replaced]);
    return alike.length > 0 ? alike : others;
  };
}

/** Largest distance from the middle column of a weight that is not zero, in positions. */
function targetReaches({ size, sources, channels, kernel }: LinearPath): Float64Array {
  const reaches = new Float64Array(channels);
  for (let row = 0; row < kernel.length; row += channels) {
    const x = (row / channels / sources) % size;
    const distance = Math.abs(Math.floor(x) - (size - 1) / 2);
    for (let t = 0; t < channels; t++) {
      if (distance > reaches[t]! && kernel[row + t] !== 0) reaches[t] = distance;
    }
  }
  return reaches;
}

/** A pair of which one unit was kept and the other replaced. */
export interface BrokenPair {
  readonly kept: number;
  readonly standIn: number;
}

/** The pair with either unit replaced by every stand-in. */
export function brokenPairs([unit, partner]: Pair, standInsOf: StandIns): BrokenPair[] {
  const pair: Pair = [unit, partner];
  return [
    ...standInsOf(partner, pair).map((standIn) => ({ kept: unit, standIn })),
    ...standInsOf(unit, pair).map((standIn) => ({ kept: partner, standIn })),
  ];
}

/**
 * As many of the values as asked for, different ones, in random order; all where there are no more. A
 * value drawn twice would pass for evidence that a small layer does not hold.
 */
export function drawDifferent<T>(values: readonly T[], count: number, random: Random): T[] {
  if (values.length <= count) return [...values];
  return random.sample(values.length, count).map((i) => values[i]!);
}
