import type { Random } from '../numerics/random.ts';
import { percentileInterval } from '../numerics/statistics.ts';
import type { KernelTable } from './kernel-table.ts';

export interface ProfileBin {
  /** Middle of the bin: target's element minus source's, degrees. */
  readonly delta: number;
  /** Mean over pairs of the effective weight summed over positions. */
  readonly weight: number;
  readonly interval: readonly [number, number];
  readonly pairs: number;
}

/**
 * Middle of the bin of `width` degrees that target − source falls in, where elements repeat after
 * `period` degrees: in (−period / 2, period / 2].
 */
export function relativeElement(
  target: number,
  source: number,
  period: number,
  width: number,
): number {
  const count = period / width;
  const bin = ((Math.round((target - source) / width) % count) + count) % count;
  return bin * width > period / 2 ? bin * width - period : bin * width;
}

/**
 * Weight over relative element: the pairs of two families in bins of `width` degrees around
 * multiples of `width`, with 95% intervals from drawing the units of both families anew.
 *
 * @param period degrees after which relative elements repeat, a multiple of `width`
 */
export function weightProfile(
  table: KernelTable,
  elements: { readonly sources: readonly number[]; readonly targets: readonly number[] },
  random: Random,
  { width = 30, samples = 1000, period = 360 } = {},
): ProfileBin[] {
  const { size, values } = table;
  const { sources, targets } = elements;
  const area = size * size;
  const sums = Float64Array.from({ length: sources.length * targets.length }, (_, pair) =>
    values.subarray(pair * area, (pair + 1) * area).reduce((sum, value) => sum + value, 0),
  );
  const deltas = Array.from(sums, (_, pair) =>
    relativeElement(
      targets[Math.floor(pair / sources.length)]!,
      sources[pair % sources.length]!,
      period,
      width,
    ),
  );
  const middles = [...new Set(deltas)].sort((a, b) => a - b);
  const bins = Int32Array.from(deltas, (delta) => middles.indexOf(delta));
  const count = middles.length;
  const means = (targetDraws: readonly number[], sourceDraws: readonly number[]) => {
    const total = new Float64Array(count);
    const pairs = new Float64Array(count);
    targetDraws.forEach((target, t) => {
      sourceDraws.forEach((source, s) => {
        if (target * source === 0) return;
        const pair = t * sources.length + s;
        const bin = bins[pair]!;
        total[bin] = total[bin]! + target * source * sums[pair]!;
        pairs[bin] = pairs[bin]! + target * source;
      });
    });
    return { total, pairs };
  };
  const observed = means(
    targets.map(() => 1),
    sources.map(() => 1),
  );
  const draws = Array.from({ length: samples }, () =>
    means(drawCounts(targets.length, random), drawCounts(sources.length, random)),
  );
  return middles.map((delta, bin) => {
    const redrawn = draws
      .filter(({ pairs }) => pairs[bin]! > 0)
      .map(({ total, pairs }) => total[bin]! / pairs[bin]!);
    return {
      delta,
      weight: observed.total[bin]! / observed.pairs[bin]!,
      interval: percentileInterval(redrawn),
      pairs: observed.pairs[bin]!,
    };
  });
}

/** How often each of n units is drawn in n draws with replacement. */
function drawCounts(n: number, random: Random): number[] {
  const counts = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    const drawn = random.integer(n);
    counts[drawn] = counts[drawn]! + 1;
  }
  return counts;
}
