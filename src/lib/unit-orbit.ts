import type { Family, Unit } from '../../pipeline/records/index.ts';
import { layersOf, unitsIn } from './family-members.ts';
import type { ModelAtlas } from './index-atlas.ts';

/** A unit among its fellows: its families and its neighbours in the orbit of the first of them. */
export interface UnitOrbit {
  /** In the atlas's order: by group, supported ones first. */
  readonly families: readonly Family[];
  /** Units of the same layer. */
  readonly previous: number | undefined;
  readonly next: number | undefined;
}

/** Families of a unit, and the members of its layer before and after it in orbit order. */
export function orbitOfUnit(atlas: ModelAtlas, { layer, unit, families: tags }: Unit): UnitOrbit {
  const families = atlas.families.filter(
    (family) => layersOf(family).includes(layer) && tags.includes(family.tag),
  );
  const fellows = families[0] === undefined ? [] : unitsIn(families[0], layer);
  const place = fellows.indexOf(unit);
  if (place < 0 || fellows.length < 2) return { families, previous: undefined, next: undefined };
  const at = (i: number) => fellows[(i + fellows.length) % fellows.length]!;
  return { families, previous: at(place - 1), next: at(place + 1) };
}
