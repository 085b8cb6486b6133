import { describe, expect, it } from 'vitest';
import { rotateKernel } from '../../pipeline/actions/kernel.ts';
import { rotatePoint, rotateRaster, type Raster } from '../../pipeline/actions/planar.ts';
import { circleGroup } from '../../pipeline/groups/cyclic.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { brokenActionLaws, type Action } from '../support/laws.ts';

const quarterTurns = [0, 90, 180, 270];

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0);

function noise(side: number, channels: number, seed: number): Raster {
  const random = new Random(seed);
  const data = Float32Array.from({ length: side * side * channels }, () => random.normal());
  return { height: side, width: side, channels, data };
}

/** A smooth bump off the centre, small at the border. */
function bump(side: number): Raster {
  const data = Float32Array.from({ length: side * side }, (_, i) => {
    const x = (i % side) - (side - 1) / 2 - side / 8;
    const y = Math.floor(i / side) - (side - 1) / 2;
    return Math.exp((-x * x - 2 * y * y) / (side * side * 0.01));
  });
  return { height: side, width: side, channels: 1, data };
}

const rasters = (
  points: Raster[],
  elements: number[],
  tolerance: number,
): Action<number, Raster> => ({
  group: circleGroup,
  elements,
  points,
  act: (g, picture) => rotateRaster(picture, g),
  distance: (a, b) => largestDifference(a.data, b.data),
  tolerance,
});

describe('rotation of pictures', () => {
  it('obeys the laws of an action exactly for quarter turns of odd and even grids', () => {
    const points = [noise(7, 3, 1), noise(8, 2, 2), noise(1, 1, 3)];
    expect(brokenActionLaws(rasters(points, quarterTurns, 0))).toEqual([]);
  });

  it('obeys them for any angle up to the error of bilinear sampling on a smooth picture', () => {
    // One bilinear sampling errs by at most (|f_xx| + |f_yy|) / 8, for this bump (2 + 4) / 42 / 8;
    // two samplings are compared with one.
    const tolerance = (3 * 6) / 42 / 8;
    expect(brokenActionLaws(rasters([bump(65)], [0, 17, 45, 133, 301], tolerance))).toEqual([]);
  });

  it('turns the content clockwise on the screen', () => {
    const right: Raster = { height: 3, width: 3, channels: 1, data: new Float32Array(9) };
    right.data[1 * 3 + 2] = 1; // the middle of the right edge, at 0°
    const down = rotateRaster(right, 90);
    expect(down.data[2 * 3 + 1]).toBe(1); // the middle of the lower edge, at 90°
    expect(rotatePoint(1, 0, 90)).toEqual([0, 1]);
  });

  it('fills with the given value from outside', () => {
    const white: Raster = { height: 7, width: 7, channels: 1, data: new Float32Array(49).fill(1) };
    expect(rotateRaster(white, 45, 0.25).data[0]).toBeCloseTo(0.25, 6);
  });
});

describe('rotation of kernels', () => {
  it('obeys the laws of an action exactly for quarter turns', () => {
    const shape = [5, 5, 2, 3] as const;
    const laws = brokenActionLaws<number, Float32Array>({
      group: circleGroup,
      elements: quarterTurns,
      points: [noise(5, 6, 4).data],
      act: (g, kernel) => rotateKernel(kernel, shape, g),
      distance: largestDifference,
      tolerance: 0,
    });
    expect(laws).toEqual([]);
  });

  it('refuses a kernel that is not square', () => {
    expect(() => rotateKernel(new Float32Array(6), [2, 3, 1, 1], 90)).toThrow('2 × 3');
  });
});

describe('the action law checker', () => {
  const action = rasters([noise(5, 1, 5)], quarterTurns, 0);

  it('rejects an action that is not the identity at zero', () => {
    const shifted = { ...action, act: (g: number, p: Raster) => rotateRaster(p, g + 90) };
    expect(brokenActionLaws(shifted)).toContain('the identity acts as the identity');
  });

  it('rejects an action that does not respect products', () => {
    const doubled = {
      ...action,
      act: (g: number, p: Raster) => rotateRaster(p, g === 90 ? 180 : g),
    };
    expect(brokenActionLaws(doubled)).toContain('acting twice equals acting by the product');
  });

  it('never takes NaN for equal', () => {
    expect(brokenActionLaws({ ...action, distance: () => NaN })).toHaveLength(3);
  });
});
