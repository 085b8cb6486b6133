import type { Circuit, CircuitEnd, Family } from '../../pipeline/records/index.ts';
import { memberLabel, unitName } from './describe.ts';
import { memberAt } from './family-members.ts';
import type { ModelAtlas } from './index-atlas.ts';
import { degrees } from './numbers.ts';

/** Words about the ends of a circuit. */

/** An end's family; undefined for single units. @throws Error when the family's record is missing. */
export function familyOfEnd(
  atlas: ModelAtlas,
  circuit: Pick<Circuit, 'tag'>,
  { family: tag }: Pick<CircuitEnd, 'family'>,
): Family | undefined {
  if (tag === null) return undefined;
  const family = atlas.family(tag);
  if (family === undefined) {
    throw new Error(
      `expected family ${tag} of circuit ${circuit.tag} in families.json, found none; run the atlas again`,
    );
  }
  return family;
}

/** Where a member of an end stands: ` at 35°`, ` at hue 35°`, ` (second of the pair)`; or nothing. */
export function elementWords(
  { group }: Pick<Circuit, 'group'>,
  { elements }: Pick<CircuitEnd, 'elements'>,
  index: number,
): string {
  const element = elements?.[index];
  if (element === undefined) return '';
  switch (group) {
    case 'hue':
      return ` at hue ${degrees(element)}`;
    case 'reflection':
      return element === 0 ? ' (first of the pair)' : ' (second of the pair)';
    case 'rotation':
      return ` at ${degrees(element)}`;
  }
}

/** `3a:14 at 32°`. */
export const endUnitName = (
  atlas: ModelAtlas,
  circuit: Pick<Circuit, 'group'>,
  end: CircuitEnd,
  index: number,
) => `${unitName(atlas.layer(end.layer), end.units[index]!)}${elementWords(circuit, end, index)}`;

/** `3a:14 · 32°`, to stand under a picture: the element that the circuit is about. */
export function endUnitLabel(
  atlas: ModelAtlas,
  circuit: Pick<Circuit, 'group'>,
  end: CircuitEnd,
  family: Family | undefined,
  index: number,
): string {
  const layer = atlas.layer(end.layer);
  const unit = end.units[index]!;
  const element = end.elements?.[index];
  if (element !== undefined && circuit.group !== 'reflection') {
    return `${unitName(layer, unit)} · ${degrees(element)}`;
  }
  const member = family && memberAt(family, { layer: end.layer, unit });
  return family && member ? memberLabel(family, layer, member) : unitName(layer, unit);
}
