import { beforeAll, describe, expect, it } from 'vitest';
import { rotateKernel } from '../../pipeline/actions/kernel.ts';
import {
  turnsAndMirrors,
  turnsOfThePlane,
  type PlanarGroup,
} from '../../pipeline/designed/planar-group.ts';
import { steerableBasis } from '../../pipeline/designed/steerable-basis.ts';
import {
  biasCount,
  biasOf,
  kernelOf,
  tiedKernel,
  type TiedKernel,
} from '../../pipeline/designed/tied-kernel.ts';
import { movedUnits, type UnitLayout } from '../../pipeline/designed/unit-layout.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';

type Shape = [number, number, number, number];

function randomCoefficients({ blocks }: TiedKernel, random: Random): tf.Tensor2D[][] {
  return blocks.map((row) =>
    row.map(({ coefficients: [rows, columns] }) => {
      const data = Float32Array.from({ length: rows * columns }, () => random.normal());
      return tf.tensor2d(data, [rows, columns]);
    }),
  );
}

/** The pattern of every pair of units, mirrored left and right. */
function mirrorKernel(kernel: Float32Array, [, width, inputs, outputs]: Shape): Float32Array {
  const pair = inputs * outputs;
  return kernel.map((_, at) => {
    const place = Math.floor(at / pair);
    const column = place % width;
    return kernel[(place - column + width - 1 - column) * pair + (at % pair)]!;
  });
}

/** Largest |W_(g·a → g·b) − g·W_(a → b)| over a quarter turn or mirror g. */
function tyingError(
  kernel: Float32Array,
  shape: Shape,
  group: PlanarGroup,
  layouts: readonly [UnitLayout, UnitLayout],
  element: number,
): number {
  const [height, width, inputs, outputs] = shape;
  const { degrees, mirrored } = group.move(element);
  const first = mirrored ? mirrorKernel(kernel, shape) : kernel;
  const moved = rotateKernel(first, shape, degrees);
  const [into, out] = layouts.map((layout) => movedUnits(layout, group, element));
  let largest = 0;
  for (let place = 0; place < height * width; place++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        const tied = kernel[(place * inputs + into![i]!) * outputs + out![o]!]!;
        const error = Math.abs(tied - moved[(place * inputs + i) * outputs + o]!);
        largest = Math.max(largest, error);
      }
    }
  }
  return largest;
}

const from: UnitLayout = [
  { kind: 'regular', fields: 2 },
  { kind: 'invariant', units: 3 },
];
const to: UnitLayout = [
  { kind: 'invariant', units: 2 },
  { kind: 'regular', fields: 3 },
];

beforeAll(async () => {
  await openBackend('wasm');
});

describe('tied weights', () => {
  it.each([
    ['C_4', turnsOfThePlane(4), [1, 2, 3]],
    ['C_8', turnsOfThePlane(8), [2, 4, 6]],
    ['C_16', turnsOfThePlane(16), [4, 8, 12]],
    ['D_4', turnsAndMirrors(4), [1, 2, 4, 5, 7]],
    ['D_8', turnsAndMirrors(8), [2, 8, 10, 14]],
  ] as const)(
    'of %s turn and mirror with the units they join, for all four kinds of connection',
    (_name, group, exact) => {
      const tied = tiedKernel(group, steerableBasis(5), from, to);
      const kernel = kernelOf(tied, randomCoefficients(tied, new Random(4)));
      const shape: Shape = [5, 5, 2 * group.order + 3, 2 + 3 * group.order];
      expect(kernel.shape).toEqual(shape);
      const values = kernel.dataSync<'float32'>();
      for (const element of exact) {
        // float32 sums of fifteen products of normal numbers with patterns below 1.
        expect(tyingError(values, shape, group, [from, to], element)).toBeLessThan(2e-6);
      }
    },
  );

  it('are told from free ones by that measure', () => {
    const random = new Random(5);
    const group = turnsOfThePlane(4);
    const values = Float32Array.from({ length: 9 * 11 * 14 }, () => random.normal());
    expect(tyingError(values, [3, 3, 11, 14], group, [from, to], 1)).toBeGreaterThan(1);
  });

  it('depend on one pattern for a relative element, not one for a pair', () => {
    const tied = tiedKernel(turnsOfThePlane(8), steerableBasis(3), from, to);
    expect(tied.blocks.map((row) => row.map(({ coefficients }) => coefficients))).toEqual([
      [
        [6, 2 * 2],
        [6, 8 * 2 * 3],
      ],
      // Isotropic patterns of a 3×3 basis: the centre and the ring.
      [
        [2, 3 * 2],
        [6, 3 * 3],
      ],
    ]);
  });

  it('hold the pattern of the relative element, turned by the target', () => {
    const group = turnsOfThePlane(4);
    const regular: UnitLayout = [{ kind: 'regular', fields: 1 }];
    const basis = steerableBasis(3);
    const tied = tiedKernel(group, basis, regular, regular);
    // Only relative element 1 (a = b + 1) has a pattern: cos θ on the ring, positive to the right.
    const only = tf.buffer<tf.Rank.R2>([6, 4]);
    only.set(1, 2, 1);
    const kernel = kernelOf(tied, [[only.toTensor()]]);
    const at = (y: number, x: number, a: number, b: number) =>
      kernel.dataSync()[((y * 3 + x) * 4 + a) * 4 + b]!;
    expect(at(1, 2, 1, 0)).toBeGreaterThan(0.1);
    expect(at(1, 0, 1, 0)).toBe(-at(1, 2, 1, 0));
    expect(at(1, 2, 0, 0)).toBe(0);
    // Turned by 90°, clockwise on the screen, it is positive below.
    expect(at(2, 1, 2, 1)).toBeCloseTo(at(1, 2, 1, 0), 7);
    expect(at(1, 2, 2, 1)).toBeCloseTo(0, 7);
  });

  it('pass gradients on to their coefficients', () => {
    const tied = tiedKernel(turnsOfThePlane(4), steerableBasis(3), from, to);
    const random = new Random(6);
    const given = randomCoefficients(tied, random);
    const shape: Shape = [3, 3, 11, 14];
    const dy = Float32Array.from({ length: 9 * 11 * 14 }, () => random.normal());
    const [rows, columns] = [given.length, given[0]!.length];
    const inRows = (flat: tf.Tensor[]) =>
      given.map((_, row) => flat.slice(row * columns, (row + 1) * columns)) as tf.Tensor2D[][];
    const gradients = tf.grads((...flat) => kernelOf(tied, inRows(flat)))(
      given.flat(),
      tf.tensor4d(dy, shape),
    );
    // The kernel is linear in the coefficients, so differences are exact up to rounding.
    for (let block = 0; block < rows * columns; block++) {
      const gradient = gradients[block]!.dataSync();
      for (const entry of [0, 3, gradient.length - 1]) {
        const unit = given.flat().map((tensor, i) => {
          const data = new Float32Array(tensor.size);
          if (i === block) data[entry] = 1;
          return tf.tensor2d(data, tensor.shape as [number, number]);
        });
        const kernel = kernelOf(tied, inRows(unit)).dataSync<'float32'>();
        const expected = kernel.reduce((sum, value, i) => sum + value * dy[i]!, 0);
        expectClose([gradient[entry]!], [expected], { absolute: 1e-4 });
      }
    }
  });

  it('share a bias within a field', () => {
    const group = turnsOfThePlane(4);
    expect(biasCount(to)).toBe(5);
    const biases = biasOf(group, to, tf.tensor1d([1, 2, 3, 4, 5])).dataSync();
    expect([...biases]).toEqual([1, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
    const summed = tf.grad((x) => biasOf(group, to, x as tf.Tensor1D))(
      tf.zeros([5]),
      tf.ones([14]),
    );
    expect([...summed.dataSync()]).toEqual([1, 1, 4, 4, 4]);
  });
});
