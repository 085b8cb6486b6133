import { describe, expect, it } from 'vitest';
import { rotateKernel } from '../../pipeline/actions/kernel.ts';
import { turnsAndMirrors, type PlanarMove } from '../../pipeline/designed/planar-group.ts';
import { steerableBasis, type SteerableBasis } from '../../pipeline/designed/steerable-basis.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { brokenActionLaws } from '../support/laws.ts';

/** Matrix [n, k] times [k, m]. */
function product(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const [n, m] = [a.length / k, b.length / k];
  return Float64Array.from({ length: n * m }, (_, at) => {
    const [row, column] = [Math.floor(at / m), at % m];
    let sum = 0;
    for (let i = 0; i < k; i++) sum += a[row * k + i]! * b[i * m + column]!;
    return sum;
  });
}

const movedSamples = (basis: SteerableBasis, move: PlanarMove): Float64Array =>
  product(basis.samples, basis.moved(move), basis.count);

const turn = (degrees: number): PlanarMove => ({ degrees, mirrored: false });

describe('a steerable basis', () => {
  it('has one pattern at the centre, and 2m + 1 on a ring with harmonics up to m', () => {
    expect([1, 3, 5, 7].map((size) => steerableBasis(size).count)).toEqual([1, 6, 15, 28]);
    expect(steerableBasis(5, { rings: [0, 1.5], cutoff: 1 }).count).toBe(1 + 3);
    expect(steerableBasis(5).isotropic).toEqual([0, 1, 6]);
  });

  it('is moved by matrices that multiply as the moves do', () => {
    const basis = steerableBasis(5);
    const group = turnsAndMirrors(16);
    const random = new Random(3);
    const laws = brokenActionLaws<number, Float64Array>({
      group,
      elements: [0, 1, 3, 7, 16, 19, 30],
      points: [Float64Array.from({ length: basis.count }, () => random.normal())],
      act: (element, v) => product(basis.moved(group.move(element)), v, basis.count),
      distance: (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!))),
      // Three products of sines and cosines with numbers below 4.
      tolerance: 1e-14,
    });
    expect(laws).toEqual([]);
  });

  it.each([3, 5, 7])('turns its samples of %i pixels a side by quarters exactly', (size) => {
    const basis = steerableBasis(size);
    const samples = Float32Array.from(basis.samples);
    for (const degrees of [90, 180, 270]) {
      const turned = rotateKernel(samples, [size, size, 1, basis.count], degrees);
      // Sampled sines and cosines of equal angles differ by rounding, below a float32's.
      expectClose(movedSamples(basis, turn(degrees)), turned, { absolute: 1e-7 });
    }
  });

  it('mirrors its samples left and right exactly', () => {
    const basis = steerableBasis(5);
    const { count } = basis;
    const flipped = basis.samples.map((_, at) => {
      const [place, pattern] = [Math.floor(at / count), at % count];
      return basis.samples[(place - (place % 5) + 4 - (place % 5)) * count + pattern]!;
    });
    expectClose(movedSamples(basis, { degrees: 0, mirrored: true }), flipped, { absolute: 1e-14 });
  });

  it('turns at any angle as the patterns do that it samples', () => {
    // The ring at 1 of a 3×3 basis: its patterns in the order 1, cos θ, sin θ, cos 2θ, sin 2θ.
    const basis = steerableBasis(3, { rings: [1] });
    for (const degrees of [22.5, 111]) {
      const angle = (degrees * Math.PI) / 180;
      const moved = movedSamples(basis, turn(degrees));
      for (const [x, y] of [
        [1, 0],
        [1, 1],
        [-1, 1],
        [0, -1],
      ] as const) {
        const start = ((y + 1) * 3 + x + 1) * 5;
        const [, cos, sin, cos2, sin2] = moved.subarray(start, start + 5);
        const theta = Math.atan2(y, x) - angle;
        expect(Math.atan2(sin!, cos!)).toBeCloseTo(
          Math.atan2(Math.sin(theta), Math.cos(theta)),
          12,
        );
        expect(Math.atan2(sin2!, cos2!)).toBeCloseTo(
          Math.atan2(Math.sin(2 * theta), Math.cos(2 * theta)),
          12,
        );
      }
    }
  });

  it('leaves isotropic patterns as they are', () => {
    const basis = steerableBasis(5);
    const moved = movedSamples(basis, { degrees: 37, mirrored: true });
    for (const pattern of basis.isotropic) {
      for (let at = pattern; at < moved.length; at += basis.count) {
        expect(moved[at]).toBe(basis.samples[at]);
      }
    }
  });

  it('has pairs of mean squared norm 1', () => {
    const { samples, count } = steerableBasis(7);
    const squares = Array.from({ length: count }, (_, pattern) =>
      samples.reduce((sum, value, at) => sum + (at % count === pattern ? value ** 2 : 0), 0),
    );
    // The central pattern, then 1 and two pairs on the first ring.
    expect(squares[0]).toBeCloseTo(1, 12);
    expect(squares[1]).toBeCloseTo(1, 12);
    expect(squares[2]! + squares[3]!).toBeCloseTo(2, 12);
    expect(squares[4]! + squares[5]!).toBeCloseTo(2, 12);
  });

  it('refuses even sizes, and rings beyond the border', () => {
    expect(() => steerableBasis(4)).toThrow('odd number of pixels');
    expect(() => steerableBasis(3, { rings: [0, 2] })).toThrow('a ring of 2 pixels');
  });
});
