import type { Family, GroupName } from '../../pipeline/records/index.ts';
import { count } from './numbers.ts';

/** What a family's verdict lets its page say about it. */

/** The members as the beginning of a sentence; ` of <layer>` and {@link memberClaim} follow. */
export const memberCount = ({ members, verdict }: Family): string => {
  const units = count(members.length, 'unit');
  return verdict === 'not supported' ? `A candidate of ${units}` : sentenceStart(units);
};

const WHOLE: Readonly<Record<GroupName, string>> = {
  rotation: 'that answer to one feature, each at its own angle.',
  hue: 'that answer to one feature, each in its own hue.',
  reflection: 'that answer to each other’s mirror images.',
  'hue-rotation': 'that answer to one feature, each in its own hue and at its own angle.',
  scale: 'that answer to one feature, each at its own size.',
  correspondence: 'whose weights match.',
};

const PART: Readonly<Record<GroupName, string>> = {
  rotation: 'that fill part of an orbit.',
  hue: 'that fill part of the circle of hues.',
  reflection: 'that answer to each other’s mirror images in part.',
  'hue-rotation': 'that fill part of the torus of hues and turns.',
  scale: 'on a ladder of sizes: a scale acts in part only, since a ladder has ends.',
  correspondence: 'whose weights match in part.',
};

const holesOf = (family: Family) =>
  family.group === 'rotation' || family.group === 'hue' ? family.holes : undefined;

/** What the members are, to follow the layer's name. */
export function memberClaim(family: Family): string {
  switch (family.verdict) {
    case 'group action':
      return WHOLE[family.group];
    case 'partial':
      return holesOf(family)?.length === 0
        ? 'that fill an orbit, though the others’ template predicts not all of them well.'
        : PART[family.group];
    case 'correspondence':
      return 'whose weights match, though no transformation measured here takes one to another.';
    case 'not supported':
      return 'that is not supported.';
  }
}

/** How the members stand to an orbit of the group, around the group's name, before the equation. */
export function orbitClaim(family: Family): readonly [before: string, after: string] {
  if (family.group === 'correspondence') {
    return ['No group is claimed. A', 'is a statement about weights: with'];
  }
  switch (family.verdict) {
    case 'group action':
      return ['The members are an orbit of the', 'in this sense: with'];
    case 'partial':
    case 'correspondence':
      return [
        holesOf(family)?.length === 0
          ? 'Not every member fits into an orbit of the'
          : family.group === 'reflection'
            ? 'The members are in part an orbit of the'
            : 'The members fill part of an orbit of the',
        'in which, with',
      ];
    case 'not supported':
      return ['This candidate is not supported. In an orbit of the', 'one would have, with'];
  }
}

const sentenceStart = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
