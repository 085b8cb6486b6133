import { describe, expect, it } from 'vitest';
import { assign } from '../../pipeline/numerics/assignment.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const total = (cost: Float64Array, size: number, columns: ArrayLike<number>): number =>
  Array.from(columns).reduce((sum, column, row) => sum + cost[row * size + column]!, 0);

/** Every order of 0 … size − 1. */
function orders(size: number): number[][] {
  if (size === 0) return [[]];
  return orders(size - 1).flatMap((shorter) =>
    Array.from({ length: size }, (_, place) => shorter.toSpliced(place, 0, size - 1)),
  );
}

const isPermutation = (columns: ArrayLike<number>): boolean =>
  Array.from(columns)
    .sort((a, b) => a - b)
    .every((column, i) => column === i);

describe('assign', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('costs as little as the best of all orders of %i', (size) => {
    const random = new Random(size);
    const all = orders(size);
    for (let round = 0; round < 20; round++) {
      const cost = Float64Array.from({ length: size * size }, () => random.normal());
      const columns = assign(cost, size);
      expect(isPermutation(columns)).toBe(true);
      const least = Math.min(...all.map((order) => total(cost, size, order)));
      // Sums of seven numbers of order one.
      expect(total(cost, size, columns)).toBeCloseTo(least, 12);
    }
  });

  it('costs as little as the best of all orders where costs are often equal', () => {
    const random = new Random(3);
    const all = orders(6);
    for (let round = 0; round < 50; round++) {
      const cost = Float64Array.from({ length: 36 }, () => random.integer(3));
      const columns = assign(cost, 6);
      expect(isPermutation(columns)).toBe(true);
      expect(total(cost, 6, columns)).toBe(Math.min(...all.map((order) => total(cost, 6, order))));
    }
  });

  it('finds a planted order of fifty', () => {
    const random = new Random(5);
    const planted = random.shuffle(Array.from({ length: 50 }, (_, i) => i));
    const cost = Float64Array.from({ length: 2500 }, () => random.uniform());
    planted.forEach((column, row) => (cost[row * 50 + column] = -0.1));
    expect(Array.from(assign(cost, 50))).toEqual(planted);
  });

  it('gives nothing to nobody', () => {
    expect(assign(new Float64Array(0), 0)).toHaveLength(0);
  });

  it('refuses costs that are not square or not finite', () => {
    expect(() => assign(new Float64Array(5), 2)).toThrow('expected 4 costs, found 5');
    expect(() => assign(Float64Array.of(1, Infinity, 0, 1), 2)).toThrow('finite');
    expect(() => assign(Float64Array.of(1, NaN, 0, 1), 2)).toThrow('finite');
  });
});
