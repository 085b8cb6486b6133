import { shiftCycle } from '../numerics/cyclic-fourier.ts';
import { wrapDegrees } from '../numerics/circular.ts';
import { Random } from '../numerics/random.ts';
import type { NullSummary } from '../numerics/significance.ts';
import type { Condition } from '../records/stimulus.ts';
import {
  angularModulations,
  type AngularModulation,
  type ResponseTable,
} from './angular-modulation.ts';
import { balanceConditions } from './balance-conditions.ts';
import { findCandidates, type Candidate, type CandidateRules } from './candidates.ts';
import { bandwidth, coverage, type Coverage } from './coverage.ts';
import { describeTemplate, familyName } from './describe-template.ts';
import {
  conditionGrams,
  explainedShare,
  leadingPair,
  leaveOneOutShares,
  sumGrams,
} from './gram.ts';
import { pairTable, selfRepetition, type PairTable } from './pair-correlation.ts';
import { settleMembers, type MembershipRules } from './settle-members.ts';
import { bootstrapShare, randomElementsNull, randomUnitsNull } from './significance.ts';

/** Which units may be members of a rotation family of period 360°. */
export interface EligibilityRules {
  /** Least share of a unit's variance that turns with the stimulus. */
  readonly modulation: number;
  /** Least number of conditions (participation ratio) that carry it: one narrow peak proves nothing. */
  readonly participation: number;
  /** Largest self-correlation at a half, a third or a quarter turn: above it the period is shorter. */
  readonly repetition: number;
}

export interface DiscoveryRules {
  /** See balanceConditions. */
  readonly leastPower: number;
  readonly eligibility: EligibilityRules;
  readonly candidates: CandidateRules;
  readonly membership: MembershipRules;
  readonly nullSamples: number;
  readonly bootstrapSamples: number;
  readonly seed: number;
}

export const discoveryRules: DiscoveryRules = {
  leastPower: 0.01,
  eligibility: { modulation: 0.3, participation: 3, repetition: 0.5 },
  candidates: { strength: 0.82, tolerance: 20, agreement: 0.5, minimumMembers: 4 },
  // A unit joins a template as it ties to a unit: 0.67 is the square of 0.82.
  membership: { join: 0.67, stay: 0.5 },
  nullSamples: 1999,
  bootstrapSamples: 1000,
  seed: 2020,
};

export interface DiscoveredMember {
  readonly unit: number;
  /** Degrees in [0, 360): where the member's preferred curve's outward normal points. */
  readonly element: number;
  readonly gain: number;
  /** Share explained by the template of the other members. */
  readonly r2: number;
}

/** A rotation family as one layer's responses show it, before the model-wide false discovery rate. */
export interface DiscoveredFamily extends Coverage {
  readonly name: string;
  /** By element. */
  readonly members: readonly DiscoveredMember[];
  readonly r2: number;
  readonly r2Interval: readonly [number, number];
  readonly r2LeaveOneOut: number;
  readonly nulls: { readonly elements: NullSummary; readonly units: NullSummary };
  readonly bandwidth: number;
  /** Index into the conditions. */
  readonly preferred: number;
  /** [condition][angle relative to the element], conditions balanced, unit norm over all. */
  readonly template: readonly (readonly number[])[];
}

export interface Discovery {
  /** Units that respond, and those that may be members. */
  readonly active: number;
  readonly eligible: number;
  /** Sets of units that synchronisation proposed. */
  readonly candidates: number;
  readonly families: readonly DiscoveredFamily[];
}

/**
 * Finds the rotation families (period 360°) of one layer from its tuning curves, every condition
 * counted alike (balanceConditions).
 *
 * @param fieldSize side of the layer's receptive field in pixels, for the family's name
 */
export function discover(
  table: ResponseTable,
  conditions: readonly Condition[],
  fieldSize: number,
  rules: DiscoveryRules = discoveryRules,
): Discovery {
  const { angles } = table;
  const { table: balanced, factors } = balanceConditions(table, rules.leastPower);
  const active = angularModulations(balanced);
  const eligible = active.filter(
    (unit) =>
      unit.share >= rules.eligibility.modulation &&
      unit.participation >= rules.eligibility.participation &&
      selfRepetition(unit, angles) <= rules.eligibility.repetition,
  );
  const pairs = pairTable(eligible, angles);
  const candidates = findCandidates(pairs, rules.candidates);
  const taken = new Set(candidates.flatMap(({ members }) => members));
  const random = new Random(rules.seed);
  const families: DiscoveredFamily[] = [];
  for (const candidate of candidates) {
    const free = eligible.map((_, i) => i).filter((i) => !taken.has(i));
    const settled = settleMembers(pairs, candidate, free, rules.membership);
    for (const i of settled.members) taken.add(i);
    if (settled.members.length < rules.candidates.minimumMembers) continue;
    families.push(measureFamily(pairs, settled, conditions, factors, fieldSize, rules, random));
  }
  return {
    active: active.length,
    eligible: eligible.length,
    candidates: candidates.length,
    families,
  };
}

function measureFamily(
  pairs: PairTable,
  { members, elements }: Candidate,
  conditions: readonly Condition[],
  factors: readonly number[],
  fieldSize: number,
  rules: DiscoveryRules,
  random: Random,
): DiscoveredFamily {
  const { angles } = pairs;
  const units = members.map((i) => pairs.units[i]!);
  const grams = conditionGrams(units, elements, angles);
  const gram = sumGrams(grams);
  const { value, vector } = leadingPair(gram);
  const raw = templateRows(units, elements, vector, value, conditions.length, angles);
  // The gauge: a member's element is where its preferred curve's normal points, so the template
  // must peak at 0.
  // What the family prefers is told from its activations, as they were before the balance.
  const unbalanced = raw.map((row, c) => row.map((value) => value / factors[c]!));
  const name = familyName(unbalanced, conditions, fieldSize);
  // Edges answer light and dark insides half a turn apart: one of the two has to be the gauge.
  const gauges = [...conditions.keys()].filter(
    (c) => name !== 'edges' || conditions[c]!.contrast === 'light inside',
  );
  const { preferred, peak } = describeTemplate(unbalanced, gauges);
  const template = raw.map((row) => Array.from(shiftCycle(row, (-peak * angles) / 360)));
  const shares = leaveOneOutShares(gram);
  // To a tenth of a degree before they are sorted, so that the order is that of the record.
  const turned = elements.map((element) => wrapDegrees(Math.round(10 * (element + peak)) / 10));
  const width = bandwidth(template[preferred]!);
  const found = units
    .map(({ unit }, i) => ({
      unit,
      element: turned[i]!,
      gain: vector[i]! * Math.sqrt(value),
      r2: shares[i]!,
    }))
    .sort((a, b) => a.element - b.element);
  return {
    name,
    members: found,
    r2: explainedShare(gram),
    r2Interval: bootstrapShare(grams, rules.bootstrapSamples, random),
    r2LeaveOneOut: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    nulls: {
      elements: randomElementsNull(pairs, members, rules.nullSamples, random),
      units: randomUnitsNull(pairs, members, rules.nullSamples, random),
    },
    bandwidth: width,
    ...coverage(turned, width),
    preferred,
    template,
  };
}

/** The template Σ v_i · (member i turned back by its element) / √λ in samples, [condition][angle]. */
function templateRows(
  units: readonly AngularModulation[],
  elements: readonly number[],
  vector: Float64Array,
  eigenvalue: number,
  conditions: number,
  angles: number,
): number[][] {
  const rows = Array.from({ length: conditions }, () => new Array<number>(angles).fill(0));
  units.forEach(({ modulation }, i) => {
    const weight = vector[i]! / Math.sqrt(eigenvalue);
    rows.forEach((row, c) => {
      const curve = modulation.subarray(c * angles, (c + 1) * angles);
      const aligned = shiftCycle(curve, (-elements[i]! * angles) / 360);
      for (let a = 0; a < angles; a++) row[a] = row[a]! + weight * aligned[a]!;
    });
  });
  return rows;
}
