import { compareWithPlanted } from './planted-score.ts';
import { TURN_STEP } from '../probes/transformation-grid.ts';

/** A unit of a network whose symmetry is known by construction. */
export interface KnownUnit {
  readonly unit: number;
  /** The field that it belongs to; null for a unit that no turn exchanges for another. */
  readonly field: number | null;
  /** Degrees that it is turned by in its field, up to one element common to the field; 0 without one. */
  readonly element: number;
}

/** A rotation family as discovery recorded it; elements in degrees. */
export interface FoundFamily {
  readonly tag: string;
  readonly period: number;
  readonly members: readonly { readonly unit: number; readonly element: number }[];
}

/** One found family against the truth. */
export interface FamilyTruth {
  readonly tag: string;
  readonly members: number;
  /** The field that most members belong to; null where none belongs to any. */
  readonly field: number | null;
  readonly ofField: number;
  readonly ofOtherFields: number;
  readonly invariant: number;
  /**
   * Circular distances of the elements of the field's members from the known ones, after the one offset
   * that makes their sum least, degrees in the family's period; none without a field.
   */
  readonly elementErrors: readonly number[];
}

export interface KnownTruthScore {
  readonly unitsInFields: number;
  readonly invariantUnits: number;
  readonly fields: number;
  /** Fields whose units differ, so that there is something to find. */
  readonly distinctFields: number;
  /** Distinct fields that a family holds half of the units of, and those that share it with another. */
  readonly found: number;
  readonly merged: number;
  /** Of units, as for planted networks. */
  readonly unitPrecision: number;
  readonly unitRecall: number;
  /** Pairs of units in one family, pairs of one field, pairs of a distinct one, and those that are both. */
  readonly pairs: {
    readonly found: number;
    readonly known: number;
    readonly knownDistinct: number;
    readonly both: number;
    readonly bothDistinct: number;
  };
  readonly families: readonly FamilyTruth[];
}

/**
 * Rotation families that were found in a layer against the fields that its weights were tied into.
 *
 * @param isDistinct whether the units of a field differ
 */
export function scoreKnownTruth(
  known: readonly KnownUnit[],
  isDistinct: (field: number) => boolean,
  found: readonly FoundFamily[],
): KnownTruthScore {
  const truth = new Map(known.map((unit) => [unit.unit, unit]));
  const fields = groupFields(known);
  const families = found.map((family) => judgeFamily(family, truth));
  const holders = [...fields.keys()].map((field) => ({
    field,
    holder: found.findIndex(
      ({ members }) =>
        2 * members.filter(({ unit }) => truth.get(unit)?.field === field).length >=
        fields.get(field)!.length,
    ),
  }));
  const held = holders.filter(({ field, holder }) => holder >= 0 && isDistinct(field));
  const { precision, recall } = unitScore(fields, found, known);
  return {
    unitsInFields: [...fields.values()].flat().length,
    invariantUnits: known.length - [...fields.values()].flat().length,
    fields: fields.size,
    distinctFields: [...fields.keys()].filter(isDistinct).length,
    found: held.length,
    merged: held.filter(({ holder }) => held.filter((other) => other.holder === holder).length > 1)
      .length,
    unitPrecision: precision,
    unitRecall: recall,
    pairs: countPairs(fields, isDistinct, found, truth),
    families,
  };
}

function groupFields(known: readonly KnownUnit[]): ReadonlyMap<number, readonly KnownUnit[]> {
  const fields = new Map<number, KnownUnit[]>();
  for (const unit of known) {
    if (unit.field === null) continue;
    fields.set(unit.field, [...(fields.get(unit.field) ?? []), unit]);
  }
  return fields;
}

function judgeFamily(
  { tag, period, members }: FoundFamily,
  truth: ReadonlyMap<number, KnownUnit>,
): FamilyTruth {
  const counts = new Map<number, number>();
  for (const { unit } of members) {
    const field = truth.get(unit)?.field ?? null;
    if (field !== null) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([f, a], [g, b]) => b - a || f - g);
  const inFields = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const differences = members.flatMap(({ unit, element }) => {
    const own = truth.get(unit);
    return own !== undefined && own.field === most?.[0] ? [element - own.element] : [];
  });
  return {
    tag,
    members: members.length,
    field: most?.[0] ?? null,
    ofField: most?.[1] ?? 0,
    ofOtherFields: inFields - (most?.[1] ?? 0),
    invariant: members.length - inFields,
    elementErrors: errorsOf(differences, period),
  };
}

/** Distances from the difference that the others are nearest to. */
function errorsOf(differences: readonly number[], period: number): readonly number[] {
  const apart = (a: number, b: number): number => {
    const turn = (((a - b) % period) + period) % period;
    return Math.min(turn, period - turn);
  };
  const sum = (errors: readonly number[]): number => errors.reduce((total, e) => total + e, 0);
  const [best = []] = differences
    .map((offset) => differences.map((difference) => apart(difference, offset)))
    .sort((a, b) => sum(a) - sum(b));
  return best;
}

function unitScore(
  fields: ReadonlyMap<number, readonly KnownUnit[]>,
  found: readonly FoundFamily[],
  known: readonly KnownUnit[],
) {
  const member = ({ unit, element }: Pick<KnownUnit, 'unit' | 'element'>) => ({
    layer: '',
    unit,
    element: [element / TURN_STEP],
  });
  const families = [...fields.values()].map((units) => units.map(member));
  const others = known.length - families.flat().length;
  return compareWithPlanted(
    { group: 'rotation', families, stabiliser: [[0]], others },
    found.map(({ members }) => members.map(member)),
  );
}

function countPairs(
  fields: ReadonlyMap<number, readonly KnownUnit[]>,
  isDistinct: (field: number) => boolean,
  found: readonly FoundFamily[],
  truth: ReadonlyMap<number, KnownUnit>,
): KnownTruthScore['pairs'] {
  const pairsOf = (count: number): number => (count * (count - 1)) / 2;
  const knownOf = (kept: (field: number) => boolean): number =>
    [...fields].reduce((sum, [field, { length }]) => sum + (kept(field) ? pairsOf(length) : 0), 0);
  // A pair that is in two families counts once.
  const together = new Set(
    found.flatMap(({ members }) =>
      members.flatMap(({ unit: a }, i) =>
        members
          .slice(i + 1)
          .map(({ unit: b }) => `${String(Math.min(a, b))} ${String(Math.max(a, b))}`),
      ),
    ),
  );
  const shared = [...together].flatMap((pair) => {
    const [a, b] = pair.split(' ').map((unit) => truth.get(Number(unit))?.field ?? null);
    return a !== null && a === b ? [a!] : [];
  });
  return {
    found: together.size,
    known: knownOf(() => true),
    knownDistinct: knownOf(isDistinct),
    both: shared.length,
    bothDistinct: shared.filter(isDistinct).length,
  };
}
