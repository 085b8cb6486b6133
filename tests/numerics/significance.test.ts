import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustFalseDiscovery, compareWithNull } from '../../pipeline/numerics/significance.ts';

describe('comparing with a null', () => {
  it('counts samples that are at least as large, and the observation itself', () => {
    const summary = compareWithNull(3, [1, 2, 3, 4]);
    expect(summary).toEqual({ samples: 4, mean: 2.5, q95: expect.closeTo(3.85, 12), pValue: 0.6 });
  });

  it('never gives a p value of zero, nor above one', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1, maxLength: 50 }), (observed, samples) => {
        const { pValue } = compareWithNull(observed, samples);
        return pValue >= 1 / (1 + samples.length) && pValue <= 1;
      }),
    );
    expect(compareWithNull(100, new Array<number>(99).fill(0)).pValue).toBe(0.01);
  });
});

describe('the false discovery rate', () => {
  it('is adjusted as worked by hand', () => {
    // Sorted 0.01 0.02 0.03 0.04 0.05 with m = 5: 0.05 each; 0.2 would stay at 0.2 · 6 / 6.
    expect(adjustFalseDiscovery([0.01, 0.04, 0.03, 0.02, 0.05])).toEqual([
      expect.closeTo(0.05, 12),
      expect.closeTo(0.05, 12),
      expect.closeTo(0.05, 12),
      expect.closeTo(0.05, 12),
      expect.closeTo(0.05, 12),
    ]);
    // 0.001·4/1, 0.02·4/2, then 0.03·4/3 = 0.04 for both of 0.02 and 0.03; 0.6 stays.
    const adjusted = adjustFalseDiscovery([0.6, 0.03, 0.001, 0.02]);
    [0.6, 0.04, 0.004, 0.04].forEach((expected, i) => {
      expect(adjusted[i]).toBeCloseTo(expected, 12);
    });
    expect(adjustFalseDiscovery([])).toEqual([]);
  });

  it('keeps the order of the p values, never lowers one and never exceeds one', () => {
    const pValues = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(pValues, (p) => {
        const q = adjustFalseDiscovery(p);
        return p.every(
          (value, i) =>
            q[i]! >= value - 1e-15 &&
            q[i]! <= 1 &&
            p.every((other, j) => other < value || q[j]! >= q[i]!),
        );
      }),
    );
  });
});
