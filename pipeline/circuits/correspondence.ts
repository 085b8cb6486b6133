import type { Branch } from '../graph/branches.ts';
import { Random } from '../numerics/random.ts';
import {
  adjustFalseDiscovery,
  compareWithNull,
  type NullSummary,
} from '../numerics/significance.ts';
import {
  measureBranch,
  type BranchArguments,
  type MeasuredPair,
  type ScreeningRules,
} from './correspondence-branch.ts';
import { linkedSets } from './correspondence-sets.ts';

export interface CorrespondenceRules extends ScreeningRules {
  readonly falseDiscovery: number;
  /** Least incoming match of a pair that is reported, whatever its p value. */
  readonly leastMatch: number;
  /** How often the incoming weights are dealt anew among the units, to count what chance finds. */
  readonly deals: number;
  readonly seed: number;
}

export const correspondenceRules: CorrespondenceRules = {
  strongest: 16,
  alike: 0.25,
  leastNorm: 0.75,
  screened: 0.005,
  leastScreened: 20,
  falseDiscovery: 0.05,
  leastMatch: 0.5,
  deals: 199,
  seed: 2020,
};

/** To stand beside every correspondence that is shown. */
export const noGroupClaimed =
  'No group is claimed: the circuits match under a permutation of their partners, and no transformation of images is known that relates the units.';

export interface CorrespondingPair extends MeasuredPair {
  /** Benjamini–Hochberg adjusted over all pairs tested in the layer. */
  readonly qValue: number;
}

/** Two or more units of which every two correspond. No group is claimed. */
export interface Correspondence {
  /** In rising order. */
  readonly units: readonly number[];
  /** The most significant first. */
  readonly pairs: readonly CorrespondingPair[];
}

export interface LayerCorrespondences {
  readonly layer: string;
  /** Pairs of units of one branch that may be tested. */
  readonly candidates: number;
  readonly tested: number;
  /** Of all tested pairs, rising: uniform where incoming and outgoing weights do not know of one another. */
  readonly pValues: readonly number[];
  readonly correspondences: readonly Correspondence[];
  /** Corresponding pairs, against those found after dealing the incoming weights anew. */
  readonly found: { readonly pairs: number; readonly null: NullSummary };
  /** Share of the tested pairs whose p value is at most 0.1, against the share after such deals. */
  readonly tendency: { readonly share: number; readonly null: NullSummary };
  /** What was linearised, in words. */
  readonly approximations: readonly string[];
}

export interface CorrespondenceArguments extends BranchArguments {
  readonly layer: string;
  readonly branches: readonly Branch[];
  readonly rules?: CorrespondenceRules;
}

/**
 * Correspondences of one layer. Pairs of units of one branch are *screened* by their outgoing weights
 * and *tested* by their incoming weights, which know nothing of the outgoing ones: does the one unit
 * read some partners as the other reads others, so that an exchange of partners turns the one's
 * weights into the other's? The null is the branch's pairs that were not screened. Branches of 1 × 1
 * kernels are left out: any two lists of numbers match once they may be reordered.
 *
 * The pairs of a branch are not independent of one another, so the p values are checked as a whole:
 * `found` and `tendency` say what passes when the incoming weights are dealt anew among the units,
 * which keeps their similarities and cuts their tie to the outgoing ones.
 */
export function findCorrespondences(args: CorrespondenceArguments): LayerCorrespondences {
  const { layer, incoming, outgoing, rules = correspondenceRules } = args;
  const random = new Random(rules.seed);
  const branches = args.branches
    .filter(({ kernel }) => kernel > 1)
    .map((branch) => measureBranch(args, branch, rules))
    .filter((branch) => branch !== undefined);
  const testAll = (deal?: Random) => {
    const tests = branches.flatMap((branch) => branch.test(deal).map((test) => ({ branch, test })));
    const pValues = tests.map(({ test }) => test.pValue);
    const qValues = adjustFalseDiscovery(pValues);
    const passing = tests
      .map((entry, t) => ({ ...entry, qValue: qValues[t]! }))
      .filter(
        ({ test, qValue }) =>
          qValue <= rules.falseDiscovery && test.incomingMatch >= rules.leastMatch,
      );
    const low = pValues.filter((pValue) => pValue <= 0.1).length;
    return { pValues, passing, share: pValues.length === 0 ? 0 : low / pValues.length };
  };
  const { pValues, passing, share } = testAll();
  const links = passing.map(({ branch, test, qValue }) => ({ ...branch.describe(test), qValue }));
  const dealt = Array.from({ length: rules.deals }, () => testAll(random));
  return {
    layer,
    candidates: branches.reduce((sum, { candidates }) => sum + candidates, 0),
    tested: pValues.length,
    pValues: pValues.sort((a, b) => a - b),
    correspondences: linkedSets(links).map(({ units, links: pairs }) => ({ units, pairs })),
    found: {
      pairs: links.length,
      null: compareWithNull(
        links.length,
        dealt.map((deal) => deal.passing.length),
      ),
    },
    tendency: {
      share,
      null: compareWithNull(
        share,
        dealt.map((deal) => deal.share),
      ),
    },
    approximations: [...new Set([...incoming.approximations, ...outgoing.approximations])],
  };
}

/**
 * Benjamini–Hochberg adjusted p values of the reported pairs over all pairs tested in all the layers,
 * which is stricter than over one layer alone.
 */
export function adjustOverModel(
  layers: readonly LayerCorrespondences[],
): Map<CorrespondingPair, number> {
  const pValues = layers.flatMap((layer) => layer.pValues);
  const qValues = adjustFalseDiscovery(pValues);
  const adjusted = new Map(pValues.map((pValue, i) => [pValue, qValues[i]!]));
  const pairs = layers.flatMap((layer) => layer.correspondences).flatMap((set) => set.pairs);
  return new Map(pairs.map((pair) => [pair, adjusted.get(pair.null.pValue)!]));
}
