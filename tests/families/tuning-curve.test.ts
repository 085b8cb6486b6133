import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tuningPeak, tuningRange } from '../../pipeline/families/tuning-curve.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';

const bump = (degrees: number): number => Math.exp(6 * (Math.cos((degrees * Math.PI) / 180) - 1));
const sampled = (curve: (degrees: number) => number, steps = 24): number[] =>
  Array.from({ length: steps }, (_, k) => curve((k * 360) / steps));

describe('the peak of a tuning curve', () => {
  it('is the centre of a symmetric bump, between the samples too', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 360, noNaN: true }), (centre) => {
        const peak = tuningPeak(sampled((degrees) => 3 + 2 * bump(degrees - centre)));
        // A sample more on one side than on the other, weighted by its small height above half.
        expect(Math.abs(angularDifference(peak, centre))).toBeLessThan(1.5);
      }),
    );
  });

  it('is one of two opposite peaks, the higher, and not the middle between them', () => {
    const two = sampled((degrees) => bump(degrees - 30) + 1.02 * bump(degrees - 210));
    expect(tuningPeak(two)).toBeCloseTo(210, 6);
  });

  it('goes round the end of the cycle', () => {
    expect(tuningPeak([5, 4, 0, 0, 0, 0, 0, 0, 0, 4])).toBeCloseTo(0, 9);
  });

  it('of a flat curve is nowhere in particular', () => {
    expect(tuningPeak([2, 2, 2, 2])).toBe(0);
    expect(tuningRange([2, 2, 2, 2])).toBe(0);
  });
});

it('the range of a tuning curve is its largest less its smallest value', () => {
  expect(tuningRange([3, -1, 4])).toBe(5);
});
