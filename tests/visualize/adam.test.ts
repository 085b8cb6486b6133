import { beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Adam } from '../../pipeline/visualize/adam.ts';
import { expectClose } from '../support/expect-close.ts';

beforeAll(async () => {
  await openBackend('cpu');
});

it('takes the steps of the published algorithm, upwards', () => {
  const gradients = [
    [3, -0.5],
    [1, 2],
    [-2, 0.25],
  ];
  const expected = [0, 1].map((entry) => {
    let [value, first, second] = [1, 0, 0];
    for (const [index, gradient] of gradients.entries()) {
      first = 0.9 * first + 0.1 * gradient[entry]!;
      second = 0.999 * second + 0.001 * gradient[entry]! ** 2;
      const mean = first / (1 - 0.9 ** (index + 1));
      const spread = Math.sqrt(second / (1 - 0.999 ** (index + 1)));
      value += (0.1 * mean) / (spread + 1e-8);
    }
    return value;
  });
  const adam = new Adam(tf.tensor1d([1, 1]));
  for (const gradient of gradients) adam.step(tf.tensor1d(gradient), [0.1, 0.1]);
  // float32 arithmetic over three steps.
  expectClose(adam.finish().dataSync(), expected, { absolute: 1e-6 });
});

it('keeps nothing on the backend but the value it hands over', () => {
  const before = tf.memory().numTensors;
  const adam = new Adam(tf.zeros([3]));
  tf.tidy(() => {
    adam.step(tf.ones([3]), [0.1, 0.1, 0.1]);
  });
  const value = adam.finish();
  expect(tf.memory().numTensors).toBe(before + 1);
  value.dispose();
});

it('has a rate for every entry of the first axis, and leaves those of rate 0 where they are', () => {
  const adam = new Adam(tf.ones([2, 3]));
  adam.step(tf.ones([2, 3]), [0, 0.5]);
  // The first step is the rate times the gradient's sign; float32.
  expectClose(adam.finish().dataSync(), [1, 1, 1, 1.5, 1.5, 1.5], { absolute: 1e-6 });
});
