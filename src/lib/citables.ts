import type { Circuit, Family } from '../../pipeline/records/index.ts';
import type { Citable } from './citation.ts';
import { circuitTitle, familyTitle } from './describe.ts';
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

/** A circuit's title from its two families. @throws Error when a family's record is missing. */
export function titleOfCircuit(atlas: ModelAtlas, circuit: Circuit): string {
  const [from, to] = familiesOfCircuit(atlas, circuit);
  return circuitTitle(titleOfFamily(atlas, from), titleOfFamily(atlas, to));
}

/** Both ends of a circuit. @throws Error when a family's record is missing. */
export function familiesOfCircuit(atlas: ModelAtlas, circuit: Circuit): [from: Family, to: Family] {
  const find = (tag: string) => {
    const family = atlas.family(tag);
    if (family === undefined) {
      throw new Error(
        `expected family ${tag} of circuit ${circuit.tag} in families.json, found none; run the atlas again`,
      );
    }
    return family;
  };
  return [find(circuit.from.family), find(circuit.to.family)];
}

export const citableCircuit = (atlas: ModelAtlas, circuit: Circuit, site: URL): Citable => ({
  title: `${titleOfCircuit(atlas, circuit)} in ${atlas.model.title} (circuit ${circuit.tag})`,
  key: circuit.tag,
  url: new URL(circuitHref(circuit.tag), site).href,
});
