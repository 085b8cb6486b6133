import { kindName } from '../../families/name-families.ts';
import { plural } from '../../families/verdict.ts';
import type { Family, GroupName } from '../../records/family.ts';
import type { StimulusKind } from '../../records/stimulus.ts';
import type { ClaimRecords } from './claim-records.ts';
import { listed } from './measured.ts';

type OfGroup<G extends GroupName> = Extract<Family, { group: G }>;

export function isSupported({ verdict }: Family): boolean {
  return verdict !== 'not supported';
}

/** Supported families of a group, those with most members first. */
export function supportedFamilies<G extends GroupName>(
  { families }: ClaimRecords,
  group: G,
): readonly OfGroup<G>[] {
  return families
    .filter((family): family is OfGroup<G> => family.group === group && isSupported(family))
    .toSorted((a, b) => b.members.length - a.members.length);
}

/** Whether what drives the family most is of one of these kinds. */
export function isNamed(family: Family, ...kinds: readonly StimulusKind[]): boolean {
  return kinds.some((kind) => family.name === kindName(kind));
}

/** Short form of a layer's name. */
export function aliasOf({ model }: ClaimRecords, layer: string): string {
  return model.layers.find(({ name }) => name === layer)?.alias ?? layer;
}

/** Layers of a family in its own order; several for scale. */
export function layersOf(family: Family): readonly string[] {
  return typeof family.layer === 'string' ? [family.layer] : family.layer;
}

/** Short names of the layers that hold families, in the order of the network. */
export function aliasesOf({ model }: ClaimRecords, families: readonly Family[]): readonly string[] {
  const held = new Set(families.flatMap(layersOf));
  return model.layers.filter(({ name }) => held.has(name)).map(({ alias }) => alias);
}

/** `3 families in 3a and 3b`, `no family`. */
export function familiesInLayers(records: ClaimRecords, families: readonly Family[]): string {
  if (families.length === 0) return 'no family';
  const count = families.length === 1 ? '1 family' : `${String(families.length)} families`;
  return `${count} in ${listed(aliasesOf(records, families))}`;
}

/** `curves of 3b (17 units)`. */
export function familyWords(records: ClaimRecords, family: Family): string {
  const layers = layersOf(family).map((layer) => aliasOf(records, layer));
  const where = layers.length > 1 ? `${layers[0]!} to ${layers.at(-1)!}` : layers[0]!;
  return `${family.name} of ${where} (${plural(family.members.length, 'unit')})`;
}

export function tagsOf(families: readonly { readonly tag: string }[]): string[] {
  return [...new Set(families.map(({ tag }) => tag))];
}
