import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { correlation } from '../numerics/statistics.ts';
import { rings } from './kernel-rings.ts';
import { averageTurned } from './turned-kernels.ts';

/** How alike two patterns of weights are, whatever their orientation. */
export interface PatternCorrelation {
  /** Largest correlation over turns of the second pattern. */
  readonly correlation: number;
  /** The turn, degrees. */
  readonly turn: number;
  /** The same with the second pattern's positions shuffled within their rings. */
  readonly null: NullSummary;
}

/** Degrees between the turns that are tried. */
const STEP = 15;

/**
 * Correlation of two square kernels [y, x] over the positions of the smaller one, about their means,
 * the second turned to fit best. The null keeps how weight falls with distance and breaks where on
 * every ring it lies.
 *
 * @throws RangeError for a kernel that is not a square with a middle
 */
export function patternCorrelation(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  random: Random,
  samples = 499,
): PatternCorrelation {
  const size = Math.min(sideOf(first), sideOf(second));
  const [a, b] = [middleOf(first, size), middleOf(second, size)];
  const observed = bestTurn(a, b, size);
  const drawn = Array.from(
    { length: samples },
    () => bestTurn(a, shuffledRings(b, size, random), size).correlation,
  );
  return { ...observed, null: compareWithNull(observed.correlation, drawn) };
}

function sideOf(kernel: readonly (readonly number[])[]): number {
  const side = kernel.length;
  if (side % 2 === 0 || kernel.some((row) => row.length !== side)) {
    throw new RangeError(`a pattern is a square of odd sides, not ${String(side)} rows`);
  }
  return side;
}

function middleOf(kernel: readonly (readonly number[])[], size: number): Float64Array {
  const margin = (kernel.length - size) / 2;
  const rows = kernel.slice(margin, margin + size);
  return Float64Array.from(rows.flatMap((row) => row.slice(margin, margin + size)));
}

function bestTurn(
  a: Float64Array,
  b: Float64Array,
  size: number,
): Pick<PatternCorrelation, 'correlation' | 'turn'> {
  let best = { correlation: -Infinity, turn: 0 };
  for (let turn = 0; turn < 360; turn += STEP) {
    const { mean } = averageTurned([b], [(360 - turn) % 360], size);
    const value = correlation(a, mean);
    if (value > best.correlation) best = { correlation: value, turn };
  }
  return best;
}

function shuffledRings(kernel: Float64Array, size: number, random: Random): Float64Array {
  const out = kernel.slice();
  for (const { places } of rings(size)) {
    const shuffled = random.shuffle(places.map(({ index }) => kernel[index]!));
    places.forEach(({ index }, k) => (out[index] = shuffled[k]!));
  }
  return out;
}
