import type { Branch } from '../graph/branches.ts';
import type { Random } from '../numerics/random.ts';
import type { NullSummary } from '../numerics/significance.ts';
import { mean, quantile } from '../numerics/statistics.ts';
import { excessMatch, upperTriangle, type PairMatrix } from './correspondence-excess.ts';
import {
  exchange,
  partnersByStrength,
  sharedPartners,
  type ExchangeRules,
} from './correspondence-exchange.ts';
import {
  incomingKernels,
  outgoingKernels,
  placeCosines,
  selectUnits,
  unitCosines,
  type UnitKernels,
} from './correspondence-kernels.ts';
import { rankAmongOthers } from './correspondence-null.ts';
import type { AdjacentPaths } from './correspondence-paths.ts';

export interface ScreeningRules extends ExchangeRules {
  /**
   * Units whose incoming or outgoing weights are shorter than this share of the branch's median are
   * left out: what is left of unused units is much the same in all of them.
   */
  readonly leastNorm: number;
  /** Share of the candidates, those of the most similar outgoing weights, whose incoming weights are tested. */
  readonly screened: number;
  /** Tested in any branch, however small. */
  readonly leastScreened: number;
}

export interface BranchArguments extends AdjacentPaths {
  /** Pairs of the layer that an image transformation relates or whose responses are alike: never tested. */
  readonly related: (i: number, j: number) => boolean;
  /** The same for the layer before: the exchange of such partners is no evidence. */
  readonly partnersRelated?: (a: number, b: number) => boolean;
}

/** A pair of a branch as it is reported, before the false discovery rate. */
export interface MeasuredPair {
  readonly units: readonly [number, number];
  /** Cosine, in [−1, 1], of the incoming weights after the exchange of partners (see `exchange`). */
  readonly incomingMatch: number;
  /** Cosine of the outgoing weights, every target matched with itself. */
  readonly outgoingMatch: number;
  /** Cosine of the incoming weights without an exchange. */
  readonly incomingCosine: number;
  /** Of the strongest partners of both, how many both use alike: the fixed points of the permutation. */
  readonly sharedPartners: number;
  /** [a, a′]: units of the layer before that are exchanged, the strongest contribution first. */
  readonly partners: readonly (readonly [number, number])[];
  /**
   * The incoming match of the pairs that were not screened, each moved by what these two units lead
   * one to expect (see `excessMatch`).
   */
  readonly null: NullSummary;
}

export interface PairTest {
  /** Index into the branch's tested pairs. */
  readonly index: number;
  readonly pValue: number;
  readonly incomingMatch: number;
}

/** The pairs of one branch, compared. */
export interface BranchPairs {
  /** Number of pairs that may be tested. */
  readonly candidates: number;
  /**
   * The screened pairs by their incoming weights, the most similar outgoing weights first; with a
   * generator, after dealing every unit the incoming weights of a unit drawn at random.
   */
  test(deal?: Random): PairTest[];
  describe(test: PairTest): MeasuredPair;
}

/** @returns undefined where fewer than three units have enough weight to be compared. */
export function measureBranch(
  { incoming, outgoing, related, partnersRelated }: BranchArguments,
  { first, units: width }: Branch,
  rules: ScreeningRules,
): BranchPairs | undefined {
  const allOutgoing = outgoingKernels(outgoing, first, width);
  const allIncoming = incomingKernels(incoming, first, width);
  const members = strongUnits([allIncoming, allOutgoing], rules.leastNorm);
  const units = members.length;
  if (units < 3) return undefined;
  const channel = (unit: number): number => first + members[unit]!;
  const outgoingMatch = unitCosines(selectUnits(allOutgoing, members));
  const kernels = selectUnits(allIncoming, members);
  const order = partnersByStrength(kernels);
  const compare = (i: number, j: number) => exchange(kernels, order, i, j, rules, partnersRelated);
  const pairs = unitPairs(units);
  const match = new Float64Array(units * units);
  for (const [i, j] of pairs) {
    match[i * units + j] = match[j * units + i] = compare(i, j).match;
  }
  const incomingCosine = unitCosines(kernels);
  const excess = excessMatch(match, [incomingCosine, placeCosines(kernels)], units);

  const isAside = ([i, j]: readonly [number, number]) => related(channel(i), channel(j));
  const aside = pairs.filter(isAside);
  const ranked = pairs
    .filter((pair) => !isAside(pair))
    .sort(([a, b], [c, d]) => outgoingMatch[c * units + d]! - outgoingMatch[a * units + b]!);
  const count = Math.max(rules.leastScreened, Math.round(rules.screened * ranked.length));
  const tested = ranked.slice(0, count);
  const valuesAt = (matrix: PairMatrix, of: typeof pairs, holder?: readonly number[]) =>
    Float64Array.from(of, ([i, j]) =>
      holder ? matrix[holder[i]! * units + holder[j]!]! : matrix[i * units + j]!,
    );
  const others = valuesAt(excess, ranked.slice(count));
  const sorted = upperTriangle(excess, units).sort();

  return {
    candidates: ranked.length,
    test: (deal) => {
      const holder = deal?.shuffle(members.map((_, unit) => unit));
      const matches = valuesAt(match, tested, holder);
      return rankAmongOthers(
        sorted,
        valuesAt(excess, tested, holder),
        valuesAt(excess, aside, holder),
      ).map((pValue, index) => ({ index, pValue, incomingMatch: matches[index]! }));
    },
    describe: ({ index, pValue, incomingMatch }) => {
      const [i, j] = tested[index]!;
      const pair = i * units + j;
      const expected = incomingMatch - excess[pair]!;
      return {
        units: [channel(i), channel(j)],
        incomingMatch,
        outgoingMatch: outgoingMatch[pair]!,
        incomingCosine: incomingCosine[pair]!,
        sharedPartners: sharedPartners(kernels, order, i, j, rules),
        partners: compare(i, j).partners,
        null: {
          samples: others.length,
          mean: expected + mean(others),
          q95: expected + quantile(others, 0.95),
          pValue,
        },
      };
    },
  };
}

/** Places of the units that have enough weight on both sides. */
function strongUnits(sides: readonly UnitKernels[], leastNorm: number): number[] {
  const least = sides.map(({ norms }) => leastNorm * quantile(norms, 0.5));
  return Array.from(sides[0]!.norms, (_, unit) => unit).filter((unit) =>
    sides.every(({ norms }, side) => norms[unit]! > 0 && norms[unit]! >= least[side]!),
  );
}

function unitPairs(units: number): (readonly [number, number])[] {
  return Array.from({ length: units }, (_, i) =>
    Array.from({ length: units - 1 - i }, (_, k) => [i, i + 1 + k] as const),
  ).flat();
}
