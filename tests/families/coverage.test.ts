import { describe, expect, it } from 'vitest';
import { bandwidth, coverage } from '../../pipeline/families/coverage.ts';

/** A bump of von Mises shape: 1 at 0°, narrower for a larger concentration. */
const vonMises = (degrees: number, concentration: number): number =>
  Math.exp(concentration * (Math.cos((degrees * Math.PI) / 180) - 1));

const sampled = (f: (degrees: number) => number, n = 72): number[] =>
  Array.from({ length: n }, (_, i) => f((i * 360) / n));

describe('the bandwidth of a tuning curve', () => {
  it.each([1, 4, 20])('of von Mises shape with concentration %i follows from its formula', (k) => {
    // Half way between e^−2k and 1: cos(w/2) = 1 + ln((1 + e^−2k) / 2) / k.
    const half = Math.acos(1 + Math.log((1 + Math.exp(-2 * k)) / 2) / k);
    const width = bandwidth(sampled((d) => vonMises(d - 133, k)));
    // Linear interpolation between samples 5° apart.
    expect(Math.abs(width - (2 * half * 180) / Math.PI)).toBeLessThan(1);
  });

  it('of a raised cosine is half a turn, whatever its scale and offset', () => {
    const cosine = (d: number): number => 5 - 2 * Math.cos((d * Math.PI) / 180);
    expect(bandwidth(sampled(cosine))).toBeCloseTo(180, 6);
  });

  it('is that of the main peak only', () => {
    const two = sampled((d) => vonMises(d, 20) + 0.9 * vonMises(d - 180, 5));
    expect(bandwidth(two)).toBeCloseTo(bandwidth(sampled((d) => vonMises(d, 20))), 0);
  });

  it('interpolates by hand', () => {
    // Half height 2: crossed half way to the right, two thirds of the way to the left.
    expect(bandwidth([4, 0, 0, 1])).toBeCloseTo((0.5 + 2 / 3) * 90, 9);
  });

  it('is the whole circle for a flat curve', () => {
    expect(bandwidth([2, 2, 2, 2])).toBe(360);
  });
});

describe('the coverage of a cyclic group', () => {
  it('has no holes where every element has a member within half a spacing', () => {
    expect(coverage([0, 90, 180, 270], 90)).toEqual({ order: 4, holes: [], largestGap: 90 });
    expect(coverage([10, 95, 195, 275, 12], 90).holes).toEqual([]);
  });

  it('turns with its members, holes and all', () => {
    expect(coverage([20, 80, 140, 260, 320], 60)).toEqual({
      order: 6,
      holes: [200],
      largestGap: 120,
    });
    expect(coverage([50, 110, 170, 290, 350], 60).holes).toEqual([230]);
  });

  it('lists two neighbouring holes in ascending order', () => {
    const { holes, largestGap } = coverage([90, 135, 180, 225, 270, 315], 45);
    expect(holes).toEqual([0, 45]);
    expect(largestGap).toBe(135);
  });

  it('turns the group so that the fewest elements stay empty, then to the closest fit', () => {
    // In steps of 90° from 0, members at 46 and 134 share the element 90; from about 45° all fit.
    expect(coverage([46, 134, 226, 314], 90).holes).toEqual([]);
    expect(coverage([7, 97, 187], 90).holes).toEqual([277]);
  });

  it('is at least C_4, however wide the tuning', () => {
    expect(coverage([0, 180], 200)).toMatchObject({ order: 4, holes: [90, 270] });
    expect(coverage([0], 33).order).toBe(11);
  });
});
