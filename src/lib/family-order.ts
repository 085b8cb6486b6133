import type { Family, GroupName, Model } from '../../pipeline/records/index.ts';
import { layersOf } from './family-members.ts';

/**
 * The family with its members in orbit order, whatever the order of the record: by angle or size, on
 * the torus by hue, then turn. Members without elements stay in the order of the record.
 */
export function inOrbitOrder(family: Family): Family {
  switch (family.group) {
    case 'hue-rotation':
      return reordered(family, ({ element: [a, b] }, { element: [c, d] }) => a - c || b - d);
    case 'correspondence':
      return family;
    case 'rotation':
    case 'hue':
    case 'reflection':
    case 'scale':
      return reordered(family, (a, b) => a.element - b.element);
  }
}

/** The members sorted, and with them whatever of the record follows their order. */
function reordered<F extends Family>(
  family: F,
  compare: (a: F['members'][number], b: F['members'][number]) => number,
): F {
  const order = family.members
    .map((member: F['members'][number], i: number) => ({ member, i }))
    .sort((a, b) => compare(a.member, b.member));
  const { verification } = family;
  return {
    ...family,
    members: order.map(({ member }) => member),
    verification: verification && {
      ...verification,
      confusion: order.map(({ i }) => order.map(({ i: j }) => verification.confusion[i]![j]!)),
    },
  };
}

const VERDICT_ORDER = ['group action', 'partial', 'correspondence', 'not supported'];
const GROUP_ORDER: readonly GroupName[] = [
  'rotation',
  'reflection',
  'hue',
  'hue-rotation',
  'scale',
  'correspondence',
];

/** Families in the order of the network; in a layer by group, verdict, size, then tag. */
export function inAtlasOrder(model: Model, families: readonly Family[]): Family[] {
  const depths = new Map(model.layers.map(({ name }, depth) => [name, depth]));
  const depth = (family: Family) => depths.get(layersOf(family)[0]!) ?? -1;
  const group = (family: Family) => GROUP_ORDER.indexOf(family.group);
  const verdict = (family: Family) => VERDICT_ORDER.indexOf(family.verdict);
  return [...families].sort(
    (a, b) =>
      depth(a) - depth(b) ||
      group(a) - group(b) ||
      verdict(a) - verdict(b) ||
      b.members.length - a.members.length ||
      a.tag.localeCompare(b.tag),
  );
}

/** The groups that have families among these, each with its own, in the order given. */
export const byGroup = (families: readonly Family[]): [group: GroupName, families: Family[]][] =>
  GROUP_ORDER.map((group): [GroupName, Family[]] => [
    group,
    families.filter((family) => family.group === group),
  ]).filter(([, members]) => members.length > 0);
