import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mean,
  percentileInterval,
  quantile,
  standardise,
} from '../../pipeline/numerics/statistics.ts';

describe('quantiles', () => {
  it('interpolate between order statistics as type 7 does', () => {
    const values = [40, 10, 30, 20];
    expect(quantile(values, 0)).toBe(10);
    expect(quantile(values, 1)).toBe(40);
    expect(quantile(values, 0.5)).toBe(25);
    expect(quantile(values, 0.1)).toBeCloseTo(13, 12); // place 0.3 between 10 and 20
    expect(quantile(values, 0.95)).toBeCloseTo(38.5, 12);
    expect(quantile([7], 0.3)).toBe(7);
  });

  it('leave their input in its order', () => {
    const values = Float64Array.of(3, 1, 2);
    quantile(values, 0.5);
    expect(values).toEqual(Float64Array.of(3, 1, 2));
  });

  it('refuse what has no answer', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.01)).toThrow('1.01');
    expect(() => quantile([1], -0.01)).toThrow(RangeError);
  });

  it('bound the central interval', () => {
    const values = Array.from({ length: 101 }, (_, i) => i);
    const [low, high] = percentileInterval(values, 0.9);
    expect(low).toBeCloseTo(5, 9);
    expect(high).toBeCloseTo(95, 9);
  });
});

describe('standardising', () => {
  it('gives mean 0 and deviation 1, and forgets scale and offset', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), (x, scale) => {
        const z = standardise(x);
        if (new Set(x).size === 1) {
          expect([...z].every((value) => value === 0)).toBe(true);
          return;
        }
        expect(mean(z)).toBeCloseTo(0, 9);
        expect(mean(z.map((value) => value * value))).toBeCloseTo(1, 9);
        const again = standardise(x.map((value) => scale * value + 7));
        z.forEach((value, i) => {
          expect(again[i]).toBeCloseTo(value, 8);
        });
      }),
    );
  });

  it('does not take the rounding noise of a constant for variation', () => {
    expect([...standardise([1e6, 1e6 + 1e-4, 1e6])]).toEqual([0, 0, 0]);
  });
});
