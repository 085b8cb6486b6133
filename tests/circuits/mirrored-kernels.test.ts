import { describe, expect, it } from 'vitest';
import { mirroredKernels } from '../../pipeline/circuits/mirrored-kernels.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const random = new Random(13);
const kernel = Array.from({ length: 9 }, () => random.normal());
const flipped = [2, 1, 0, 5, 4, 3, 8, 7, 6].map((place) => kernel[place]!);
const doubled = flipped.map((value) => 2 * value);

const single = { set: null, units: [7], elements: null, period: null };
const pair = { set: null, units: [4, 9], elements: [0, 1], period: null };

describe('mirrored kernels', () => {
  const values = Float64Array.from([...kernel, ...doubled]);

  it.each([
    ['from a single unit into a pair', single, pair, { sources: 1, targets: 2 }],
    ['from a pair into a single unit', pair, single, { sources: 2, targets: 1 }],
  ])('are averaged in the frame of the first unit, with their spread: %s', (_, from, to, ends) => {
    const [found, ...others] = mirroredKernels({ size: 3, ...ends, values }, { from, to });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ unit: 7, delta: null, kernels: 2 });
    kernel.forEach((value, place) => {
      expect(found!.mean[place]).toBeCloseTo(1.5 * value, 10);
      expect(found!.spread[place]).toBeCloseTo(0.5 * Math.abs(value), 10);
    });
  });

  it('stand straight and crosswise between two pairs', () => {
    const other = Array.from({ length: 9 }, () => random.normal());
    const otherFlipped = [2, 1, 0, 5, 4, 3, 8, 7, 6].map((place) => other[place]!);
    // [target, source]: b from a and a′, then b′ from a and a′.
    const table = Float64Array.from([...kernel, ...otherFlipped, ...other, ...flipped]);
    const found = mirroredKernels(
      { size: 3, sources: 2, targets: 2, values: table },
      { from: pair, to: pair },
    );
    expect(found.map(({ delta }) => delta)).toEqual([0, 1]);
    [kernel, other].forEach((expected, i) => {
      expected.forEach((value, place) => {
        expect(found[i]!.mean[place]).toBeCloseTo(value, 10);
        expect(found[i]!.spread[place]).toBeCloseTo(0, 6);
      });
    });
  });
});
