import { describe, expect, it } from 'vitest';
import { nonNegativeFactors } from '../../pipeline/numerics/non-negative-factors.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const rows = 12;
const columns = 30;

/** Product of planted factors [row, factor] and [factor, column]. */
function product(left: number[][], right: number[][]): Float64Array {
  return Float64Array.from({ length: left.length * right[0]!.length }, (_, n) => {
    const i = Math.floor(n / right[0]!.length);
    const j = n % right[0]!.length;
    return right.reduce((sum, factor, k) => sum + left[i]![k]! * factor[j]!, 0);
  });
}

/** Three factors on rows and columns of their own, the third the strongest and the first the weakest. */
const left = Array.from({ length: rows }, (_, i) =>
  [0, 1, 2].map((k) => (i % 3 === k ? 1 + (i % 4) : 0)),
);
const right = [1, 2, 4].map((power, k) =>
  Array.from({ length: columns }, (_, j) => (Math.floor(j / 10) === k ? power * (1 + (j % 3)) : 0)),
);
const planted = product(left, right);

describe('non-negative factors', () => {
  it('recover planted factors, normalised and by power', () => {
    const found = nonNegativeFactors(planted, rows, columns, 3, { random: new Random(1) });
    expect(found.explained).toBeGreaterThan(1 - 1e-6);
    for (const [k, expected] of [2, 1, 0].entries()) {
      const total = left.reduce((sum, row) => sum + row[expected]!, 0);
      for (let i = 0; i < rows; i++) {
        expect(found.left[i * 3 + k]).toBeCloseTo(left[i]![expected]! / total, 3);
      }
      for (let j = 0; j < columns; j++) {
        const value = right[expected]![j]! * total;
        // Updates converge linearly; a thousandth of the largest entry, 24 · 12.
        expect(Math.abs(found.right[k * columns + j]! - value)).toBeLessThan(0.3);
      }
    }
  });

  it('explain what they say', () => {
    const random = new Random(2);
    const noisy = planted.map((value) => value + 3 * random.uniform());
    const { left, right, explained } = nonNegativeFactors(noisy, rows, columns, 2, { random });
    let missed = 0;
    let total = 0;
    noisy.forEach((value, n) => {
      const i = Math.floor(n / columns);
      const j = n % columns;
      const fitted = left[i * 2]! * right[j]! + left[i * 2 + 1]! * right[columns + j]!;
      missed += (value - fitted) ** 2;
      total += value ** 2;
    });
    expect(explained).toBeCloseTo(1 - missed / total, 10);
    expect(explained).toBeGreaterThan(0.5);
    expect(explained).toBeLessThan(1);
    expect(Math.min(...left, ...right)).toBeGreaterThanOrEqual(0);
  });

  it('explain no less with another factor and with more updates', () => {
    const random = new Random(3);
    const noise = Float64Array.from({ length: rows * columns }, () => random.uniform());
    const explained = (count: number, iterations: number): number =>
      nonNegativeFactors(noise, rows, columns, count, {
        random: new Random(4),
        iterations,
        restarts: 1,
      }).explained;
    const byCount = [1, 2, 3, 4].map((count) => explained(count, 500));
    expect([...byCount].sort((a, b) => a - b)).toEqual(byCount);
    const byIterations = [1, 10, 100].map((iterations) => explained(3, iterations));
    expect([...byIterations].sort((a, b) => a - b)).toEqual(byIterations);
  });

  it('are the same from the same seed', () => {
    const from = (seed: number) =>
      nonNegativeFactors(planted, rows, columns, 2, { random: new Random(seed) });
    expect(from(5)).toEqual(from(5));
  });

  it('of a matrix of zeros are zeros', () => {
    const { right, explained } = nonNegativeFactors(new Float64Array(6), 2, 3, 2, {
      random: new Random(6),
    });
    expect(explained).toBe(0);
    expect([...right]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('do not exist for negative entries, a count of none or another shape', () => {
    const random = new Random(7);
    const refuse = (matrix: number[], count: number) =>
      expect(() => nonNegativeFactors(Float64Array.from(matrix), 1, 2, count, { random })).toThrow(
        RangeError,
      );
    refuse([1, -1], 1);
    refuse([1, NaN], 1);
    refuse([1, 1], 0);
    refuse([1, 1, 1], 1);
  });
});
