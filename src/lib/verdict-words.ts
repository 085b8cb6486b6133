import type { Family } from '../../pipeline/records/index.ts';
import { count } from './numbers.ts';

/** What a family's verdict lets its page say about it. */

/** The members as the beginning of a sentence; ` of <layer>` and {@link memberClaim} follow. */
export const memberCount = ({ members, verdict }: Family): string => {
  const units = count(members.length, 'unit');
  return verdict === 'not supported' ? `A candidate of ${units}` : sentenceStart(units);
};

/** What the members are, to follow the layer's name. */
export function memberClaim({ verdict, holes }: Family): string {
  switch (verdict) {
    case 'group action':
      return 'that answer to one feature, each at its own angle.';
    case 'partial':
      return holes.length > 0
        ? 'that fill part of an orbit.'
        : 'that fill an orbit, though the others’ template predicts not all of them well.';
    case 'not supported':
      return 'that is not supported.';
  }
}

/** How the members stand to an orbit of the group, around the group's name, before the equation. */
export function orbitClaim({ verdict, holes }: Family): readonly [before: string, after: string] {
  switch (verdict) {
    case 'group action':
      return ['The members are an orbit of the', 'in this sense: with'];
    case 'partial':
      return [
        holes.length > 0
          ? 'The members fill part of an orbit of the'
          : 'Not every member fits into an orbit of the',
        'in which, with',
      ];
    case 'not supported':
      return ['This candidate is not supported. In an orbit of the', 'one would have, with'];
  }
}

const sentenceStart = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
