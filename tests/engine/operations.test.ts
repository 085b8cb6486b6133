import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compileOperation } from '../../pipeline/engine/compile-operation.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import type { Operation, Padding, Tensor, Window } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { finiteDifferenceGradient, map3, reference, type Map3 } from '../support/reference-ops.ts';

const random = new Random(20);

const float = () => Math.fround(random.normal());

function tensor(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length }, float) };
}

const all = (pixels: number): Padding => ({
  top: pixels,
  bottom: pixels,
  left: pixels,
  right: pixels,
});

function window(size: number, stride: number, padding: Padding): Window {
  return { size: [size, size], stride: [stride, stride], padding };
}

function convolution(placed: Window, channels: [number, number], groups = 1): Operation {
  const [inputs, outputs] = channels;
  return {
    kind: 'convolution',
    window: placed,
    groups,
    kernel: tensor([...placed.size, inputs / groups, outputs]),
    bias: tensor([outputs]),
  };
}

type Case = [name: string, operation: Operation, inputs: (readonly [number, number, number])[]];

const odd: Padding = { top: 0, bottom: 2, left: 1, right: 0 };
const oblong: Window = { size: [3, 2], stride: [2, 3], padding: odd };
const normalisation = { size: 5, alpha: 0.5, beta: 0.75, bias: 1 };

const cases: Case[] = [
  ['convolution 1×1', convolution(window(1, 1, all(0)), [3, 4]), [[4, 5, 3]]],
  ['convolution 3×3', convolution(window(3, 1, all(1)), [2, 3]), [[5, 6, 2]]],
  ['convolution 5×5', convolution(window(5, 1, all(2)), [2, 3]), [[6, 5, 2]]],
  ['convolution 7×7, stride 2', convolution(window(7, 2, all(3)), [3, 2]), [[10, 9, 3]]],
  ['convolution 3×3, stride 2, no padding', convolution(window(3, 2, all(0)), [2, 2]), [[8, 7, 2]]],
  ['convolution 2×2, stride 3', convolution(window(2, 3, all(1)), [2, 2]), [[7, 8, 2]]],
  ['convolution, asymmetric and oblong', convolution(oblong, [2, 3]), [[7, 8, 2]]],
  ['convolution in groups', convolution(window(3, 1, all(1)), [4, 6], 2), [[4, 5, 4]]],
  ['convolution padded beyond its kernel', convolution(window(1, 1, all(1)), [2, 3]), [[3, 4, 2]]],
  ['relu', { kind: 'relu' }, [[4, 5, 3]]],
  [
    'max pool 3×3, stride 2, rounding up',
    { kind: 'maxPool', window: window(3, 2, all(0)), rounding: 'up' },
    [[8, 9, 2]],
  ],
  [
    'max pool 3×3, stride 1, padded',
    { kind: 'maxPool', window: window(3, 1, all(1)), rounding: 'up' },
    [[4, 5, 2]],
  ],
  ['max pool, oblong', { kind: 'maxPool', window: oblong, rounding: 'down' }, [[7, 8, 2]]],
  [
    'average pool over the whole map',
    { kind: 'averagePool', window: window(4, 1, all(0)), rounding: 'up' },
    [[4, 4, 3]],
  ],
  [
    'average pool, padded, overhanging',
    { kind: 'averagePool', window: window(3, 2, all(1)), rounding: 'up' },
    [[6, 7, 2]],
  ],
  [
    'local response normalisation',
    { kind: 'localResponseNormalisation', ...normalisation },
    [[2, 3, 7]],
  ],
  [
    'concatenation',
    { kind: 'concatenation' },
    [
      [2, 3, 2],
      [2, 3, 4],
    ],
  ],
  ['dense', { kind: 'dense', weights: tensor([24, 5]), bias: tensor([5]) }, [[3, 4, 2]]],
  ['softmax', { kind: 'softmax' }, [[1, 1, 6]]],
];

function upload(maps: readonly Map3[]): tf.Tensor4D {
  const [height, width, channels] = maps[0]!.shape;
  const data = Float32Array.from(maps.flatMap((map) => [...map.data]));
  return tf.tensor4d(data, [maps.length, height, width, channels]);
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  it.each(cases)(
    '%s agrees with plain loops, and so does its gradient',
    (_name, operation, shapes) => {
      // Two pictures a batch, so that nothing can mix them unseen.
      const pictures = [0, 1].map(() => shapes.map((shape) => map3(shape, float)));
      const expected = pictures.map((inputs) => reference(operation, inputs));
      const weights = expected.map((output) => output.data.map(float));
      const compiled = compileOperation(operation);
      const [first, ...others] = shapes.map((_shape, input) =>
        upload(pictures.map((inputs) => inputs[input]!)),
      );
      const run = (x: tf.Tensor) => compiled.apply([x as tf.Tensor4D, ...others], 'plain');

      const output = run(first!);
      expect(output.shape).toEqual([2, ...expected[0]!.shape]);
      // float32 sums of at most 150 products of standard normals: errors stay below 1e-5 of the largest.
      const expectedValues = expected.flatMap((map) => [...map.data]);
      expectClose(output.dataSync(), expectedValues, { ofLargest: 1e-5 });

      const dy = upload(expected.map(({ shape }, i) => ({ shape, data: weights[i]! })));
      const gradient = tf.grad(run)(first!, dy);
      // The differences themselves are good to 1e-8: step² and 1e-16 / step at a step of 1e-5.
      const expectedGradient = pictures.flatMap((inputs, i) => [
        ...finiteDifferenceGradient(operation, inputs, weights[i]!, 1e-5),
      ]);
      expectClose(gradient.dataSync(), expectedGradient, { ofLargest: 1e-5 });
      compiled.dispose();
    },
  );

  it('gives the gradient of a shared maximum to one element of the window, also where nothing is positive', () => {
    const pool = compileOperation({
      kind: 'maxPool',
      window: window(2, 2, all(0)),
      rounding: 'down',
    });
    const gradient = tf.grad((x) => pool.apply([x as tf.Tensor4D], 'plain'));
    for (const value of [1, 0, -1]) {
      const sums = tf.sum(tf.reshape(gradient(tf.fill([1, 2, 4, 1], value)), [2, 2, 2]), [0, 2]);
      expect([...sums.dataSync()]).toEqual([1, 1]);
    }
  });

  it('redirects a gradient only in pictures that nothing gets through, and only upwards', () => {
    const relu = compileOperation({ kind: 'relu' });
    const input = tf.tensor4d([-1, -2, -3, 4], [2, 1, 2, 1]);
    const dy = tf.tensor4d([5, -6, 7, 8], [2, 1, 2, 1]);
    const gradient = tf.grad((x) => relu.apply([x as tf.Tensor4D], 'redirected'))(input, dy);
    expect([...gradient.dataSync()]).toEqual([5, 0, 0, 8]);
  });

  it('refuses a normalisation over an even number of channels', () => {
    expect(() =>
      compileOperation({ kind: 'localResponseNormalisation', ...normalisation, size: 4 }),
    ).toThrow(/odd number of channels, found 4/);
  });
});
