import { nonNegativeFactors, type FactorRules } from '../numerics/non-negative-factors.ts';
import type { KernelTable } from './kernel-table.ts';

/** Single units that act alike on a rotation family. */
export interface WeightFactor {
  /** The largest loading first; loadings sum to 1. */
  readonly units: readonly { readonly unit: number; readonly loading: number }[];
  /** Σ over units of loading · K(unit→member), signed: [member, y, x], row-major, y down. */
  readonly kernels: Float64Array;
}

export interface WeightFactors {
  /** By the squares they explain, most first. */
  readonly factors: readonly WeightFactor[];
  /** Share of the weights' squares, rectified by sign, that all factors together explain. */
  readonly explained: number;
}

/** Relative to a factor's largest. */
const SMALLEST_LOADING = 0.01;

/**
 * Non-negative factors of the weights from single units to the members of a family. What is factored
 * is [unit, (sign, member, y, x)] with max(K, 0) in the first half of the columns and max(−K, 0) in the
 * second, in the coordinates of the kernels themselves: none is turned, so none is interpolated.
 *
 * @param kernels [member, unit, y, x]; scaled by target, if every member shall count alike
 * @param units in the order of the kernels' sources
 * @throws RangeError where the kernels are not those of so many units
 */
export function weightFactors(
  { size, values }: Pick<KernelTable, 'size' | 'values'>,
  units: readonly number[],
  count: number,
  rules: FactorRules,
): WeightFactors {
  const area = size * size;
  const members = values.length / (units.length * area);
  if (!Number.isInteger(members)) {
    throw new RangeError(
      `${String(values.length)} weights are no kernels of ${String(area)} positions from ${String(units.length)} units`,
    );
  }
  const half = members * area;
  const rectified = new Float64Array(units.length * 2 * half);
  forEachWeight(members, units.length, area, (i, row, column) => {
    const value = values[i]!;
    rectified[row * 2 * half + (value < 0 ? half : 0) + column] = Math.abs(value);
  });
  const { left, explained } = nonNegativeFactors(rectified, units.length, 2 * half, count, rules);
  const factors = Array.from({ length: count }, (_, k): WeightFactor => {
    const loadings = leadingLoadings(units.map((_, row) => left[row * count + k]!));
    const kernels = new Float64Array(half);
    forEachWeight(members, units.length, area, (i, row, column) => {
      kernels[column] = kernels[column]! + loadings[row]! * values[i]!;
    });
    return {
      units: units
        .map((unit, row) => ({ unit, loading: loadings[row]! }))
        .filter(({ loading }) => loading > 0)
        .sort((a, b) => b.loading - a.loading),
      kernels,
    };
  });
  return { factors, explained };
}

/** Small loadings set to zero, the others scaled to sum to 1. */
function leadingLoadings(loadings: readonly number[]): number[] {
  const largest = Math.max(...loadings);
  const leading = loadings.map((loading) => (loading < SMALLEST_LOADING * largest ? 0 : loading));
  const sum = leading.reduce((partial, loading) => partial + loading, 0);
  return leading.map((loading) => (sum === 0 ? 0 : loading / sum));
}

/** Index in [member, unit, y, x], unit, and index in [member, y, x] of every weight. */
function forEachWeight(
  members: number,
  units: number,
  area: number,
  visit: (i: number, row: number, column: number) => void,
): void {
  let i = 0;
  for (let member = 0; member < members; member++) {
    for (let row = 0; row < units; row++) {
      for (let place = 0; place < area; place++) visit(i++, row, member * area + place);
    }
  }
}
