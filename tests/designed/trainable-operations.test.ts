import { beforeAll, describe, expect, it } from 'vitest';
import { rectifiedConvolution } from '../../pipeline/designed/trainable-convolution.ts';
import { trainableDense } from '../../pipeline/designed/trainable-dense.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import type { Operation, Tensor } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { map3, reference, type Map3 } from '../support/reference-ops.ts';

const random = new Random(30);
const float = () => Math.fround(random.normal());

function tensor(...shape: number[]): Tensor {
  const length = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length }, float) };
}

const upload = ({ shape, data }: Tensor) => tf.tensor(data, [...shape]);

/** Derivatives of Σ dy · relu(operation) by central differences in float64, of what `change` reaches. */
function differences(
  length: number,
  value: (entry: number, by: number) => number,
  step = 1e-5,
): number[] {
  return Array.from({ length }, (_, entry) => {
    return (value(entry, step) - value(entry, -step)) / (2 * step);
  });
}

const nudged = (data: Float32Array, entry: number, by: number): Float32Array =>
  // The reference reads any array of numbers: in float64 a step of 1e-5 is not rounded away.
  Float64Array.from(data, (value, i) =>
    i === entry ? value + by : value,
  ) as unknown as Float32Array;

const side = (pixels: number) => ({ top: pixels, bottom: pixels, left: pixels, right: pixels });

/** Σ dy · relu(operation(pictures)) over [n, y, x, c] pictures. */
function rectifiedSum(operation: Operation, pictures: readonly Map3[], dy: Float32Array): number {
  const outputs = pictures.flatMap((picture) => [...reference(operation, [picture]).data]);
  return outputs.reduce((sum, value, i) => sum + Math.max(0, value) * dy[i]!, 0);
}

function picturesOf({ shape: [count, height, width, channels], data }: Tensor): Map3[] {
  const size = height! * width! * channels!;
  return Array.from({ length: count! }, (_, n) =>
    map3(
      [height!, width!, channels!],
      (y, x, c) => data[n * size + (y * width! + x) * channels! + c]!,
    ),
  );
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  it.each([1, 3, 5])(
    'a rectified convolution of %i pixels a side agrees with plain loops, and so do all its gradients',
    (size) => {
      const x = tensor(2, 5, 4, 3);
      const kernel = tensor(size, size, 3, 4);
      const bias = tensor(4);
      const dy = tensor(2, 5, 4, 4);
      const window = { size: [size, size], stride: [1, 1], padding: side((size - 1) / 2) } as const;
      const operation = (
        changed: Partial<Record<'kernel' | 'bias', Float32Array>> = {},
      ): Operation => ({
        ...{ kind: 'convolution', window, groups: 1 },
        kernel: { ...kernel, data: changed.kernel ?? kernel.data },
        bias: { ...bias, data: changed.bias ?? bias.data },
      });
      const pictures = picturesOf(x);
      const run = (...args: tf.Tensor[]) =>
        rectifiedConvolution(
          args[0] as tf.Tensor4D,
          args[1] as tf.Tensor4D,
          args[2] as tf.Tensor1D,
        );
      const args = [x, kernel, bias].map(upload);
      const expected = pictures.flatMap((picture) => [...reference(operation(), [picture]).data]);
      const output = run(...args);
      // float32 sums of at most 75 products of standard normals; of 40 in the gradients.
      expectClose(
        output.dataSync(),
        expected.map((value) => Math.max(0, value)),
        { ofLargest: 1e-5 },
      );

      const [byInput, byKernel, byBias] = tf
        .grads(run)(args, upload(dy))
        .map((g) => g.dataSync());
      const sum = (changed: Parameters<typeof operation>[0], data = x.data) =>
        rectifiedSum(operation(changed), picturesOf({ ...x, data }), dy.data);
      const close = { ofLargest: 1e-5 };
      expectClose(
        byKernel!,
        differences(kernel.data.length, (i, by) => sum({ kernel: nudged(kernel.data, i, by) })),
        close,
      );
      expectClose(
        byBias!,
        differences(4, (i, by) => sum({ bias: nudged(bias.data, i, by) })),
        close,
      );
      expectClose(
        byInput!,
        differences(x.data.length, (i, by) => sum({}, nudged(x.data, i, by))),
        close,
      );
    },
  );

  it('a convolution of pixels wants no gradient of them', () => {
    const [x, kernel, bias] = [tensor(1, 3, 3, 2), tensor(3, 3, 2, 2), tensor(2)].map(upload);
    const gradient = tf.grad((input) =>
      rectifiedConvolution(input as tf.Tensor4D, kernel as tf.Tensor4D, bias as tf.Tensor1D, true),
    )(x!);
    expect([...gradient.dataSync()]).toEqual(Array.from({ length: 18 }, () => 0));
  });

  it('a dense layer multiplies, and its gradients do with transposed factors', () => {
    const [x, weights, bias, dy] = [tensor(3, 5), tensor(5, 2), tensor(2), tensor(3, 2)];
    const run = (...args: tf.Tensor[]) =>
      trainableDense(args[0] as tf.Tensor2D, args[1] as tf.Tensor2D, args[2] as tf.Tensor1D);
    const args = [x, weights, bias].map(upload);
    const at = ({ shape, data }: Tensor, row: number, column: number) =>
      data[row * shape[1]! + column]!;
    const total = (terms: number, term: (i: number) => number) =>
      Array.from({ length: terms }, (_, i) => term(i)).reduce((a, b) => a + b, 0);
    const cells = (rows: number, columns: number, value: (row: number, column: number) => number) =>
      Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns));
    const expected = cells(3, 2, (n, o) => {
      return bias.data[o]! + total(5, (i) => at(x, n, i) * at(weights, i, o));
    });
    const close = { ofLargest: 1e-6 };
    expectClose(run(...args).dataSync(), expected, close);
    const gradients = tf
      .grads(run)(args, upload(dy))
      .map((gradient) => gradient.dataSync());
    const byInput = cells(3, 5, (n, i) => total(2, (o) => at(dy, n, o) * at(weights, i, o)));
    const byWeights = cells(5, 2, (i, o) => total(3, (n) => at(x, n, i) * at(dy, n, o)));
    const byBias = cells(1, 2, (_, o) => total(3, (n) => at(dy, n, o)));
    expectClose(gradients[0]!, byInput, close);
    expectClose(gradients[1]!, byWeights, close);
    expectClose(gradients[2]!, byBias, close);
  });
});
