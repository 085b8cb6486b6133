import { Random } from '../numerics/random.ts';
import type { ProbeName } from '../records/family.ts';
import type { MirrorPair, MirrorResponses } from './mirror-pair.ts';
import { scatter, verifyPair } from './mirror-pictures.ts';
import { bootstrapPair, randomPairsNull, randomViewsNull } from './mirror-significance.ts';
import { modulation, plain, transfer } from './mirror-transfer.ts';
import { scoreViews, type ScoredViews } from './paired-rows.ts';

export interface MirrorRules {
  /** Least T_flip of a pair, on both halves. */
  readonly transfer: number;
  /** How much T_flip must exceed the plain correlation, and either unit's own T_flip. */
  readonly margin: number;
  /** Least correlation of what mirroring changes in the two units' responses. */
  readonly modulation: number;
  readonly nullSamples: number;
  readonly bootstrapSamples: number;
  readonly seed: number;
}

export const mirrorRules: MirrorRules = {
  transfer: 0.6,
  margin: 0.1,
  modulation: 0.6,
  nullSamples: 999,
  bootstrapSamples: 400,
  seed: 2020,
};

export interface MirrorDiscovery {
  readonly probe: ProbeName;
  readonly pictures: number;
  readonly active: number;
  /** Mutually best partners above the margins on the searched half. */
  readonly candidates: number;
  readonly pairs: readonly MirrorPair[];
  /** T_flip of every unit with itself; null for a silent one. */
  readonly own: readonly (number | null)[];
}

export type { MirrorPair, MirrorResponses } from './mirror-pair.ts';

/**
 * Finds pairs of units that are each other's mirror image: mutual best partners by T_flip on half of
 * the pictures, clearly above the plain correlation and above either unit's own T_flip (a unit that
 * mirroring leaves alone needs no partner); tested on the other half.
 *
 * @param probes the first decides, all are measured
 */
export function discoverMirrorPairs(
  probes: readonly MirrorResponses[],
  rules: MirrorRules = mirrorRules,
): MirrorDiscovery {
  const [primary] = probes;
  if (primary === undefined) throw new RangeError('mirrored pairs need a probe');
  const half = (parity: number) => (sample: number) => sample % 2 === parity;
  const score = (keep?: (sample: number) => boolean): ScoredViews =>
    scoreViews(primary.values, primary.units, 2, keep);
  const [search, test, all] = [score(half(0)), score(half(1)), score()];
  const units = all.active.flatMap((active, unit) => (active ? [unit] : []));
  const random = new Random(rules.seed);
  const found = proposePairs(search, units, rules);
  const scored = probes.map((probe) => ({
    probe,
    views: scoreViews(probe.values, probe.units, 2),
  }));
  const pairs = found.map(([i, j]): MirrorPair => {
    const resampled = bootstrapPair(all, i, j, rules.bootstrapSamples, random);
    return {
      units: [i, j],
      mirrored: transfer(all, i, j),
      mirroredInterval: resampled.mirrored,
      mirroredHeldOut: transfer(test, i, j),
      plain: plain(all, i, j),
      own: [transfer(all, i, i), transfer(all, j, j)],
      modulation: modulation(all, i, j),
      modulationInterval: resampled.modulation,
      modulationHeldOut: modulation(test, i, j),
      nulls: {
        elements: randomViewsNull(test, i, j, rules.nullSamples, random),
        units: randomPairsNull(
          search,
          test,
          units,
          transfer(test, i, j),
          rules.nullSamples,
          random,
        ),
      },
      verification: verifyPair(primary, i, j),
      scatter: scatter(primary, i, j),
      measurements: scored.flatMap(({ probe, views }) =>
        views.active[i] && views.active[j]
          ? [
              {
                probe: probe.probe,
                samples: views.samples,
                modulation: modulation(views, i, j),
              },
            ]
          : [],
      ),
    };
  });
  return {
    probe: primary.probe,
    pictures: all.samples,
    active: units.length,
    candidates: found.length,
    pairs,
    own: all.active.map((active, unit) => (active ? transfer(all, unit, unit) : null)),
  };
}

function proposePairs(
  search: ScoredViews,
  units: readonly number[],
  rules: MirrorRules,
): [number, number][] {
  const n = units.length;
  const table = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      table[i * n + j] = table[j * n + i] = transfer(search, units[i]!, units[j]!);
    }
  }
  const partner = units.map((_, i) => {
    let best = -1;
    for (let j = 0; j < n; j++) {
      if (j !== i && (best < 0 || table[i * n + j]! > table[i * n + best]!)) best = j;
    }
    return best;
  });
  return units.flatMap((unit, i): [number, number][] => {
    const j = partner[i]!;
    if (j <= i || partner[j] !== i) return [];
    const height = table[i * n + j]!;
    const rivals = [plain(search, unit, units[j]!), table[i * n + i]!, table[j * n + j]!];
    const clear = rivals.every((rival) => height >= rival + rules.margin);
    if (height < rules.transfer || !clear) return [];
    return modulation(search, unit, units[j]!) >= rules.modulation ? [[unit, units[j]!]] : [];
  });
}
