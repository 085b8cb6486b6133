import { Random } from '../numerics/random.ts';
import type { NullSummary } from '../numerics/significance.ts';
import { quantile } from '../numerics/statistics.ts';
import type { Measurement } from '../records/family.ts';
import {
  alignedGram,
  correlationTable,
  trivialOn,
  type CorrelationTable,
} from './correlation-table.ts';
import { selectUnits, type CrossSpectrum } from './cross-spectrum.ts';
import { explainedShare, leadingPair, leaveOneOutShares } from './gram.ts';
import {
  evidenceSpectra,
  prepareEvidence,
  type ProbeEvidence,
  type ProbeResponses,
} from './probe-evidence.ts';
import { proposeSets, type ProposalRules, type ProposedSet } from './propose-sets.ts';
import {
  bootstrapInterval,
  randomElementsNull,
  randomUnitsNull,
  type HalvedTables,
} from './set-significance.ts';
import { refineBetweenSteps, refineOnGrid } from './solve-elements.ts';
import { sortByStabiliser, type StabiliserClass } from './stabiliser.ts';

export interface MovedRules {
  /** Least share of a unit's variance that the transformation makes. */
  readonly modulation: number;
  readonly proposal: ProposalRules;
  /** Least share of a member's variance, on the searched half, that the others' template explains. */
  readonly stay: number;
  readonly nullSamples: number;
  readonly bootstrapSamples: number;
  readonly seed: number;
}

export const movedRules: MovedRules = {
  modulation: 0.25,
  proposal: { strength: 0.35, toleranceSteps: 1, agreement: 0.5, minimumMembers: 4 },
  stay: 0.15,
  nullSamples: 999,
  bootstrapSamples: 400,
  seed: 2020,
};

/** Units that are one template moved, before names, gauges and the model-wide false discovery rate. */
export interface MovedSet {
  /** Name of the stabiliser class: what moves leave the members as they are. */
  readonly stabiliser: string;
  readonly members: readonly {
    readonly unit: number;
    /** Steps along every axis of the grid, real-valued, up to one element common to all. */
    readonly element: readonly number[];
    readonly gain: number;
    readonly r2: number;
    /** Correlations with itself that its stabiliser class asks for, see `sortByStabiliser`. */
    readonly own: readonly number[];
  }[];
  readonly r2: number;
  readonly r2Interval: readonly [number, number];
  readonly r2LeaveOneOut: number;
  readonly r2HeldOut: number;
  /** Leave one out on the held-out half. */
  readonly r2HeldOutLeaveOneOut: number;
  readonly nulls: { readonly elements: NullSummary; readonly units: NullSummary };
  /** Element errors in steps of the grid. */
  readonly measurements: readonly Measurement[];
}

export interface MovedDiscovery {
  /** Units that respond to any probe, and those that the transformation modulates enough. */
  readonly active: number;
  readonly eligible: number;
  readonly candidates: number;
  readonly sets: readonly MovedSet[];
  /** Share of every unit's variance, on natural pictures, that the transformation makes; null for a silent unit. */
  readonly modulation: readonly (number | null)[];
}

/**
 * Finds sets of units of one layer that are one template moved by elements of an abelian group. The
 * search sees half of the patches and the synthetic stimuli; what it proposes is tested on the other
 * half, so that the search cannot make its own significance. The final elements use everything.
 *
 * @param classes stabilisers to tell apart, the largest subgroup last
 */
export function discoverMoved(
  probes: readonly ProbeResponses[],
  classes: readonly StabiliserClass[],
  rules: MovedRules = movedRules,
): MovedDiscovery {
  const evidence = prepareEvidence(probes);
  const modulation = naturalModulation(evidence);
  const units = modulation.flatMap((share, unit) => (share === null ? [] : [unit]));
  const eligible = units.filter((unit) => modulation[unit]! >= rules.modulation);
  const random = new Random(rules.seed);
  const sets: MovedSet[] = [];
  let candidates = 0;
  if (eligible.length >= rules.proposal.minimumMembers) {
    const spectra = evidenceSpectra(evidence, eligible);
    for (const { name, stabiliser, places, own } of sortByStabiliser(spectra.all, classes)) {
      if (places.length < rules.proposal.minimumMembers) continue;
      const table = (spectrum: CrossSpectrum): CorrelationTable =>
        correlationTable(selectUnits(spectrum, places), stabiliser);
      const search = table(spectra.search);
      const proposed = proposeSets(search, rules.proposal)
        .map((set) => settle(search, set, rules))
        .filter(({ members }) => members.length >= rules.proposal.minimumMembers);
      candidates += proposed.length;
      if (proposed.length === 0) continue;
      const tables = {
        search,
        test: table(spectra.test),
        total: table(spectra.all),
        alone: spectra.alone.map((spectrum) => selectUnits(spectrum, places)),
        layer: {
          search: correlationTable(spectra.search, stabiliser),
          test: correlationTable(spectra.test, stabiliser),
        },
      };
      for (const set of proposed) {
        sets.push(measureSet(evidence, tables, set, { name, own }, rules, random));
      }
    }
  }
  return { active: units.length, eligible: eligible.length, candidates, sets, modulation };
}

/** Of the first natural probe that drives the unit; of any probe where none is natural. */
function naturalModulation(evidence: readonly ProbeEvidence[]): (number | null)[] {
  const ordered = [...evidence].sort((a, b) => Number(b.natural) - Number(a.natural));
  const units = evidence[0]?.driven.length ?? 0;
  return Array.from({ length: units }, (_, unit) => {
    const probe = ordered.find(({ driven, share }) => driven[unit] && !Number.isNaN(share[unit]));
    return probe ? probe.share[unit]! : null;
  });
}

/** Drops the member that the others predict worst while it is below `stay`. */
function settle(search: CorrelationTable, set: ProposedSet, rules: MovedRules): ProposedSet {
  let { members, elements } = set;
  for (;;) {
    if (members.length < 3) return { members, elements };
    const places = elements.map((e) => search.grid.coordinates(e));
    const shares = leaveOneOutShares(alignedGram(search, members, places));
    const worst = shares.indexOf(Math.min(...shares));
    if (shares[worst]! >= rules.stay) return { members, elements };
    members = members.filter((_, i) => i !== worst);
    elements = refineOnGrid(
      search,
      members,
      elements.filter((_, i) => i !== worst),
    );
  }
}

interface Tables {
  readonly search: CorrelationTable;
  readonly test: CorrelationTable;
  readonly total: CorrelationTable;
  readonly alone: readonly CrossSpectrum[];
  /** All eligible units under the class's stabiliser. */
  readonly layer: HalvedTables;
}

function measureSet(
  evidence: readonly ProbeEvidence[],
  { search, test, total, alone, layer }: Tables,
  set: ProposedSet,
  { name, own }: { readonly name: string; readonly own: readonly (readonly number[])[] },
  rules: MovedRules,
  random: Random,
): MovedSet {
  const { members } = set;
  const onGrid = refineOnGrid(total, members, set.elements);
  const elements = refineBetweenSteps(total, members, onGrid);
  const searched = refineBetweenSteps(search, members, set.elements);
  const gram = alignedGram(total, members, elements);
  const { value, vector } = leadingPair(gram);
  const shares = leaveOneOutShares(gram);
  const heldOut = alignedGram(test, members, searched);
  const units = members.map((i) => total.units[i]!);
  return {
    stabiliser: name,
    members: units.map((unit, i) => ({
      unit,
      element: elements[i]!,
      gain: vector[i]! * Math.sqrt(Math.max(0, value)),
      r2: shares[i]!,
      own: own[members[i]!]!,
    })),
    r2: explainedShare(gram),
    r2Interval: bootstrapInterval(
      evidence,
      units,
      elements,
      trivialOn(total.grid, stabiliserOf(total)),
      explainedShare(gram),
      rules.bootstrapSamples,
      random,
    ),
    r2LeaveOneOut: average(shares),
    r2HeldOut: explainedShare(heldOut),
    r2HeldOutLeaveOneOut: average(leaveOneOutShares(heldOut)),
    nulls: {
      elements: randomElementsNull(test, set, rules.nullSamples, random),
      units: randomUnitsNull(layer, test, set, rules.nullSamples, random),
    },
    measurements: evidence.flatMap((probe, p) => {
      const measured = measureByProbe(probe, alone[p]!, total, members, onGrid, elements);
      return measured === undefined ? [] : [measured];
    }),
  };
}

/** The family as one probe alone shows it, for the members that it drives. */
function measureByProbe(
  probe: ProbeEvidence,
  alone: CrossSpectrum,
  total: CorrelationTable,
  members: readonly number[],
  onGrid: readonly number[],
  elements: readonly (readonly number[])[],
): Measurement | undefined {
  const driven = members.map((i) => probe.driven[total.units[i]!]!);
  const places = members.map((_, k) => k).filter((k) => driven[k]);
  if (places.length < 3) return undefined;
  const kept = places.map((k) => members[k]!);
  const table = correlationTable(selectUnits(alone, kept), stabiliserOf(total));
  const own = kept.map((_, i) => i);
  const gram = alignedGram(
    table,
    own,
    places.map((k) => elements[k]!),
  );
  const refined = refineBetweenSteps(
    table,
    own,
    refineOnGrid(
      table,
      own,
      places.map((k) => onGrid[k]!),
    ),
  );
  return {
    probe: probe.probe,
    samples: probe.spectra.samples,
    r2: explainedShare(gram),
    elementError: elementError(
      table,
      refined,
      places.map((k) => elements[k]!),
    ),
  };
}

/** Elements that leave all members as they are. */
function stabiliserOf({ coset }: CorrelationTable): number[] {
  return Array.from(coset.keys()).filter((e) => e > 0 && coset[e] === 0);
}

/** Median distance of two assignments, after the common element that matches them best, in steps. */
function elementError(
  { grid, coset }: CorrelationTable,
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number {
  const fold = [...coset.keys()].filter((e) => coset[e] === 0).map((e) => grid.coordinates(e));
  const differences = a.map((place, i) => place.map((step, axis) => step - b[i]![axis]!));
  const distance = (difference: readonly number[], offset: readonly number[]): number =>
    Math.min(
      ...fold.map((shift) =>
        Math.max(
          ...difference.map((step, axis) => {
            const size = grid.sizes[axis]!;
            const wrapped = (((step - offset[axis]! - shift[axis]!) % size) + size) % size;
            return Math.min(wrapped, size - wrapped);
          }),
        ),
      ),
    );
  const errors = differences.map((offset) =>
    quantile(
      differences.map((difference) => distance(difference, offset)),
      0.5,
    ),
  );
  return Math.min(...errors);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
