import { mirroredPlace } from '../actions/kernel.ts';
import type { Random } from '../numerics/random.ts';
import { compareWithNull } from '../numerics/significance.ts';
import type { ReflectionTying } from '../records/weight-equivariance.ts';

/** Effective weights between two layers: a linear path is one. */
export interface EffectiveKernels {
  /** Positions a side, around the centre of the target's receptive field. */
  readonly size: number;
  readonly sources: number;
  readonly channels: number;
  /** [y, x, source, channel], row-major. */
  readonly kernel: Float32Array;
}

/** Partners of units; whoever is its own partner is its own mirror image. */
export type Partners = ReadonlyMap<number, number>;

type Pair = readonly [unit: number, partner: number];

/** Share of a pair's connections that counts as strong. */
const STRONG = 1 / 4;

/**
 * Weight equivariance under the left-right mirror between two layers: how much of the weights' variance
 * is explained by tying K(a→b)[y, x] to K(T(a)→T(b))[y, −x], both replaced by their mean. Every target's
 * weights are scaled to a mean square of 1, so that a gain of its own is left to each, and the mean
 * kernel of all connections is taken off. Of each pair of targets the strongest connections count, by
 * the squared weights of both sides. Weights that a self-mirrored connection has in its middle column
 * would be tied to themselves and do not count. Exact: nothing is interpolated.
 *
 * @param pairs target units and their partners, a self-mirrored one twice
 * @param sourceMap the partner of every source unit that takes part; others are left out
 * @param samples of the null, in which sources and targets get partners at random, as many being their
 *   own as before
 * @throws RangeError for a map that does not lead back, a unit that is not there or comes twice, and no
 *   pairs or sources
 */
export function tiedByReflection(
  kernels: EffectiveKernels,
  pairs: readonly Pair[],
  sourceMap: Partners,
  random: Random,
  samples: number,
): ReflectionTying {
  const targets = [...new Set(pairs.flat())];
  const sources = [...sourceMap.keys()];
  requirePartners(pairs, targets, sourceMap, kernels);
  const table = connectionTable(kernels, targets, sources);
  const tying = (some: readonly Pair[], map: Partners): Tying => {
    const total = { explained: 0, variance: 0 };
    for (const pair of some) addTo(total, pairTying(table, pair, map));
    return total;
  };
  const r2 = share(tying(pairs, sourceMap));
  const ownSources = sources.filter((unit) => sourceMap.get(unit) === unit).length;
  const ownTargets = pairs.filter(([unit, partner]) => unit === partner).length;
  const shares = Float64Array.from({ length: samples }, () => {
    const drawn = randomPairs(targets, ownTargets, random);
    return share(tying(drawn, partnersOf(randomPairs(sources, ownSources, random))));
  });
  return {
    r2,
    null: compareWithNull(r2, shares),
    strongShare: STRONG,
    sources: sources.length,
    pairs: pairs.map((pair) => ({ units: [...pair], r2: share(tying([pair], sourceMap)) })),
  };
}

/** Sums over tied weights. */
interface Tying {
  explained: number;
  variance: number;
}

function addTo(total: Tying, { explained, variance }: Tying): void {
  total.explained += explained;
  total.variance += variance;
}

function share({ explained, variance }: Tying): number {
  return variance === 0 ? 0 : explained / variance;
}

/** The kernel [y, x] of every connection, by target and source. */
interface ConnectionTable {
  readonly size: number;
  kernel(target: number, source: number): Float64Array;
}

/** Scaled by target, less the mean kernel, which is mirrored and averaged to favour no side. */
function connectionTable(
  { size, sources, channels, kernel }: EffectiveKernels,
  targets: readonly number[],
  chosen: readonly number[],
): ConnectionTable {
  const area = size * size;
  const rows = new Map(chosen.map((source, row) => [source, row]));
  const mean = new Float64Array(area);
  const tables = targets.map((target) => {
    const table = new Float64Array(chosen.length * area);
    for (const [row, source] of chosen.entries()) {
      for (let place = 0; place < area; place++) {
        table[row * area + place] = kernel[(place * sources + source) * channels + target]!;
      }
    }
    const power = table.reduce((sum, weight) => sum + weight * weight, 0) / table.length;
    const scale = power === 0 ? 0 : 1 / Math.sqrt(power);
    for (let i = 0; i < table.length; i++) {
      table[i] = table[i]! * scale;
      mean[i % area] = mean[i % area]! + table[i]! / (targets.length * chosen.length);
    }
    return table;
  });
  for (const table of tables) {
    for (let i = 0; i < table.length; i++) {
      const place = i % area;
      table[i] = table[i]! - (mean[place]! + mean[mirroredPlace(place, size)]!) / 2;
    }
  }
  const byTarget = new Map(targets.map((target, i) => [target, tables[i]!]));
  return {
    size,
    kernel: (target, source) => {
      const row = rows.get(source)!;
      return byTarget.get(target)!.subarray(row * area, (row + 1) * area);
    },
  };
}

/** The strongest connections of a pair of targets, each with the one it is tied to. */
function pairTying(table: ConnectionTable, [target, partner]: Pair, map: Partners): Tying {
  const connections: Tying[] = [];
  for (const [source, other] of map) {
    // A self-mirrored target meets every connection twice, from either side.
    if (target === partner && source > other) continue;
    const own = target === partner && source === other;
    const kernel = table.kernel(target, source);
    connections.push(tiedWeights(kernel, table.kernel(partner, other), table.size, own));
  }
  connections.sort((a, b) => b.variance - a.variance);
  const total = { explained: 0, variance: 0 };
  const strong = Math.ceil(STRONG * connections.length);
  for (const connection of connections.slice(0, strong)) addTo(total, connection);
  return total;
}

/**
 * Weights w and the mirrored weights w' they are tied to: both become (w + w') / 2, which explains
 * (w + w')² / 2 of w² + w'².
 */
function tiedWeights(a: Float64Array, b: Float64Array, size: number, own: boolean): Tying {
  const tying = { explained: 0, variance: 0 };
  for (let place = 0; place < a.length; place++) {
    const mirrored = mirroredPlace(place, size);
    // Within one kernel a place and its mirror image are one tie, and the middle is none.
    if (own && place >= mirrored) continue;
    const [weight, tied] = [a[place]!, b[mirrored]!];
    tying.explained += (weight + tied) ** 2 / 2;
    tying.variance += weight * weight + tied * tied;
  }
  return tying;
}

function partnersOf(pairs: readonly Pair[]): Partners {
  return new Map(
    pairs.flatMap(([a, b]): Pair[] => [
      [a, b],
      [b, a],
    ]),
  );
}

/** Units paired at random, `own` of them with themselves. */
function randomPairs(units: readonly number[], own: number, random: Random): Pair[] {
  const order = random.shuffle([...units]);
  const pairs: Pair[] = order.slice(0, own).map((unit) => [unit, unit]);
  for (let i = own; i + 1 < order.length; i += 2) pairs.push([order[i]!, order[i + 1]!]);
  return pairs;
}

function requirePartners(
  pairs: readonly Pair[],
  targets: readonly number[],
  sourceMap: Partners,
  { sources, channels }: EffectiveKernels,
): void {
  if (pairs.length === 0 || sourceMap.size === 0) {
    throw new RangeError('mirrored weights need at least one pair of targets and one source');
  }
  const mentioned = pairs.reduce((sum, [unit, partner]) => sum + (unit === partner ? 1 : 2), 0);
  if (mentioned !== targets.length) throw new RangeError('a target unit is in one pair only');
  for (const [source, partner] of sourceMap) {
    if (sourceMap.get(partner) !== source) {
      throw new RangeError(`the partner of source ${String(source)} does not lead back to it`);
    }
  }
  requireUnits(targets, channels, 'target');
  requireUnits([...sourceMap.keys()], sources, 'source');
}

function requireUnits(units: readonly number[], count: number, end: string): void {
  const odd = units.find((unit) => !(Number.isInteger(unit) && unit >= 0 && unit < count));
  if (odd === undefined) return;
  throw new RangeError(`there are ${String(count)} ${end} units, and no unit ${String(odd)}`);
}
