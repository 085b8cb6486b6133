import type { Verdict } from '../records/family.ts';
import type { DiscoveredFamily } from './discover.ts';

/** Where the words begin. Stated on the method page. */
export const verdictRules = {
  /** False discovery rate over all candidate families of a model. */
  falseDiscoveryRate: 0.05,
  /** Least share of a member's variance that the other members' template must explain. */
  weakMember: 0.64,
  /** Least leave-one-out R² of the family. */
  supported: 0.5,
} as const;

/**
 * The verdict on a family, with the reason made from its numbers.
 *
 * - *not supported*: the nulls are not beaten, or the others' template explains less than half
 * - *partial*: elements of C_n are empty, or a member is weak
 * - *group action*: neither
 */
export function judge(
  family: Pick<DiscoveredFamily, 'members' | 'r2LeaveOneOut' | 'holes' | 'order'>,
  qValue: number,
): { readonly verdict: Verdict; readonly verdictReason: string } {
  const { falseDiscoveryRate, weakMember, supported } = verdictRules;
  if (qValue > falseDiscoveryRate) {
    return {
      verdict: 'not supported',
      verdictReason: `its q value of ${qValue.toPrecision(2)} does not stay below the false discovery rate of ${String(falseDiscoveryRate)}`,
    };
  }
  if (family.r2LeaveOneOut < supported) {
    return {
      verdict: 'not supported',
      verdictReason: `members are predicted from the others with R² ${family.r2LeaveOneOut.toFixed(2)} only, below ${String(supported)}`,
    };
  }
  const weak = family.members.filter(({ r2 }) => r2 < weakMember).length;
  const flaws = [
    ...(family.holes.length > 0
      ? [
          `${plural(family.holes.length, 'element')} of C_${String(family.order)} ${family.holes.length === 1 ? 'is' : 'are'} empty`,
        ]
      : []),
    ...(weak > 0
      ? [
          `${plural(weak, 'member')} of ${String(family.members.length)} ${weak === 1 ? 'is' : 'are'} predicted with R² below ${String(weakMember)}`,
        ]
      : []),
  ];
  if (flaws.length > 0) return { verdict: 'partial', verdictReason: flaws.join('; ') };
  return {
    verdict: 'group action',
    verdictReason: `every element of C_${String(family.order)} is filled and the others' template predicts every member with R² of at least ${String(weakMember)}`,
  };
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
