import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';

describe('a copy of a tensor on wasm', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  it('takes no memory of its own and outlives what it is a copy of', () => {
    const before = tf.memory();
    const tensor = tf.tensor1d([1, 2, 3]);
    const copy = tf.clone(tensor);
    expect(tf.memory().numTensors).toBe(before.numTensors + 2);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    tensor.dispose();
    tf.tensor1d([7, 8, 9]).dispose();
    expect([...copy.dataSync()]).toEqual([1, 2, 3]);
    copy.dispose();
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });
});
