import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aperture, BACKGROUND } from '../../pipeline/stimuli/stimulus.ts';

const coordinate = fc.double({ min: -20, max: 20, noNaN: true });
const bright = () => 1;

describe('the aperture', () => {
  it('leaves its inside as it is and its outside exactly at the background', () => {
    const checks = (x: number, y: number): number => (x * y > 0 ? 1 : 0);
    const seen = aperture(checks, 5, 9);
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const radius = Math.hypot(x, y);
        if (radius >= 9) expect(seen(x, y)).toBe(BACKGROUND);
        if (radius <= 5) expect(seen(x, y)).toBe(checks(x, y));
      }),
    );
  });

  it('fades along half a cosine, alike in all directions', () => {
    const seen = aperture(bright, 4, 8);
    expect(seen(6, 0)).toBeCloseTo(0.75, 12);
    expect(seen(0, -5)).toBeCloseTo(0.5 + 0.5 * (0.5 + 0.5 * Math.SQRT1_2), 12);
    expect(seen(3.6, 4.8)).toBeCloseTo(seen(6, 0), 12);
  });

  it('refuses radii out of order', () => {
    expect(() => aperture(bright, 8, 8)).toThrow(RangeError);
    expect(() => aperture(bright, -1, 8)).toThrow(RangeError);
    expect(() => aperture(bright, 2, NaN)).toThrow(RangeError);
  });
});
