import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../pipeline/numerics/random.ts';

describe('seeded random numbers', () => {
  it.each([
    // From an independent implementation of splitmix32 and sfc32.
    [0, [548183886, 1097162541, 2219297441, 1664216021]],
    [1, [1130556604, 2591592147, 3014952990, 960850752]],
    [2020, [1612838182, 2144271488, 2611812667, 781561360]],
  ] as const)('begin for seed %i as they always did', (seed, words) => {
    const random = new Random(seed);
    expect(words.map(() => random.uniform() * 2 ** 32)).toEqual(words);
  });

  it('are the same for the same seed and others for another', () => {
    const first = (seed: number): number[] => {
      const random = new Random(seed);
      return [random.normal(), random.integer(1000), random.normal(), random.uniform()];
    };
    expect(first(5)).toEqual(first(5));
    expect(first(5)).not.toEqual(first(6));
  });

  it('are uniform and normal as far as 20,000 draws tell', () => {
    const random = new Random(11);
    const n = 20_000;
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < n; i++) {
      const place = random.integer(10);
      counts[place] = counts[place]! + 1;
    }
    // Four standard deviations of a binomial count with p = 0.1.
    for (const count of counts) {
      expect(Math.abs(count - n / 10)).toBeLessThan(4 * Math.sqrt(n * 0.09));
    }
    const draws = Array.from({ length: n }, () => random.normal());
    const moment = (power: number): number => draws.reduce((s, x) => s + x ** power, 0) / n;
    // Four standard errors: of the mean 1/√n, of the second moment √(2/n), of the fourth √(96/n).
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  it('shuffle in place, losing nothing, every order as likely as the others', () => {
    const random = new Random(2);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const values = [1, 2, 3];
      expect(random.shuffle(values)).toBe(values);
      const order = values.join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect([...orders.keys()].sort()).toEqual(['123', '132', '213', '231', '312', '321']);
    // Four standard deviations of a binomial count with p = 1/6.
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(116);
  });

  it('sample without repetition', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), fc.nat(30), (seed, bound, k) => {
        const count = Math.min(k, bound);
        const drawn = new Random(seed).sample(bound, count);
        expect(drawn).toHaveLength(count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((i) => Number.isInteger(i) && i >= 0 && i < bound)).toBe(true);
      }),
    );
    expect(() => new Random(1).sample(3, 4)).toThrow('4 different numbers below 3');
  });
});
