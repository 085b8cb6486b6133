import { describe, expect, it } from 'vitest';
import { correlation, percentileInterval, quantile } from '../../pipeline/numerics/statistics.ts';

describe('correlation', () => {
  it('is 1 for what rises together, −1 for opposites and 0 for what does not vary', () => {
    expect(correlation([1, 2, 4], [10, 20, 40])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 12);
    expect(correlation([1, 2, 4], [3, 3, 3])).toBe(0);
    // Deviations (−1, 0, 1) and (−1, 2, −1) are orthogonal.
    expect(correlation([1, 2, 3], [0, 3, 0])).toBeCloseTo(0, 12);
    expect(correlation([0, 0, 1, 1], [0, 1, 0, 2])).toBeCloseTo(0.5 / Math.sqrt(2.75), 12);
  });
});

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
