import type { Family, FamilyMember } from '../../pipeline/records/index.ts';

/** A unit and the layer it is in. */
export interface Place {
  readonly layer: string;
  readonly unit: number;
}

/** The layers that a family has members in, in order: one, but for families of scale. */
export const layersOf = (family: Family): readonly string[] =>
  family.group === 'scale' ? family.layer : [family.layer];

/** Each member of a family with the layer it is in. */
export const placesOf = (family: Family): readonly Place[] =>
  family.group === 'scale'
    ? family.members.map(({ layer, unit }) => ({ layer, unit }))
    : family.members.map(({ unit }) => ({ layer: family.layer, unit }));

/** The units of a family that are in a layer. */
export const unitsIn = (family: Family, layer: string): readonly number[] =>
  placesOf(family)
    .filter((place) => place.layer === layer)
    .map(({ unit }) => unit);

/** The member that a unit of a layer is, if it is one. */
export function memberAt(family: Family, { layer, unit }: Place): FamilyMember | undefined {
  const index = placesOf(family).findIndex((p) => p.layer === layer && p.unit === unit);
  return index < 0 ? undefined : family.members[index];
}
