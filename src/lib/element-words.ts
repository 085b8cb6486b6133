import type { Family, FamilyMember } from '../../pipeline/records/index.ts';
import { decimal, degrees } from './numbers.ts';

/** The elements of groups in words: where a member stands in the orbit of its family. */

/** `1.41×`: a factor of size. */
export const times = (factor: number) => `${decimal(factor, factor < 10 ? 2 : 1)}×`;

type Stop = Pick<FamilyMember, 'element'>;

/** For a label: `35°`; `30°, 120°` (hue, turn); `1.41×`; nothing for a mirror pair, or where there is
 * no group. */
export function elementLabel({ group }: Pick<Family, 'group'>, { element }: Stop): string {
  if (element === null) return '';
  if (typeof element !== 'number') return element.map(degrees).join(', ');
  switch (group) {
    case 'scale':
      return times(element);
    case 'reflection':
      return '';
    default:
      return degrees(element);
  }
}

/** To follow a name in a sentence: ` at 35°`, ` at hue 30°, turn 120°`; or nothing. */
export function elementPhrase({ group }: Pick<Family, 'group'>, { element }: Stop): string {
  if (element === null) return '';
  if (typeof element !== 'number') {
    return ` at hue ${degrees(element[0])}, turn ${degrees(element[1])}`;
  }
  switch (group) {
    case 'scale':
      return `, ${times(element)} the size of the smallest`;
    case 'reflection':
      return element === 0 ? ', the first of a mirror pair' : ', the second of a mirror pair';
    case 'hue':
      return ` at hue ${degrees(element)}`;
    default:
      return ` at ${degrees(element)}`;
  }
}

/** How far off an element is, in the unit of the group: `4.2°`, `0.08×`; a dash where it cannot be. */
export function elementError({ group }: Pick<Family, 'group'>, error: number | null): string {
  if (error === null) return '–';
  return group === 'scale' ? times(error) : `${decimal(error, 1)}°`;
}

export interface ElementColumns {
  readonly names: readonly string[];
  /** One row a member, in order. */
  readonly cells: readonly (readonly string[])[];
}

/** What a table of members says of their elements, by group. */
export function elementColumns(family: Family): ElementColumns {
  switch (family.group) {
    case 'rotation':
      return columns(family.members, ['element, °'], ({ element }) => [decimal(element, 1)]);
    case 'hue':
      return columns(family.members, ['hue, °'], ({ element }) => [decimal(element, 1)]);
    case 'reflection':
      return columns(family.members, ['element'], ({ element }) => [
        element === 0 ? 'identity' : 'mirror',
      ]);
    case 'hue-rotation':
      return columns(
        family.members,
        ['hue, °', 'turn, °', 'self at 180, 180', 'self at 180, 0', 'self at 0, 180'],
        ({ element, coupling }) => [
          ...element.map((angle) => decimal(angle, 1)),
          ...coupling.map((value) => decimal(value)),
        ],
      );
    case 'scale':
      return columns(family.members, ['size'], ({ element }) => [times(element)]);
    case 'correspondence':
      return columns(family.members, [], () => []);
  }
}

const columns = <Member>(
  members: readonly Member[],
  names: readonly string[],
  cells: (member: Member) => string[],
): ElementColumns => ({ names, cells: members.map(cells) });
