import type { Family, Unit } from '../../pipeline/records/index.ts';
import type { ModelAtlas } from './index-atlas.ts';

/** A unit among its fellows: its first family (supported ones first) and its neighbours in orbit. */
export interface UnitOrbit {
  readonly families: readonly Family[];
  readonly previous: number | undefined;
  readonly next: number | undefined;
}

/** Families of a unit in the atlas's order, and the members before and after it on the circle. */
export function orbitOfUnit(atlas: ModelAtlas, unit: Unit): UnitOrbit {
  const families = atlas.families.filter(
    (family) => family.layer === unit.layer && unit.families.includes(family.tag),
  );
  const members = families[0]?.members ?? [];
  const place = members.findIndex((m) => m.unit === unit.unit);
  if (place < 0 || members.length < 2) return { families, previous: undefined, next: undefined };
  const at = (i: number) => members[(i + members.length) % members.length]!.unit;
  return { families, previous: at(place - 1), next: at(place + 1) };
}
