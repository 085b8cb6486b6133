import type { CorrelationTable } from './correlation-table.ts';
import { memberAgreement, refineOnGrid, synchroniseElements } from './solve-elements.ts';

export interface ProposalRules {
  /** Least correlation, at the best element, that ties two units. */
  readonly strength: number;
  /** Steps of the grid by which a pair's best element may miss the solved ones. */
  readonly toleranceSteps: number;
  /** Least share of the other members that a member must be tied to and agree with. */
  readonly agreement: number;
  readonly minimumMembers: number;
}

/** Units (places in the table) with one element of the grid each, up to a common one. */
export interface ProposedSet {
  readonly members: readonly number[];
  readonly elements: readonly number[];
}

/**
 * Sets of units whose pairwise best elements fit one element per unit. Greedy: the free unit with the
 * greatest sum of ties is the seed; it and the units tied to it are synchronised and refined; the
 * worst member leaves while it agrees with too few others; free units that agree with enough members
 * join; what is left is proposed and its units are taken.
 */
export function proposeSets(table: CorrelationTable, rules: ProposalRules): ProposedSet[] {
  const total = table.units.length;
  const free = new Set(Array.from({ length: total }, (_, i) => i));
  const spent = new Set<number>();
  const proposed: ProposedSet[] = [];
  for (;;) {
    const seed = strongestSeed(table, free, spent, rules);
    if (seed === undefined) return proposed;
    spent.add(seed);
    const tied = [...free].filter(
      (j) => j !== seed && table.strength[seed * total + j]! >= rules.strength,
    );
    let set = prune(table, [seed, ...tied], rules);
    if (set.members.length < rules.minimumMembers) continue;
    set = prune(table, [...set.members, ...joining(table, set, free, rules)], rules);
    if (set.members.length < rules.minimumMembers) continue;
    proposed.push(set);
    for (const i of set.members) free.delete(i);
  }
}

function strongestSeed(
  { units, strength }: CorrelationTable,
  free: ReadonlySet<number>,
  spent: ReadonlySet<number>,
  rules: ProposalRules,
): number | undefined {
  const total = units.length;
  let seed: number | undefined;
  let best = 0;
  for (const i of free) {
    if (spent.has(i)) continue;
    let sum = 0;
    let ties = 0;
    for (const j of free) {
      const height = strength[i * total + j]!;
      if (j === i || height < rules.strength) continue;
      sum += height;
      ties++;
    }
    if (ties + 1 >= rules.minimumMembers && sum > best) [seed, best] = [i, sum];
  }
  return seed;
}

function prune(
  table: CorrelationTable,
  start: readonly number[],
  rules: ProposalRules,
): ProposedSet {
  let members = [...new Set(start)].sort((a, b) => a - b);
  let elements = refineOnGrid(table, members, synchroniseElements(table, members));
  for (;;) {
    if (members.length < rules.minimumMembers) return { members, elements };
    const scores = memberAgreement(table, members, elements, rules);
    let worst = 0;
    scores.forEach((score, i) => {
      const now = scores[worst]!;
      if (
        score.agreeing < now.agreeing ||
        (score.agreeing === now.agreeing && score.correlation < now.correlation)
      ) {
        worst = i;
      }
    });
    if (scores[worst]!.agreeing >= rules.agreement) return { members, elements };
    members = members.filter((_, i) => i !== worst);
    elements = elements.filter((_, i) => i !== worst);
    elements = refineOnGrid(table, members, elements, 1);
  }
}

/** Free units that are tied to enough members and agree on where they belong. */
function joining(
  table: CorrelationTable,
  { members, elements }: ProposedSet,
  free: ReadonlySet<number>,
  rules: ProposalRules,
): number[] {
  return [...free].filter((unit) => {
    if (members.includes(unit)) return false;
    const [start] = refineOnGrid(table, [unit, ...members], [0, ...elements], 1);
    const [score] = memberAgreement(table, [unit, ...members], [start!, ...elements], rules);
    return score!.agreeing >= rules.agreement;
  });
}
