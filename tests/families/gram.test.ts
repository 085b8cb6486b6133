import { describe, expect, it } from 'vitest';
import {
  conditionGrams,
  explainedShare,
  leadingPair,
  leaveOneOutShares,
  steppedGram,
  sumGrams,
} from '../../pipeline/families/gram.ts';
import { pairTable } from '../../pipeline/families/pair-correlation.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { ANGLES, CONDITIONS, modulationsOf, randomTemplate, template } from './synthetic-units.ts';

const elements = [5, 50, 110, 165, 250, 335];
const copies = modulationsOf(
  elements.map((element, i) => ({ shape: template, element, gain: 1 + i })),
);
const random = new Random(3);
const strangers = modulationsOf(
  elements.map((element) => ({ shape: randomTemplate(random), element })),
);

describe('the share that one turned template explains', () => {
  it('is 1 for exact copies at their elements, each of the others predicting the one left out', () => {
    const gram = sumGrams(conditionGrams(copies, elements, ANGLES));
    // Float32 responses.
    expect(explainedShare(gram)).toBeCloseTo(1, 6);
    for (const share of leaveOneOutShares(gram)) expect(share).toBeCloseTo(1, 6);
  });

  it('falls where copies are aligned wrongly', () => {
    const wrong = elements.map((element, i) => element + (i === 2 ? 60 : 0));
    const gram = sumGrams(conditionGrams(copies, wrong, ANGLES));
    expect(explainedShare(gram)).toBeLessThan(0.9);
    const shares = leaveOneOutShares(gram);
    expect(shares.indexOf(Math.min(...shares))).toBe(2);
    expect(shares[2]).toBeLessThan(0.3);
  });

  it('is near chance, a little over one in six, for six unrelated units', () => {
    const share = explainedShare(sumGrams(conditionGrams(strangers, elements, ANGLES)));
    expect(share).toBeGreaterThanOrEqual(1 / 6);
    expect(share).toBeLessThan(0.45);
  });

  it('is the same on the grid of angle steps for elements that lie on it', () => {
    for (const units of [copies, strangers]) {
      const pairs = pairTable(units, ANGLES);
      const steps = elements.map((element) => element / 5);
      const exact = sumGrams(conditionGrams(units, elements, ANGLES));
      const stepped = steppedGram(pairs, [0, 1, 2, 3, 4, 5], steps);
      expectClose(stepped, exact, { absolute: 1e-6 });
      const moved = steppedGram(
        pairs,
        [0, 1, 2, 3, 4, 5],
        steps.map((s) => s - 200),
      );
      expectClose(moved, exact, { absolute: 1e-6 });
    }
  });

  it('adds up over conditions, weighted', () => {
    const grams = conditionGrams(copies, elements, ANGLES);
    expect(grams).toHaveLength(CONDITIONS);
    const trace = sumGrams(grams).filter((_, i) => i % 7 === 0);
    expectClose(trace, new Array<number>(6).fill(1), { absolute: 1e-9 });
    const some = sumGrams(grams, [0, 2, 0, 0, 0, 1]);
    expect(some[1]).toBeCloseTo(2 * grams[1]![1]! + grams[5]![1]!, 12);
  });
});

describe('the leading eigenpair', () => {
  it('is right for a worked matrix', () => {
    const { value, vector } = leadingPair(Float64Array.of(2, 1, 1, 2));
    expect(value).toBeCloseTo(3, 9);
    // The value converges twice as fast as the vector.
    expectClose(vector, [Math.SQRT1_2, Math.SQRT1_2], { absolute: 1e-4 });
  });

  it('is found though the all-ones vector is orthogonal to it', () => {
    const signs = [1, 1, -1, -1];
    const { value, vector } = leadingPair(
      Float64Array.from({ length: 16 }, (_, i) => signs[Math.floor(i / 4)]! * signs[i % 4]!),
    );
    expect(value).toBeCloseTo(4, 9);
    expect(Math.abs(vector.reduce((sum, x, i) => sum + x * signs[i]!, 0))).toBeCloseTo(2, 9);
  });

  it('is zero for nothing', () => {
    expect(leadingPair(new Float64Array(9)).value).toBe(0);
    expect(explainedShare(new Float64Array(9))).toBe(0);
  });
});

describe('leaving one out', () => {
  it('gives nothing to a member that the others contradict', () => {
    const gram = Float64Array.of(1, 0.9, -0.9, 0.9, 1, -0.9, -0.9, -0.9, 1);
    const [first, , opposed] = leaveOneOutShares(gram);
    expect(opposed).toBe(0);
    // Member 1 alone would predict 0.81; with the opposed one, whose sign turns, it is the same.
    expect(first).toBeCloseTo((0.9 * Math.SQRT2) ** 2 / 1.9, 6);
  });
});
