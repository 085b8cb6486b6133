import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  angularDifference,
  circularMean,
  largestGap,
  rayleighPValue,
  wrapDegrees,
} from '../../pipeline/numerics/circular.ts';

const angle = fc.double({ min: -3600, max: 3600, noNaN: true });
/** Rounding of numbers up to a few thousand degrees, summed a few times. */
const ROUNDING = 1e-8;

describe('angles in degrees', () => {
  it('wrap into [0, 360), whole turns and tiny negative numbers included', () => {
    expect([0, 360, -360, 725, -10, -1e-20].map(wrapDegrees)).toEqual([0, 0, 0, 5, 350, 0]);
    expect(Object.is(wrapDegrees(-360), 0)).toBe(true);
    fc.assert(
      fc.property(angle, (a) => {
        const wrapped = wrapDegrees(a);
        const turns = (a - wrapped) / 360;
        return wrapped >= 0 && wrapped < 360 && Math.abs(turns - Math.round(turns)) < ROUNDING;
      }),
    );
  });

  it('differ by the shorter way round, in (−180, 180]', () => {
    expect(angularDifference(10, 350)).toBe(20);
    expect(angularDifference(350, 10)).toBe(-20);
    expect(angularDifference(0, 180)).toBe(180);
    expect(angularDifference(180, 0)).toBe(180);
    fc.assert(
      fc.property(angle, angle, (to, from) => {
        const turn = angularDifference(to, from);
        expect(turn > -180 && turn <= 180).toBe(true);
        const missed = wrapDegrees(from + turn - to);
        expect(Math.min(missed, 360 - missed)).toBeLessThan(ROUNDING);
      }),
    );
  });

  it('differ antisymmetrically, but for half a turn', () => {
    fc.assert(
      fc.property(angle, angle, (a, b) => {
        const forward = angularDifference(a, b);
        if (180 - Math.abs(forward) < ROUNDING) return;
        expect(forward).toBeCloseTo(-angularDifference(b, a), 8);
      }),
    );
  });
});

describe('the circular mean', () => {
  it('is half way across the zero, and as long as the angles agree', () => {
    const { direction, length } = circularMean([350, 30]);
    expect(direction).toBeCloseTo(10, 9);
    expect(length).toBeCloseTo(Math.cos((20 * Math.PI) / 180), 12);
    expect(circularMean([77, 77, 77]).length).toBeCloseTo(1, 12);
    expect(circularMean([0, 120, 240]).length).toBeCloseTo(0, 12);
  });

  it('turns with its angles and keeps its length', () => {
    const sample = fc.array(fc.tuple(angle, fc.double({ min: 0, max: 5, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(sample, angle, (pairs, turn) => {
        const weights = pairs.map(([, weight]) => weight);
        const before = circularMean(
          pairs.map(([a]) => a),
          weights,
        );
        const after = circularMean(
          pairs.map(([a]) => a + turn),
          weights,
        );
        expect(after.length).toBeCloseTo(before.length, 8);
        // A mean of almost nothing has no direction to speak of.
        if (before.length < 1e-3) return;
        expect(angularDifference(after.direction, before.direction + turn)).toBeCloseTo(0, 4);
      }),
    );
  });

  it('weighs', () => {
    expect(circularMean([0, 90], [1, 0]).direction).toBe(0);
    expect(circularMean([0, 90], [1, 3]).direction).toBeCloseTo(
      (Math.atan2(3, 1) * 180) / Math.PI,
      9,
    );
    expect(circularMean([0, 90], [0, 0])).toEqual({ direction: 0, length: 0 });
  });
});

describe('the largest gap', () => {
  it('runs across the zero, in any order of the angles', () => {
    expect(largestGap([10, 100, 340])).toBe(240);
    expect(largestGap([100, 10, 220])).toBe(150);
    expect(largestGap([-20, 100, 370])).toBe(240);
    expect(largestGap([5])).toBe(360);
    expect(largestGap([])).toBe(360);
  });
});

describe("Rayleigh's test", () => {
  it('is sure of one direction and finds nothing where all are alike', () => {
    expect(rayleighPValue(20, 0)).toBeCloseTo(1, 2);
    expect(rayleighPValue(20, 1)).toBeLessThan(1e-6);
  });

  it('has the tabulated five per cent point of twenty directions', () => {
    // Zar, Biostatistical Analysis: 20 · length² = 2.96.
    expect(rayleighPValue(20, 0.385)).toBeCloseTo(0.05, 2);
  });
});
