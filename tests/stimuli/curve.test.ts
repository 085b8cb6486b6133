import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotatePoint, rotateRaster } from '../../pipeline/actions/planar.ts';
import type { Condition } from '../../pipeline/records/stimulus.ts';
import { curve, curveConditions } from '../../pipeline/stimuli/curve.ts';
import { rasterise } from '../../pipeline/stimuli/rasterise.ts';
import { aperture, BACKGROUND } from '../../pipeline/stimuli/stimulus.ts';
import { expectClose } from '../support/expect-close.ts';

const SIZE = 31;
const THICKNESS = 3;
const conditions = curveConditions([4, 7.5, 20, null]);
const angles = [0, 5, 33, 45, 90, 101.3, 180, 222, 270, 359];

const picture = (condition: Condition, degrees: number): Float32Array =>
  rasterise(aperture(curve(condition, degrees, THICKNESS), 12, 15), SIZE);
const centre = (SIZE * SIZE - 1) / 2;

describe('the outward normal', () => {
  it('points right at 0°: the centre of curvature of a light disc lies to the left', () => {
    const disc = curve({ contrast: 'light inside', radius: 8 }, 0, THICKNESS);
    expect([disc(-1, 0), disc(1, 0)]).toEqual([1, 0]);
    // On the circle about (−8, 0): inside at its top and bottom, outside further up and down.
    expect([disc(-7, 7), disc(-7, -7), disc(-2, 7), disc(-2, -7)]).toEqual([1, 1, 0, 0]);
    const pixels = picture({ contrast: 'light inside', radius: 8 }, 0);
    expect(pixels[centre - 3]).toBe(255);
    expect(pixels[centre + 3]).toBe(0);
  });

  it('is where the outside lies at every angle and radius, of edges light or dark inside', () => {
    for (const radius of [4, 20, null]) {
      for (const degrees of angles) {
        const [x, y] = rotatePoint(2, 0, degrees);
        const light = curve({ contrast: 'light inside', radius }, degrees, THICKNESS);
        expect([light(-x, -y), light(x, y)]).toEqual([1, 0]);
        const dark = curve({ contrast: 'dark inside', radius }, degrees, THICKNESS);
        expect([dark(-x, -y), dark(x, y)]).toEqual([0, 1]);
      }
    }
  });

  it('points down at 90°, clockwise on the screen', () => {
    const pixels = picture({ contrast: 'dark inside', radius: 8 }, 90);
    expect(pixels[centre + 3 * SIZE]).toBe(255);
    expect(pixels[centre - 3 * SIZE]).toBe(0);
  });

  it('is what a line bends away from', () => {
    const arc = curve({ contrast: 'light line', radius: 5 }, 0, THICKNESS);
    expect([arc(0, 0), arc(-5, 5), arc(-5, -5)]).toEqual([1, 0.75, 0.75]); // ends: half a step
    expect([arc(-4.9, 5), arc(-5.1, 5), arc(-10, 0), arc(5, 5)]).toEqual([1, 0.5, 0.5, 0.5]);
  });
});

describe('curve stimuli', () => {
  it('draw lines through the middle pixel at every angle and radius', () => {
    for (const condition of conditions) {
      if (!condition.contrast.endsWith('line')) continue;
      const ink = condition.contrast === 'light line' ? 255 : 0;
      for (const degrees of angles) expect(picture(condition, degrees)[centre]).toBe(ink);
    }
  });

  it('turn with their angle: a quarter turn of the angle is one of the pixels', () => {
    for (const condition of conditions) {
      for (const degrees of [0, 33, 45, 101.3]) {
        const data = picture(condition, degrees);
        const turned = rotateRaster({ height: SIZE, width: SIZE, channels: 1, data }, 90).data;
        const drawn = picture(condition, degrees + 90);
        // cos and sin of the two angles differ in their last digits, and the float32 sums likewise.
        expectClose(drawn, turned, { absolute: 1e-3 });
      }
    }
  });

  it('turn as functions of the plane, at any angle', () => {
    const coordinate = fc.double({ min: -15, max: 15, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...conditions),
        fc.integer({ min: 0, max: 359 }),
        coordinate,
        coordinate,
        (condition, degrees, x, y) => {
          const upright = curve(condition, 0, THICKNESS);
          const drawn = curve(condition, degrees, THICKNESS)(...rotatePoint(x, y, degrees));
          // Within a rounding error of a boundary either side is right.
          const near = [-1, 1].flatMap((d) => [upright(x + 1e-6 * d, y), upright(x, y + 1e-6 * d)]);
          expect([upright(x, y), ...near]).toContain(drawn);
        },
      ),
    );
  });

  it('straighten as the radius grows', () => {
    for (const { contrast } of curveConditions([null])) {
      for (const degrees of angles) {
        const straight = picture({ contrast, radius: null }, degrees);
        const wide = picture({ contrast, radius: 1e6 }, degrees);
        // Across 15 pixels a circle of a million departs by 1e-4: at most the samples on an upright
        // border, one row in 13 and counted half, change side.
        const changed = wide.reduce((sum, v, i) => sum + Math.abs(v - straight[i]!), 0) / 255;
        expect(changed).toBeLessThan(1.1 * (SIZE / 26));
        const bent = picture({ contrast, radius: 4 }, degrees);
        const apart = bent.reduce((sum, v, i) => sum + Math.abs(v - straight[i]!), 0) / 255;
        expect(apart).toBeGreaterThan(SIZE / 2);
      }
    }
  });

  it('have a straight edge of mid-grey mean, and light and dark that mirror each other', () => {
    for (const degrees of angles) {
      for (const radius of [7.5, null]) {
        const light = picture({ contrast: 'light inside', radius }, degrees);
        const dark = picture({ contrast: 'dark inside', radius }, degrees);
        expectClose(
          light,
          dark.map((value) => 255 - value),
          { absolute: 1e-4 },
        );
      }
      const edge = picture({ contrast: 'light inside', radius: null }, degrees);
      const mean = edge.reduce((sum, value) => sum + value, 0) / edge.length;
      expect(mean).toBeCloseTo(255 * BACKGROUND, 2);
    }
  });

  it('have straight lines of the same weight at every angle', () => {
    for (const thickness of [2, 2.7, 4.6]) {
      const weights = angles.map((degrees) => {
        const line = curve({ contrast: 'light line', radius: null }, degrees, thickness);
        const pixels = rasterise(aperture(line, 12, 15), SIZE);
        return pixels.reduce((sum, value) => sum + value - 127.5, 0);
      });
      // Both borders are placed to 1/13 of a pixel at the worst, in an upright line.
      const spread = Math.max(...weights) / Math.min(...weights) - 1;
      expect(spread).toBeLessThan(2 / 13 / thickness);
    }
  });

  it('list the four contrasts at each radius, contrasts slowest', () => {
    expect(curveConditions([3, null])).toEqual([
      { contrast: 'light line', radius: 3 },
      { contrast: 'light line', radius: null },
      { contrast: 'dark line', radius: 3 },
      { contrast: 'dark line', radius: null },
      { contrast: 'light inside', radius: 3 },
      { contrast: 'light inside', radius: null },
      { contrast: 'dark inside', radius: 3 },
      { contrast: 'dark inside', radius: null },
    ]);
  });
});
