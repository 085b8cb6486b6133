import type { CircularFamily, Family } from '../../pipeline/records/index.ts';
import { times } from './element-words.ts';
import { withSubscripts } from './describe.ts';
import { decimal, degrees, intervalText, percent, pText, whole } from './numbers.ts';

export interface Property {
  readonly term: string;
  readonly value: string;
  /** Where the term is explained. */
  readonly href?: string;
}

const NULLS = '/method/#nulls';

/** How good a family is: the numbers that all groups share. */
export const sharedProperties = (family: Family): Property[] => [
  { term: 'members', value: String(family.members.length) },
  { term: 'R²', value: `${decimal(family.r2)} ${intervalText(family.r2Interval)}` },
  { term: 'leave one out', value: decimal(family.r2LeaveOneOut) },
  { term: 'held out', value: decimal(family.r2HeldOut) },
  { term: 'p', value: pText(family.pValue), href: NULLS },
  { term: 'q', value: pText(family.qValue), href: NULLS },
  ...(family.verification === null
    ? []
    : [
        {
          term: 'hit rate',
          value: `${percent(family.verification.hitRate)}, chance ${percent(family.verification.chance)}`,
        },
      ]),
];

/** What only this group's families have. */
export function groupProperties(family: Family): Property[] {
  switch (family.group) {
    case 'rotation':
    case 'hue':
      return circular(family);
    case 'reflection': {
      const { mirrored, mirroredInterval, plain, patches, probe } = family.transfer;
      return [
        { term: 'mirrored', value: `${decimal(mirrored)} ${intervalText(mirroredInterval)}` },
        { term: 'as they are', value: decimal(plain) },
        { term: 'patches', value: `${whole(patches)}, ${probe}` },
      ];
    }
    case 'hue-rotation':
      return [
        { term: 'driven by', value: family.preferred.text },
        {
          term: 'self at (180°, 180°)',
          value: decimal(mean(family.members.map(({ coupling }) => coupling[0]))),
        },
      ];
    case 'scale':
      return [
        { term: 'from first to last', value: times(family.members.at(-1)!.element) },
        { term: 'steps', value: family.steps.map(({ factor }) => times(factor)).join(', ') },
      ];
    case 'correspondence':
      return [
        { term: 'incoming weights', value: `cosine ${decimal(family.match.incoming)}` },
        { term: 'outgoing weights', value: `cosine ${decimal(family.match.outgoing)}` },
        { term: 'shared partners', value: percent(family.match.sharedPartners) },
      ];
  }
}

const circular = (family: CircularFamily): Property[] => [
  { term: 'period', value: `${String(family.period)}°` },
  { term: 'bandwidth', value: degrees(family.bandwidth) },
  { term: 'order', value: withSubscripts(`C_${String(family.order)}`) },
  {
    term: 'holes',
    value: family.holes.length === 0 ? 'none' : family.holes.map(degrees).join(', '),
  },
  { term: 'largest gap', value: `${String(Math.round(family.largestGap))}°` },
  { term: 'driven by', value: family.preferred.text },
];

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
