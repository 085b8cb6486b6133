import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainedShare,
  leadingPair,
  leaveOneOutShares,
  sumGrams,
  unitDiagonal,
  type Gram,
} from '../../pipeline/families/gram.ts';
import { expectClose } from '../support/expect-close.ts';

/** Inner products of vectors. */
function gramOf(vectors: readonly (readonly number[])[]): Gram {
  return Float64Array.from(
    vectors.flatMap((a) => vectors.map((b) => a.reduce((sum, value, k) => sum + value * b[k]!, 0))),
  );
}

const component = fc.double({ min: -1, max: 1, noNaN: true });
/** Never zero: the first component is ±1. */
const vector = fc
  .tuple(fc.constantFrom(-1, 1), component, component, component)
  .map((components): readonly number[] => components);
const several = fc.array(vector, { minLength: 2, maxLength: 6 });

describe('the share that one template explains', () => {
  it('is 1 for multiples of one vector, each of the others predicting the one left out', () => {
    const gram = gramOf([1, 2, 0.5, 3].map((gain) => [gain, -2 * gain, 0.1 * gain]));
    expect(explainedShare(gram)).toBeCloseTo(1, 9);
    for (const share of leaveOneOutShares(gram)) expect(share).toBeCloseTo(1, 9);
  });

  it('lies between one in so many and 1', () => {
    fc.assert(
      fc.property(several, (vectors) => {
        const share = explainedShare(gramOf(vectors));
        // Power iteration stops at a relative change of 1e-10.
        expect(share).toBeGreaterThan(1 / vectors.length - 1e-6);
        expect(share).toBeLessThan(1 + 1e-9);
      }),
    );
  });

  it('is half for two vectors at right angles', () => {
    expect(
      explainedShare(
        gramOf([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toBeCloseTo(0.5, 9);
    expect(
      explainedShare(
        gramOf([
          [3, 0],
          [0, 1],
        ]),
      ),
    ).toBeCloseTo(0.9, 9);
  });
});

describe('the leading eigenpair', () => {
  it('is right for a worked matrix', () => {
    const { value, vector: found } = leadingPair(Float64Array.of(2, 1, 1, 2));
    expect(value).toBeCloseTo(3, 9);
    // The value converges twice as fast as the vector.
    expectClose(found, [Math.SQRT1_2, Math.SQRT1_2], { absolute: 1e-4 });
  });

  it('is found though the all-ones vector is orthogonal to it', () => {
    const signs = [1, 1, -1, -1];
    const { value, vector: found } = leadingPair(gramOf(signs.map((sign) => [sign])));
    expect(value).toBeCloseTo(4, 9);
    expect(Math.abs(found.reduce((sum, x, i) => sum + x * signs[i]!, 0))).toBeCloseTo(2, 9);
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

describe('sums and scales of matrices', () => {
  it('add up, weighted', () => {
    const [a, b] = [Float64Array.of(1, 2, 2, 5), Float64Array.of(1, -1, -1, 1)];
    expect([...sumGrams([a, b])]).toEqual([2, 1, 1, 6]);
    expect([...sumGrams([a, b], [0, 3])]).toEqual([3, -3, -3, 3]);
  });

  it('to a unit diagonal makes all members count alike, and silences the silent', () => {
    const gram = unitDiagonal(
      gramOf([
        [3, 0],
        [1, 1],
        [0, 0],
      ]),
    );
    expectClose(gram, [1, Math.SQRT1_2, 0, Math.SQRT1_2, 1, 0, 0, 0, 0], { absolute: 1e-12 });
  });
});
