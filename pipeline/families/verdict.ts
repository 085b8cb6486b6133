import type { Verdict } from '../records/family.ts';

/** Where the words begin. Stated on the method page. */
export const verdictRules = {
  /** False discovery rate over all candidate families of a model. */
  falseDiscoveryRate: 0.05,
  /** Least leave-one-out R² of a moved family on the half of the patches that the search did not see. */
  supported: 0.25,
  /** The least that the check by pictures must exceed chance, as a factor. */
  verified: 1.75,
  /** Least share of a member's variance that the other members' template must explain, over all probes. */
  weakMember: 0.25,
  /** Least T_flip of a mirrored pair on the held-out half. */
  mirrored: 0.6,
  /** Least transfer of every step of a scale family on the held-out half. */
  scaled: 0.4,
  /** Furthest that a point of the hue-rotation torus may lie from a member, degrees. */
  torusReach: 60,
} as const;

/** What a verdict is spoken on; the sentences are made by who measured. */
export interface Evidence {
  readonly qValue: number;
  /** Statistics on data that the search did not see, each with the least that counts. */
  readonly heldOut: readonly {
    readonly value: number;
    readonly least: number;
    readonly words: string;
  }[];
  /** What is missing for a whole group, in words; none for a group action. */
  readonly flaws: readonly string[];
  /** Why it is one, where nothing is missing. */
  readonly whole: string;
}

/**
 * The verdict on a family, with the reason made from its numbers.
 *
 * - *not supported*: the nulls are not beaten, or the held-out half does not bear it out
 * - *partial*: elements of the group are empty, or a member is weak
 * - *group action*: neither
 */
export function judge({ qValue, heldOut, flaws, whole }: Evidence): {
  readonly verdict: Verdict;
  readonly verdictReason: string;
} {
  const { falseDiscoveryRate } = verdictRules;
  if (qValue > falseDiscoveryRate) {
    return {
      verdict: 'not supported',
      verdictReason: `its q value of ${qValue.toPrecision(2)} does not stay below the false discovery rate of ${String(falseDiscoveryRate)}`,
    };
  }
  const failed = heldOut.find(({ value, least }) => value < least);
  if (failed) {
    return {
      verdict: 'not supported',
      verdictReason: `${failed.words} is ${failed.value.toFixed(2)} only, below ${failed.least.toFixed(2)}`,
    };
  }
  if (flaws.length > 0) return { verdict: 'partial', verdictReason: flaws.join('; ') };
  return { verdict: 'group action', verdictReason: whole };
}

/** `3 members`, `1 member`. */
export function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
