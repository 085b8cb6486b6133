import { angularDifference } from '../numerics/circular.ts';
import { quantile } from '../numerics/statistics.ts';
import { correlationTable } from './correlation-table.ts';
import { selectUnits } from './cross-spectrum.ts';
import type { MovedRules } from './discover-moved.ts';
import { evidenceSpectra, prepareEvidence, type ProbeResponses } from './probe-evidence.ts';
import { proposeSets } from './propose-sets.ts';
import { refineBetweenSteps } from './solve-elements.ts';
import { sortByStabiliser, type StabiliserClass } from './stabiliser.ts';

/** A set of units as one probe alone shows it. */
export interface PlainSet {
  /** Elements that leave the members as they are, the identity among them, degrees along every axis. */
  readonly stabiliser: readonly (readonly number[])[];
  readonly members: readonly {
    readonly unit: number;
    /** Degrees along every axis, up to one element common to all. */
    readonly element: readonly number[];
  }[];
}

export type PlainSets = readonly PlainSet[];

/** The search of `discoverMoved` on all samples of one probe, without tests. */
export function proposeFrom(
  probe: ProbeResponses,
  classes: readonly StabiliserClass[],
  rules: MovedRules,
): PlainSets {
  const evidence = prepareEvidence([probe]);
  const { share } = evidence[0]!;
  const eligible = [...share.keys()].filter((unit) => share[unit]! >= rules.modulation);
  if (eligible.length < rules.proposal.minimumMembers) return [];
  const { all } = evidenceSpectra(evidence, eligible);
  return sortByStabiliser(all, classes).flatMap(({ stabiliser, places }) => {
    if (places.length < rules.proposal.minimumMembers) return [];
    const table = correlationTable(selectUnits(all, places), stabiliser);
    const { grid, coset } = table;
    const degrees = (steps: readonly number[]): number[] =>
      steps.map((step, axis) => (step * 360) / grid.sizes[axis]!);
    const trivial = [...coset.keys()].filter((e) => coset[e] === 0);
    return proposeSets(table, rules.proposal).map(({ members, elements }): PlainSet => {
      const refined = refineBetweenSteps(table, members, elements);
      return {
        stabiliser: trivial.map((e) => degrees(grid.coordinates(e))),
        members: members.map((i, k) => ({ unit: table.units[i]!, element: degrees(refined[k]!) })),
      };
    });
  });
}

export interface ProbeAgreement {
  readonly first: { readonly families: number; readonly units: number };
  readonly second: { readonly families: number; readonly units: number };
  readonly sharedUnits: number;
  /** Of the pairs of shared units in one family by the first, how many are in one by the second. */
  readonly samePairs: number | null;
  /** Median difference of their relative elements, degrees, up to what leaves the first set as it is. */
  readonly elementError: number | null;
}

export function compareSets(first: PlainSets, second: PlainSets): ProbeAgreement {
  const home = (sets: PlainSets): Map<number, [set: number, element: readonly number[]]> =>
    new Map(
      sets.flatMap(({ members }, s) =>
        members.map(({ unit, element }) => [unit, [s, element]] as const),
      ),
    );
  const [a, b] = [home(first), home(second)];
  const shared = [...a.keys()].filter((unit) => b.has(unit));
  let pairs = 0;
  let same = 0;
  const errors: number[] = [];
  shared.forEach((i, place) => {
    for (const j of shared.slice(place + 1)) {
      const [si, ei] = a.get(i)!;
      const [sj, ej] = a.get(j)!;
      if (si !== sj) continue;
      pairs++;
      const [ti, fi] = b.get(i)!;
      const [tj, fj] = b.get(j)!;
      if (ti !== tj) continue;
      same++;
      const off = ei.map((_, axis) => ej[axis]! - ei[axis]! - fj[axis]! + fi[axis]!);
      const distances = first[si]!.stabiliser.map((element) =>
        Math.max(...off.map((angle, axis) => Math.abs(angularDifference(angle, element[axis]!)))),
      );
      errors.push(Math.min(...distances));
    }
  });
  const count = (sets: PlainSets) => ({
    families: sets.length,
    units: sets.reduce((sum, { members }) => sum + members.length, 0),
  });
  return {
    first: count(first),
    second: count(second),
    sharedUnits: shared.length,
    samePairs: pairs === 0 ? null : same / pairs,
    elementError: errors.length === 0 ? null : quantile(errors, 0.5),
  };
}
