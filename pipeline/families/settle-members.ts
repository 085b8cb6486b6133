import type { AngularModulation } from './angular-modulation.ts';
import type { Candidate } from './candidates.ts';
import { conditionGrams, leaveOneOutShares, sumGrams, turnHarmonics } from './gram.ts';
import { cyclicPeak, turnCorrelation, type PairTable } from './pair-correlation.ts';
import { refineElements } from './refine-elements.ts';

export interface MembershipRules {
  /** A free unit joins when the template explains at least this share of its variance. */
  readonly join: number;
  /** A member leaves when the template of the others explains less than this share. */
  readonly stay: number;
}

/**
 * Lets template and members settle: elements are refined, the worst member below `stay` leaves or,
 * if all stay, the free units that reach `join` come in; until nothing changes. A unit that left does
 * not come back.
 *
 * @param free indices into the pair table that belong to no other family
 */
export function settleMembers(
  pairs: PairTable,
  candidate: Candidate,
  free: readonly number[],
  rules: MembershipRules,
): Candidate {
  let members = [...candidate.members];
  let elements = [...candidate.elements];
  const left = new Set<number>();
  for (;;) {
    const units = members.map((i) => pairs.units[i]!);
    elements = refineElements(units, elements, pairs.angles);
    const shares = leaveOneOutShares(sumGrams(conditionGrams(units, elements, pairs.angles)));
    const worst = shares.indexOf(Math.min(...shares));
    if (members.length > 2 && shares[worst]! < rules.stay) {
      left.add(members[worst]!);
      members = members.filter((_, i) => i !== worst);
      elements = elements.filter((_, i) => i !== worst);
      continue;
    }
    const template = meanTemplate(units, elements, pairs.angles);
    const joining = free
      .filter((i) => !members.includes(i) && !left.has(i))
      .map((i) => ({
        index: i,
        ...cyclicPeak(turnCorrelation(template, pairs.units[i]!, pairs.angles)),
      }))
      .filter(({ value }) => value > 0 && value ** 2 >= rules.join);
    if (joining.length === 0) return { members, elements };
    members.push(...joining.map(({ index }) => index));
    elements.push(...joining.map(({ place }) => (place * 360) / pairs.angles));
  }
}

type Harmonics = Pick<AngularModulation, 'real' | 'imaginary'>;

/** Mean of the aligned members in harmonics, unit norm. */
export function meanTemplate(
  members: readonly AngularModulation[],
  elements: readonly number[],
  angles: number,
): Harmonics {
  const size = members[0]!.real.length;
  const sum = { real: new Float64Array(size), imaginary: new Float64Array(size) };
  members.forEach((member, i) => {
    const aligned = turnHarmonics(member, -elements[i]!, Math.floor(angles / 2));
    for (let k = 0; k < size; k++) {
      sum.real[k] = sum.real[k]! + aligned.real[k]!;
      sum.imaginary[k] = sum.imaginary[k]! + aligned.imaginary[k]!;
    }
  });
  let power = 0;
  for (let k = 0; k < size; k++) power += sum.real[k]! ** 2 + sum.imaginary[k]! ** 2;
  const scale = power === 0 ? 0 : 1 / Math.sqrt(power);
  return {
    real: sum.real.map((value) => value * scale),
    imaginary: sum.imaginary.map((value) => value * scale),
  };
}
