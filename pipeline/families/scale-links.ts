import type { Random } from '../numerics/random.ts';
import { percentileInterval } from '../numerics/statistics.ts';
import type { ScoredViews } from './paired-rows.ts';

/** Sums over patches and rungs that a correlation needs. */
interface LadderMoments {
  readonly count: number;
  readonly meanA: number;
  readonly meanB: number;
  readonly cross: number;
  /** Product of the variances. */
  readonly spread: number;
}

function ladderMoments(
  small: ScoredViews,
  large: ScoredViews,
  i: number,
  j: number,
  delta: number,
): LadderMoments {
  const { samples } = small;
  let [cross, sumA, sumB, squaresA, squaresB] = [0, 0, 0, 0, 0];
  const pairs = small.views.length - delta;
  for (let k = 0; k < pairs; k++) {
    const a = small.views[k]!;
    const b = large.views[k + delta]!;
    for (let s = 0; s < samples; s++) {
      const x = a[i * samples + s]!;
      const y = b[j * samples + s]!;
      cross += x * y;
      sumA += x;
      sumB += y;
      squaresA += x * x;
      squaresB += y * y;
    }
  }
  const count = pairs * samples;
  const [meanA, meanB] = [sumA / count, sumB / count];
  const spread = (squaresA / count - meanA ** 2) * (squaresB / count - meanB ** 2);
  return { count, meanA, meanB, cross: cross / count, spread };
}

/**
 * Transfer along the ladder of magnifications. Rungs have ends, so a pair of units is compared over
 * the rungs at which both exist: the correlation of r_i(s_k x) with r_j(s_{k+δ} x) over all patches x
 * and rungs k.
 */
export function ladderTransfer(
  small: ScoredViews,
  large: ScoredViews,
  i: number,
  j: number,
  delta: number,
): number {
  const { meanA, meanB, cross, spread } = ladderMoments(small, large, i, j, delta);
  return spread > 1e-12 ? (cross - meanA * meanB) / Math.sqrt(spread) : 0;
}

/** What every patch adds to `ladderTransfer`, which is the mean of these. */
export function patchTransfers(
  small: ScoredViews,
  large: ScoredViews,
  i: number,
  j: number,
  delta: number,
): Float64Array {
  const { samples } = small;
  const { meanA, meanB, spread } = ladderMoments(small, large, i, j, delta);
  const pairs = small.views.length - delta;
  const scale = spread > 1e-12 ? 1 / (Math.sqrt(spread) * pairs) : 0;
  return Float64Array.from({ length: samples }, (_, s) => {
    let sum = 0;
    for (let k = 0; k < pairs; k++) {
      const x = small.views[k]![i * samples + s]! - meanA;
      const y = large.views[k + delta]![j * samples + s]! - meanB;
      sum += x * y;
    }
    return sum * scale;
  });
}

/** The step at which two units' responses agree best. */
export interface ScaleLink {
  readonly small: number;
  readonly large: number;
  /** Whole steps of the ladder, at least 1. */
  readonly delta: number;
  readonly transfer: number;
  /** Without magnification. */
  readonly plain: number;
}

/** Largest step considered: the ladder must leave a few rungs to compare. */
export const LONGEST_STEP = 4;

export interface LinkRules {
  /** Least transfer at the best step. */
  readonly transfer: number;
  /** How much it must exceed the transfer without magnification. */
  readonly margin: number;
  /** Least number of patches that drive a unit: two units that one patch drives correlate by chance. */
  readonly patches: number;
}

/** Number of patches that drive a unit: the participation ratio (Σ p)² / Σ p² of its power per patch. */
export function effectivePatches({ views, samples }: ScoredViews, unit: number): number {
  let sum = 0;
  let squares = 0;
  for (let s = 0; s < samples; s++) {
    const power = views.reduce((total, view) => total + view[unit * samples + s]! ** 2, 0);
    sum += power;
    squares += power * power;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/**
 * Units of a layer with the unit of a later one that sees the same feature larger: mutually best
 * partners over all steps of the ladder, clearly better than without magnification.
 */
export function scaleLinks(small: ScoredViews, large: ScoredViews, rules: LinkRules): ScaleLink[] {
  const [n, m] = [small.units, large.units];
  const [drivenSmall, drivenLarge] = [small, large].map((views) =>
    Array.from({ length: views.units }, (_, unit) => effectivePatches(views, unit)),
  ) as [number[], number[]];
  const best = new Float64Array(n * m).fill(-1);
  const step = new Uint8Array(n * m);
  const still = new Float64Array(n * m).fill(-1);
  for (let i = 0; i < n; i++) {
    if (drivenSmall[i]! < rules.patches) continue;
    for (let j = 0; j < m; j++) {
      if (drivenLarge[j]! < rules.patches) continue;
      for (let delta = 0; delta <= LONGEST_STEP; delta++) {
        const value = ladderTransfer(small, large, i, j, delta);
        if (delta === 0) still[i * m + j] = value;
        else if (value > best[i * m + j]!) {
          best[i * m + j] = value;
          step[i * m + j] = delta;
        }
      }
    }
  }
  const partnerOf = (count: number, at: (other: number) => number): number => {
    let partner = -1;
    let height = rules.transfer;
    for (let other = 0; other < count; other++) {
      if (at(other) >= height) [partner, height] = [other, at(other)];
    }
    return partner;
  };
  const forward = Array.from({ length: n }, (_, i) => partnerOf(m, (j) => best[i * m + j]!));
  const back = Array.from({ length: m }, (_, j) => partnerOf(n, (i) => best[i * m + j]!));
  return forward.flatMap((j, i): ScaleLink[] => {
    if (j < 0 || back[j] !== i) return [];
    const at = i * m + j;
    if (best[at]! - still[at]! < rules.margin) return [];
    return [{ small: i, large: j, delta: step[at]!, transfer: best[at]!, plain: still[at]! }];
  });
}

/** Steps between the rungs, by a parabola through the transfer at three of them; at least 0. */
export function refinedStep(
  small: ScoredViews,
  large: ScoredViews,
  { small: i, large: j, delta }: Pick<ScaleLink, 'small' | 'large' | 'delta'>,
): number {
  const at = (d: number): number => ladderTransfer(small, large, i, j, d);
  if (delta === 0 || delta + 1 >= small.views.length) return delta;
  const [before, here, after] = [at(delta - 1), at(delta), at(delta + 1)];
  const bend = before - 2 * here + after;
  return bend < 0 ? delta + Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : delta;
}

/** 95% interval of the refined step over samples drawn anew. */
export function stepInterval(
  small: ScoredViews,
  large: ScoredViews,
  link: Pick<ScaleLink, 'small' | 'large' | 'delta'>,
  draws: number,
  random: Random,
): [number, number] {
  const { samples } = small;
  const row = (views: ScoredViews, unit: number): ScoredViews => ({
    units: 1,
    samples,
    active: [true],
    views: views.views.map((view) => view.slice(unit * samples, (unit + 1) * samples)),
  });
  const [one, other] = [row(small, link.small), row(large, link.large)];
  const steps = Float64Array.from({ length: draws }, () => {
    const chosen = Array.from({ length: samples }, () => random.integer(samples));
    const drawn = (views: ScoredViews): ScoredViews => ({
      ...views,
      views: views.views.map((view) => Float64Array.from(chosen, (s) => view[s]!)),
    });
    const [a, b] = [drawn(one), drawn(other)];
    let delta = 1;
    for (let d = 1; d <= LONGEST_STEP; d++) {
      if (ladderTransfer(a, b, 0, 0, d) > ladderTransfer(a, b, 0, 0, delta)) delta = d;
    }
    return refinedStep(a, b, { small: 0, large: 0, delta });
  });
  return percentileInterval(steps);
}
