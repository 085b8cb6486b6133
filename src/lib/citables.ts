import type { Circuit, CircuitEnd, Family } from '../../pipeline/records/index.ts';
import { familyOfEnd } from './circuit-words.ts';
import type { Citable } from './citation.ts';
import { familyTitle, lowerCase, unitName } from './describe.ts';
import { layersOf } from './family-members.ts';
import type { ModelAtlas } from './index-atlas.ts';
import { circuitHref, familyHref } from './links.ts';

/** How pages of families and circuits are called and cited. `site` is the address of the atlas. */

/** A family's title with the layer it is in, or the first and the last of its layers. */
export function titleOfFamily(atlas: ModelAtlas, family: Family): string {
  const [first, ...others] = layersOf(family).map((name) => atlas.layer(name));
  return familyTitle(family, first!, ...others);
}

export const citableFamily = (atlas: ModelAtlas, family: Family, site: URL): Citable => ({
  title: `${titleOfFamily(atlas, family)} in ${atlas.model.title} (family ${family.tag})`,
  key: family.tag,
  url: new URL(familyHref(family.tag), site).href,
});

/** What an end of a circuit is called: `Curves of 3a`, `3 single units of 3b`, `3b:206` for one alone. */
export function titleOfEnd(
  atlas: ModelAtlas,
  circuit: Pick<Circuit, 'tag'>,
  end: CircuitEnd,
): string {
  const family = familyOfEnd(atlas, circuit, end);
  if (family) return titleOfFamily(atlas, { ...family, name: inPlural(family.name) });
  const layer = atlas.layer(end.layer);
  const [first, ...others] = end.units;
  if (others.length === 0) return unitName(layer, first!);
  return `${String(end.units.length)} single units of ${layer.alias}`;
}

/** A family's name as many things: `curves`, `high-low frequency units`. */
const inPlural = (name: string) =>
  name.endsWith('s') || name === 'oriented' ? name : `${name} units`;

/** `Curves of 3a turn into curves of 3b`, `Curves of 3a make 5 single units of 3b`. */
export function titleOfCircuit(atlas: ModelAtlas, circuit: Circuit): string {
  const { from, to, group, form } = circuit;
  const [sources, targets] = [titleOfEnd(atlas, circuit, from), titleOfEnd(atlas, circuit, to)];
  const one = from.family === null && from.units.length === 1;
  const turning = group === 'rotation' && form === 'equivariant→equivariant';
  return `${sources} ${turning ? 'turn into' : one ? 'makes' : 'make'} ${lowerCase(targets)}`;
}

export const citableCircuit = (atlas: ModelAtlas, circuit: Circuit, site: URL): Citable => ({
  title: `${titleOfCircuit(atlas, circuit)} in ${atlas.model.title} (circuit ${circuit.tag})`,
  key: circuit.tag,
  url: new URL(circuitHref(circuit.tag), site).href,
});
