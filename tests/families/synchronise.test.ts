import { describe, expect, it } from 'vitest';
import { findCandidates } from '../../pipeline/families/candidates.ts';
import { pairTable, type PairTable } from '../../pipeline/families/pair-correlation.ts';
import { refineElements, refineSteps } from '../../pipeline/families/refine-elements.ts';
import { consistency, synchronise } from '../../pipeline/families/synchronise.ts';
import { angularDifference, wrapDegrees } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { ANGLES, modulationsOf, template } from './synthetic-units.ts';

const planted = [3, 28, 77, 102, 139, 171.5, 196, 222, 248];
const all = planted.map((_, i) => i);

/** Largest miss in degrees after the common turn that suits the first element. */
function largestMiss(found: readonly number[], expected: readonly number[]): number {
  const common = found[0]! - expected[0]!;
  return Math.max(
    ...found.map((element, i) => Math.abs(angularDifference(element - common, expected[i]!))),
  );
}

/** A pair table with given turns and strengths, its correlations unused. */
function sketch(
  elements: readonly number[],
  strength: (i: number, j: number) => number,
  turn = (i: number, j: number): number => elements[j]! - elements[i]!,
): PairTable {
  const n = elements.length;
  const cells = (value: (i: number, j: number) => number): Float64Array =>
    Float64Array.from({ length: n * n }, (_, k) => value(Math.floor(k / n), k % n));
  const none = { modulation: new Float64Array(0), real: new Float64Array(0) };
  const unit = { ...none, imaginary: new Float64Array(0), share: 1, participation: 1 };
  return {
    units: elements.map((_, i) => ({ ...unit, unit: i })),
    angles: ANGLES,
    correlation: new Float32Array(0),
    strength: cells((i, j) => (i === j ? 1 : strength(i, j))),
    turn: cells((i, j) => wrapDegrees(i === j ? 0 : turn(i, j))),
  };
}

describe('synchronisation', () => {
  it('recovers planted elements up to a common turn', () => {
    const units = modulationsOf(planted.map((element) => ({ shape: template, element })));
    const found = synchronise(pairTable(units, ANGLES), all);
    // A tenth of the angle step, for the parabolas between samples.
    expect(largestMiss(found, planted)).toBeLessThan(0.5);
  });

  it('averages out noise in the turns', () => {
    const random = new Random(4);
    const noise = planted.map(() => planted.map(() => 8 * random.normal()));
    const turn = (i: number, j: number): number =>
      i < j ? planted[j]! - planted[i]! + noise[i]![j]! : -turn(j, i);
    const pairs = sketch(planted, () => 0.9, turn);
    // About eight turns of 8° each decide an element; three standard errors of a difference.
    expect(largestMiss(synchronise(pairs, all), planted)).toBeLessThan(3 * 8 * Math.sqrt(2 / 8));
  });

  it('takes no notice of pairs of negative strength', () => {
    const wild = (i: number, j: number): boolean => i + j === 3 || i + j === 11;
    const pairs = sketch(
      planted,
      (i, j) => (wild(i, j) ? -0.9 : 0.9),
      (i, j) => (wild(i, j) ? 100 * Math.sign(j - i) : planted[j]! - planted[i]!),
    );
    expect(largestMiss(synchronise(pairs, all), planted)).toBeLessThan(1e-4);
  });

  it("reports how far a member's turns miss, and whom it agrees with", () => {
    const turn = (i: number, j: number): number =>
      planted[j]! - planted[i]! + (j === 8 ? 50 : 0) - (i === 8 ? 50 : 0);
    const pairs = sketch(planted, (i, j) => (i + j === 1 ? 0.5 : 0.9), turn);
    const scores = consistency(pairs, all, planted, { strength: 0.8, tolerance: 20 });
    expect(scores[8]!.residual).toBeCloseTo(50, 9);
    expect(scores[8]!.agreement).toBe(0);
    expect(scores[4]!.residual).toBeCloseTo(50 / 8, 9);
    expect(scores[4]!.agreement).toBeCloseTo(7 / 8, 12);
    // Units 0 and 1 fit but their tie is weak.
    expect(scores[0]!.agreement).toBeCloseTo(6 / 8, 12);
  });
});

describe('the search for candidates', () => {
  const rules = { strength: 0.8, tolerance: 20, agreement: 0.5, minimumMembers: 4 };

  it.each([
    ['tolerance', { ...rules, agreement: 0 }],
    ['agreement', { ...rules, tolerance: 1000, agreement: 0.7 }],
  ])('drops a unit of little %s, though its strengths are high', (rule, strict) => {
    const random = new Random(9);
    const wild = planted.map(() => 360 * random.uniform());
    const turn = (i: number, j: number): number => {
      if (rule === 'agreement' || (i !== 5 && j !== 5)) return planted[j]! - planted[i]!;
      return i === 5 ? wild[j]! : -wild[i]!;
    };
    // Where agreement is tried, unit 5 is strongly tied to units 0 and 1 only, and its turns fit.
    const strength = (i: number, j: number): number =>
      rule === 'agreement' && (i === 5 || j === 5) && i + j > 6 ? 0.7 : 0.9;
    const [candidate, ...others] = findCandidates(sketch(planted, strength, turn), strict);
    expect(others).toEqual([]);
    expect(candidate!.members).toEqual([0, 1, 2, 3, 4, 6, 7, 8]);
    const kept = planted.filter((_angle, i) => i !== 5);
    expect(largestMiss(candidate!.elements, kept)).toBeLessThan(1e-3);
  });

  it('parts two families, the one with the stronger ties first', () => {
    const pairs = sketch(planted, (i, j) => (i < 5 !== j < 5 ? 0.3 : i < 5 ? 0.85 : 0.9));
    const [first, second, ...others] = findCandidates(pairs, rules);
    expect(others).toEqual([]);
    expect(first!.members).toEqual([0, 1, 2, 3, 4]); // four ties of 0.85 outweigh three of 0.9
    expect(second!.members).toEqual([5, 6, 7, 8]);
  });

  it('finds none where ties are weak or too few', () => {
    expect(
      findCandidates(
        sketch(planted, () => 0.79),
        rules,
      ),
    ).toEqual([]);
    expect(
      findCandidates(
        sketch(planted, (i, j) => (i < 3 && j < 3 ? 0.9 : 0)),
        rules,
      ),
    ).toEqual([]);
    expect(
      findCandidates(
        sketch([], () => 1),
        rules,
      ),
    ).toEqual([]);
  });

  it('wants strong ties between members, not only to the seed', () => {
    const star = sketch(planted, (i, j) => (i * j === 0 ? 0.9 : 0.7));
    expect(findCandidates(star, rules)).toEqual([]);
    expect(findCandidates(star, { ...rules, agreement: 0 })).toHaveLength(1);
  });
});

describe('refining elements', () => {
  const units = modulationsOf(planted.map((element) => ({ shape: template, element })));

  it('improves a rough start to well under a step', () => {
    const random = new Random(6);
    const rough = planted.map((element) => element + 12 * (random.uniform() - 0.5));
    expect(largestMiss(refineElements(units, rough, ANGLES), planted)).toBeLessThan(0.3);
  });

  it('gives the nearest steps on the grid', () => {
    const random = new Random(6);
    const rough = planted.map((element) => wrapDegrees(element + 12 * (random.uniform() - 0.5)));
    const steps = refineSteps(pairTable(units, ANGLES), all, rough);
    // Rounding of the first element and of the others: half a step each.
    expect(
      largestMiss(
        steps.map((s) => s * 5),
        planted,
      ),
    ).toBeLessThanOrEqual(5);
  });
});
