import type { Random } from '../numerics/random.ts';
import { compareWithNull } from '../numerics/significance.ts';
import { quantile } from '../numerics/statistics.ts';
import { incomingScales } from './kernel-table.ts';
import type { LinearPath } from './linear-path.ts';
import type { MirrorCircuit, MirrorEnd, TiedConnection } from './mirror-circuit.ts';
import { brokenPairs, drawDifferent, standIns, type Pair } from './mirror-null.ts';
import { pairTies } from './mirror-pairs.ts';
import type { PathEnd } from './mirror-parity.ts';
import { singleTies, strongestSingles, type MirrorStatistics } from './mirror-singles.ts';
import {
  addTies,
  explainedSquares,
  mirrorShares,
  noTie,
  tiePower,
  type MirrorTie,
} from './mirror-tie.ts';

export interface MirrorRules {
  /** Pairs of the null with one partner replaced, at most. */
  readonly nullSamples: number;
  /** Single units of a circuit, at most. */
  readonly singles: number;
}

export const mirrorRules: MirrorRules = { nullSamples: 999, singles: 8 };

/** Mirrored pairs of the layers at both ends of a path, as discovery found them. */
export interface MirrorPairs {
  readonly sourcePairs: readonly Pair[];
  readonly targetPairs: readonly Pair[];
}

/**
 * Circuits under the left-right mirror F: x → size − 1 − x about the middle of the kernel. Every
 * target's weights are scaled to a mean square of 1 and then, for pairs (a, a′) and (b, b′) and single
 * units s and t that are in no pair of their layer,
 *
 * - invariant→equivariant: K(s→b′) = F K(s→b)
 * - equivariant→invariant: K(a′→t) = F K(a→t)
 * - equivariant→equivariant: K(a→b) = F K(a′→b′) and K(a→b′) = F K(a′→b)
 *
 * The null replaces one unit of a pair by another one (`standIns`) and, for single units, takes the
 * largest over all of them. Single units belong to a circuit that explain more than 95% of the null's
 * largest; where there is none, the strongest one stands alone.
 *
 * @returns one circuit for every pair with single units and for every two pairs, passed or not
 * @throws RangeError for a path between some units only, a unit that is not there or its own partner,
 *   and a layer of two units
 */
export function mirrorCircuits(
  path: LinearPath,
  { sourcePairs, targetPairs }: MirrorPairs,
  random: Random,
  rules: MirrorRules = mirrorRules,
): readonly MirrorCircuit[] {
  if (path.sourceUnits || path.channelUnits) {
    throw new RangeError('mirror circuits need a path between all units of both layers');
  }
  requirePairs(sourcePairs, path.sources, 'source');
  requirePairs(targetPairs, path.channels, 'target');
  const scales = incomingScales(path);
  const singleSources = unpaired(path.sources, sourcePairs);
  const singleTargets = unpaired(path.channels, targetPairs);
  return [
    ...circuitsOfSingles(path, scales, 'target', targetPairs, singleSources, random, rules),
    ...circuitsOfSingles(path, scales, 'source', sourcePairs, singleTargets, random, rules),
    ...circuitsOfPairs(path, scales, { sourcePairs, targetPairs }, random, rules),
  ];
}

function circuitsOfSingles(
  path: LinearPath,
  scales: Float64Array,
  end: PathEnd,
  pairs: readonly Pair[],
  singles: readonly number[],
  random: Random,
  { nullSamples, singles: most }: MirrorRules,
): MirrorCircuit[] {
  if (pairs.length === 0 || singles.length === 0) return [];
  const table = singleTies(path, scales, end, pairs, singles);
  const standInsOf = standIns(path, end);
  return pairs.map((pair, p): MirrorCircuit => {
    const ties = table.ties[p]!;
    const broken = drawDifferent(brokenPairs(pair, standInsOf), nullSamples, random).map(
      ({ kept, standIn }) => table.largest(kept, standIn),
    );
    const observed = table.largest(...pair);
    const nulls = broken.map(({ mirrored }) => mirrored);
    const chosen = strongestSingles(ties, quantile(nulls, 0.95), most);
    const units = chosen.map((i) => singles[i]!);
    const connections = chosen.map((i) =>
      tiedConnection(ties[i]!, { unit: singles[i]!, delta: null }),
    );
    const tie = chosen.map((i) => ties[i]!).reduce(addTies, noTie);
    const ofPair: MirrorEnd = { units: pair, pair: true };
    const ofSingles: MirrorEnd = { units, pair: false };
    return {
      form: end === 'target' ? 'invariant→equivariant' : 'equivariant→invariant',
      from: end === 'target' ? ofSingles : ofPair,
      to: end === 'target' ? ofPair : ofSingles,
      ...mirrorShares(tie),
      weight: weightShare(path, tie, end === 'target' ? 2 : units.length),
      everySingle: mirrorShares(ties.reduce(addTies, noTie)),
      ...againstBroken(
        observed,
        nulls,
        broken.map(({ antisymmetric }) => antisymmetric),
      ),
      connections,
    };
  });
}

function circuitsOfPairs(
  path: LinearPath,
  scales: Float64Array,
  { sourcePairs, targetPairs }: MirrorPairs,
  random: Random,
  { nullSamples }: MirrorRules,
): MirrorCircuit[] {
  if (sourcePairs.length === 0 || targetPairs.length === 0) return [];
  const table = pairTies(path, scales, sourcePairs, targetPairs);
  return sourcePairs.flatMap((from) =>
    targetPairs.map((to): MirrorCircuit => {
      const { straight, crossed } = table.observed(from, to);
      const tie = addTies(straight, crossed);
      const shares = mirrorShares(tie);
      const broken = drawDifferent(table.broken(from, to), nullSamples, random).map((draw) =>
        mirrorShares(draw()),
      );
      return {
        form: 'equivariant→equivariant',
        from: { units: from, pair: true },
        to: { units: to, pair: true },
        ...shares,
        weight: weightShare(path, tie, 2),
        everySingle: null,
        ...againstBroken(
          { mirrored: shares.r2, antisymmetric: shares.antisymmetric },
          broken.map(({ r2 }) => r2),
          broken.map(({ antisymmetric }) => antisymmetric),
        ),
        connections: [
          tiedConnection(straight, { unit: null, delta: 0 }),
          tiedConnection(crossed, { unit: null, delta: 1 }),
        ],
      };
    }),
  );
}

function againstBroken(
  observed: MirrorStatistics,
  mirrored: readonly number[],
  antisymmetric: readonly number[],
): Pick<MirrorCircuit, 'statistic' | 'null' | 'antisymmetricNull' | 'pValue'> {
  const ofTie = compareWithNull(observed.mirrored, mirrored);
  const ofOdd = compareWithNull(observed.antisymmetric, antisymmetric);
  return {
    statistic: observed.mirrored,
    null: ofTie,
    antisymmetricNull: ofOdd,
    pValue: Math.max(ofTie.pValue, ofOdd.pValue),
  };
}

function tiedConnection(
  tie: MirrorTie,
  which: Pick<TiedConnection, 'unit' | 'delta'>,
): TiedConnection {
  return { ...which, explained: explainedSquares(tie), ...mirrorShares(tie) };
}

/** Every target's squares add up to their number, as their mean is 1. */
function weightShare({ size, sources }: LinearPath, tie: MirrorTie, targets: number): number {
  return tiePower(tie) / (targets * sources * size * size);
}

function unpaired(count: number, pairs: readonly Pair[]): number[] {
  const paired = new Set(pairs.flat());
  return Array.from({ length: count }, (_, unit) => unit).filter((unit) => !paired.has(unit));
}

function requirePairs(pairs: readonly Pair[], count: number, end: PathEnd): void {
  for (const [unit, partner] of pairs) {
    const there = [unit, partner].every((u) => Number.isInteger(u) && u >= 0 && u < count);
    if (!there || unit === partner) {
      throw new RangeError(
        `a mirrored pair is two of ${String(count)} ${end} units, not ${String(unit)} and ${String(partner)}`,
      );
    }
  }
  if (pairs.length > 0 && count < 3) {
    throw new RangeError(`no ${end} unit is left to stand in for a partner`);
  }
}
