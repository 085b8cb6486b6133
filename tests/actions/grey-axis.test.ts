import { describe, expect, it } from 'vitest';
import { greyAxisRotation } from '../../pipeline/actions/grey-axis.ts';
import { turnHue } from '../../pipeline/actions/hue.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { brokenActionLaws } from '../support/laws.ts';
import { circleGroup } from '../../pipeline/groups/cyclic.ts';

type Colour = readonly [number, number, number];

const act = (degrees: number, [red, green, blue]: Colour): Colour => {
  const [r, g, b] = greyAxisRotation(degrees).map(
    (row) => row[0] * red + row[1] * green + row[2] * blue,
  );
  return [r!, g!, b!];
};

const distance = (a: Colour, b: Colour): number =>
  Math.hypot(...a.map((value, i) => value - b[i]!));

/** Angle about the grey axis, red at 0° and green at 120°. */
const angle = ([red, green, blue]: Colour): number =>
  (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;

describe('rotation about the grey axis', () => {
  it('acts on colours, up to rounding', () => {
    const points: Colour[] = [
      [1, 0, 0],
      [0.2, -0.5, 3],
    ];
    const elements = [0, 37, 90, 120, 275];
    expect(
      brokenActionLaws({ group: circleGroup, elements, points, act, distance, tolerance: 1e-12 }),
    ).toEqual([]);
  });

  it('carries red to green and green to blue, and leaves grey alone', () => {
    expect(distance(act(120, [1, 0, 0]), [0, 1, 0])).toBeLessThan(1e-12);
    expect(distance(act(120, [0, 1, 0]), [0, 0, 1])).toBeLessThan(1e-12);
    expect(distance(act(77, [2, 2, 2]), [2, 2, 2])).toBeLessThan(1e-12);
    expect(act(0, [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('keeps lengths', () => {
    expect(Math.hypot(...act(50, [1, -2, 0.5]))).toBeCloseTo(Math.hypot(1, -2, 0.5), 12);
  });

  it('turns pale colours as OKLCh does, within 35 degrees', () => {
    for (let first = 0; first < 360; first += 30) {
      const offset = act(first, [6, -3, -3]);
      const pale = Float32Array.from(offset, (value) => 128 + value);
      for (const degrees of [60, 120, 180, 270]) {
        const turned = turnHue(pale, degrees);
        const moved = angularDifference(angle([turned[0]!, turned[1]!, turned[2]!]), angle(offset));
        expect(Math.abs(angularDifference(moved, degrees))).toBeLessThan(35);
      }
    }
  });
});
