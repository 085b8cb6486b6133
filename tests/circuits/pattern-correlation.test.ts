import { describe, expect, it } from 'vitest';
import { patternCorrelation } from '../../pipeline/circuits/pattern-correlation.ts';
import { Random } from '../../pipeline/numerics/random.ts';

/** A pattern of one positive and one negative side, turned by so many degrees, clockwise. */
const twoSided = (size: number, turn: number, noise = 0): number[][] => {
  const random = new Random(3);
  const middle = (size - 1) / 2;
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => {
      const angle = Math.atan2(y - middle, x - middle) - (turn * Math.PI) / 180;
      const r = Math.hypot(x - middle, y - middle);
      return r * Math.exp(-r) * Math.cos(angle) + noise * random.normal();
    }),
  );
};

describe('the correlation of two patterns of weights', () => {
  it('is 1 for a pattern and the same turned, and tells the turn', () => {
    const {
      correlation,
      turn,
      null: summary,
    } = patternCorrelation(twoSided(7, 60), twoSided(7, 0), new Random(1), 99);
    // Far from the middle a ring holds distances that differ by up to half a position.
    expect(correlation).toBeGreaterThan(0.99);
    expect(turn).toBe(60);
    expect(summary.pValue).toBe(0.01);
  });

  it('compares kernels of different sizes over the smaller one', () => {
    const found = patternCorrelation(twoSided(5, 90), twoSided(9, 0), new Random(1), 19);
    expect(found.turn).toBe(90);
    expect(found.correlation).toBeGreaterThan(0.99);
  });

  it('does not call a one-sided pattern and a round one alike', () => {
    const round = twoSided(7, 0).map((row, y) =>
      row.map((_, x) => Math.exp(-Math.hypot(x - 3, y - 3))),
    );
    const { correlation } = patternCorrelation(round, twoSided(7, 0), new Random(1), 19);
    expect(Math.abs(correlation)).toBeLessThan(0.05);
  });

  it('refuses patterns without a middle', () => {
    expect(() => patternCorrelation([[1, 2]], twoSided(5, 0), new Random(1))).toThrow(RangeError);
  });
});
