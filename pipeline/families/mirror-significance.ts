import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { percentileInterval } from '../numerics/statistics.ts';
import { plain, transfer } from './mirror-transfer.ts';
import type { ScoredViews } from './paired-rows.ts';

/** Null 1: for every picture it is left to chance whether the second unit sees it mirrored. */
export function randomViewsNull(
  { views, samples }: ScoredViews,
  i: number,
  j: number,
  draws: number,
  random: Random,
): NullSummary {
  const [a, b] = views as [Float64Array, Float64Array];
  const statistic = (mirrored: (sample: number) => boolean): number => {
    let sum = 0;
    for (let s = 0; s < samples; s++) {
      const [p, q] = [i * samples + s, j * samples + s];
      sum += mirrored(s) ? a[p]! * b[q]! + b[p]! * a[q]! : a[p]! * a[q]! + b[p]! * b[q]!;
    }
    return sum / (2 * samples);
  };
  const drawn = Float64Array.from({ length: draws }, () => statistic(() => random.uniform() < 0.5));
  return compareWithNull(
    statistic(() => true),
    drawn,
  );
}

/** Null 2: random pairs of units, related as fits them best on the searched half. */
export function randomPairsNull(
  search: ScoredViews,
  test: ScoredViews,
  units: readonly number[],
  observed: number,
  draws: number,
  random: Random,
): NullSummary {
  const drawn = Float64Array.from({ length: draws }, () => {
    const [p, q] = random.sample(units.length, 2) as [number, number];
    const [i, j] = [units[p]!, units[q]!];
    return transfer(search, i, j) >= plain(search, i, j) ? transfer(test, i, j) : plain(test, i, j);
  });
  return compareWithNull(observed, drawn);
}

/** 95% intervals over pictures drawn anew. */
export function bootstrapPair(
  { views, samples }: ScoredViews,
  i: number,
  j: number,
  draws: number,
  random: Random,
): { mirrored: [number, number]; modulation: [number, number] } {
  const [a, b] = views as [Float64Array, Float64Array];
  const mirrored = new Float64Array(draws);
  const modulations = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let sumI = 0;
    let sumJ = 0;
    let squaresI = 0;
    let squaresJ = 0;
    let cross = 0;
    let oddCross = 0;
    let oddI = 0;
    let oddJ = 0;
    for (let k = 0; k < samples; k++) {
      const s = random.integer(samples);
      const [p, q] = [i * samples + s, j * samples + s];
      const [ai, bi, aj, bj] = [a[p]!, b[p]!, a[q]!, b[q]!];
      sumI += ai + bi;
      sumJ += aj + bj;
      squaresI += ai * ai + bi * bi;
      squaresJ += aj * aj + bj * bj;
      cross += ai * bj + bi * aj;
      oddCross -= (ai - bi) * (aj - bj);
      oddI += (ai - bi) ** 2;
      oddJ += (aj - bj) ** 2;
    }
    const n = 2 * samples;
    const covariance = cross / n - (sumI / n) * (sumJ / n);
    const spread = (squaresI / n - (sumI / n) ** 2) * (squaresJ / n - (sumJ / n) ** 2);
    mirrored[draw] = spread > 0 ? covariance / Math.sqrt(spread) : 0;
    modulations[draw] = oddI * oddJ > 0 ? oddCross / Math.sqrt(oddI * oddJ) : 0;
  }
  return { mirrored: percentileInterval(mirrored), modulation: percentileInterval(modulations) };
}
