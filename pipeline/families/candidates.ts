import type { PairTable } from './pair-correlation.ts';
import { consistency, synchronise } from './synchronise.ts';

export interface CandidateRules {
  /** Least pair strength that ties two units. */
  readonly strength: number;
  /** Degrees by which a pairwise turn may miss the elements. */
  readonly tolerance: number;
  /** Least share of the other members that a member must agree with. */
  readonly agreement: number;
  readonly minimumMembers: number;
}

export interface Candidate {
  /** Indices into the pair table. */
  readonly members: readonly number[];
  /** Degrees, one per member, up to a common turn. */
  readonly elements: readonly number[];
}

/**
 * Sets of units whose pairwise turns fit one element per unit. Greedy: the unit with the greatest
 * sum of strong ties is the seed; it and its strong partners are synchronised; the worst member is
 * dropped while its mean residual exceeds the tolerance or it agrees with too few others; what is
 * left is a candidate, its units are taken out, and the next seed follows.
 */
export function findCandidates(pairs: PairTable, rules: CandidateRules): Candidate[] {
  const total = pairs.units.length;
  const free = new Set(Array.from({ length: total }, (_, i) => i));
  const spent = new Set<number>();
  const found: Candidate[] = [];
  for (;;) {
    const ties = (i: number): number[] =>
      [...free].filter((j) => j !== i && pairs.strength[i * total + j]! >= rules.strength);
    let seed = -1;
    let best = 0;
    for (const i of free) {
      if (spent.has(i)) continue;
      const partners = ties(i);
      if (partners.length + 1 < rules.minimumMembers) continue;
      const sum = partners.reduce((all, j) => all + pairs.strength[i * total + j]!, 0);
      if (sum > best) [seed, best] = [i, sum];
    }
    if (seed < 0) return found;
    spent.add(seed);
    const candidate = prune(pairs, [seed, ...ties(seed)], rules);
    if (candidate.members.length < rules.minimumMembers) continue;
    found.push(candidate);
    for (const i of candidate.members) free.delete(i);
  }
}

function prune(pairs: PairTable, start: readonly number[], rules: CandidateRules): Candidate {
  let members = [...start].sort((a, b) => a - b);
  for (;;) {
    const elements = synchronise(pairs, members);
    const scores = consistency(pairs, members, elements, rules);
    let worst = -1;
    let badness = 0;
    scores.forEach(({ residual, agreement }, i) => {
      if (residual <= rules.tolerance && agreement >= rules.agreement) return;
      const score = residual / rules.tolerance + (1 - agreement);
      if (score > badness) [worst, badness] = [i, score];
    });
    if (worst < 0 || members.length < rules.minimumMembers) return { members, elements };
    members = members.filter((_, i) => i !== worst);
  }
}
