import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { smallInceptionGraph } from '../support/small-inception-graph.ts';

const graph = smallInceptionGraph();
const random = new Random(32);
const [rows, columns] = [25, 28];
const pixels = Float32Array.from({ length: 2 * rows * columns * 3 }, () => random.normal());
const batch = { shape: [2, rows, columns, 3], data: pixels };

const positions: [number, number][] = [
  [0, 0],
  [3, 3],
  [2, 5],
  [4, 4],
];

describe.each(['wasm', 'cpu'] as const)('one position of a layer on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  it.each(positions)(
    '[%i, %i] has the value and the gradient that it has in the whole map',
    (y, x) => {
      const network = compile(graph);
      for (const layer of ['joined', 'pool1', 'mean', 'data']) {
        const alone = (input: tf.Tensor) =>
          network.forward(input as tf.Tensor4D, [layer], { at: [y, x] })[layer]!;
        const whole = (input: tf.Tensor) => {
          const map = network.forward(input as tf.Tensor4D, [layer])[layer]!;
          return tf.slice4d(map, [0, y, x, 0], [2, 1, 1, map.shape[3]]);
        };
        tf.tidy(() => {
          const input = tf.tensor4d(pixels, [2, rows, columns, 3]);
          const expected = whole(input);
          const actual = alone(input);
          expect(actual.shape).toEqual(expected.shape);
          // The same float32 sums, perhaps in another order.
          expectClose(actual.dataSync(), expected.dataSync(), { ofLargest: 1e-6 });
          const dy = tf.randomNormal(actual.shape, 0, 1, 'float32', 1);
          const gradients = [alone, whole].map((f) => tf.grad(f)(input, dy).dataSync());
          expectClose(gradients[0]!, gradients[1]!, { ofLargest: 1e-5 });
        });
      }
      network.dispose();
    },
  );

  it('comes as plain arrays too, and leaves nothing behind', async () => {
    const network = compile(graph);
    const { relu2: map } = await network.activations(batch, ['relu2']);
    const before = tf.memory().numTensors;
    const { relu2: column } = await network.activations(batch, ['relu2'], { at: [1, 2] });
    expect(tf.memory().numTensors).toBe(before);
    const [, height, width, channels] = map!.shape as [number, number, number, number];
    expect(column!.shape).toEqual([2, 1, 1, channels]);
    const picked = [0, 1].flatMap((picture) => {
      const start = ((picture * height + 1) * width + 2) * channels;
      return [...map!.data.subarray(start, start + channels)];
    });
    expectClose(column!.data, picked, { ofLargest: 1e-6 });
    network.dispose();
  });

  it('is refused outside the map', async () => {
    const network = compile(graph);
    await expect(network.activations(batch, ['relu2'], { at: [0, 7] })).rejects.toThrow(
      /expected a position inside the 6×7 map of "relu2", found \[0, 7\]/,
    );
    network.dispose();
  });
});
