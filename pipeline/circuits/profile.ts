import { angularDifference } from '../numerics/circular.ts';
import type { Random } from '../numerics/random.ts';
import { percentileInterval } from '../numerics/statistics.ts';
import type { KernelTable } from './kernel-table.ts';

export interface ProfileBin {
  /** Middle of the bin: target's element minus source's, degrees in (−180, 180]. */
  readonly delta: number;
  /** Mean over pairs of the effective weight summed over positions. */
  readonly weight: number;
  readonly interval: readonly [number, number];
  readonly pairs: number;
}

/**
 * Weight over relative element: the pairs of two families in bins of `width` degrees around
 * multiples of `width`, with 95% intervals from drawing the units of both families anew.
 */
export function weightProfile(
  table: KernelTable,
  random: Random,
  { width = 30, samples = 1000 } = {},
): ProfileBin[] {
  const { sources, targets, size, values } = table;
  const area = size * size;
  const count = 360 / width;
  const sums = Float64Array.from({ length: sources.length * targets.length }, (_, pair) =>
    values.subarray(pair * area, (pair + 1) * area).reduce((sum, value) => sum + value, 0),
  );
  const bins = Int32Array.from(sums, (_, pair) => {
    const delta = angularDifference(
      targets[Math.floor(pair / sources.length)]!,
      sources[pair % sources.length]!,
    );
    return ((Math.round(delta / width) % count) + count) % count;
  });
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
  return Array.from({ length: count }, (_, bin) => bin)
    .filter((bin) => observed.pairs[bin]! > 0)
    .map((bin) => {
      const redrawn = draws
        .filter(({ pairs }) => pairs[bin]! > 0)
        .map(({ total, pairs }) => total[bin]! / pairs[bin]!);
      return {
        delta: angularDifference(bin * width, 0),
        weight: observed.total[bin]! / observed.pairs[bin]!,
        interval: percentileInterval(redrawn),
        pairs: observed.pairs[bin]!,
      };
    })
    .sort((a, b) => a.delta - b.delta);
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
