import { angularDifference } from '../../numerics/circular.ts';
import type { Circuit } from '../../records/circuit.ts';

type Bin = Circuit['profile'][number];

export type Sign = 'positive' | 'negative' | 'about zero' | 'not measured';

/** A bin of fewer pairs has an interval that is narrow for lack of anything to draw anew. */
const FEWEST_PAIRS = 4;

/** Bins of a profile whose relative element is so many degrees from zero, as an angle modulo `period`. */
export function binsBetween(
  { profile }: Pick<Circuit, 'profile'>,
  least: number,
  most: number,
  period = 360,
): readonly Bin[] {
  const stretch = 360 / period;
  return profile.filter(({ delta, pairs }) => {
    const away = Math.abs(angularDifference(delta * stretch, 0)) / stretch;
    return pairs >= FEWEST_PAIRS && away >= least - 1e-9 && away <= most + 1e-9;
  });
}

/** Sign of a bin as far as its interval decides it. */
export function signOf(bin: Bin | undefined): Sign {
  if (bin === undefined) return 'not measured';
  if (bin.interval[0] > 0) return 'positive';
  return bin.interval[1] < 0 ? 'negative' : 'about zero';
}

/** The bin with the largest (for direction 1) or smallest (−1) weight. */
export function extremeBin(bins: readonly Bin[], direction: 1 | -1): Bin | undefined {
  return bins.toSorted((a, b) => direction * (b.weight - a.weight))[0];
}

/** `+0.420 [+0.301, +0.512] at 0°`. */
export function binInWords(bin: Bin | undefined): string {
  if (bin === undefined) return 'not measured';
  const [low, high] = bin.interval;
  return `${signed(bin.weight)} [${signed(low)}, ${signed(high)}] at ${bin.delta.toFixed(0).replace('-', '−')}°`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
