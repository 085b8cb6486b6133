import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { preprocess } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import type { Graph, GraphNode, Tensor } from '../../pipeline/graph/ir.ts';

const placed = {
  size: [1, 1],
  stride: [1, 1],
  padding: { top: 0, bottom: 0, left: 0, right: 0 },
} as const;

function scaling(name: string, input: string, factor: number): GraphNode {
  const kernel = { shape: [1, 1, 1, 1], data: Float32Array.of(factor) };
  const bias = { shape: [1], data: Float32Array.of(0) };
  return {
    name,
    operation: { kind: 'convolution', window: placed, groups: 1, kernel, bias },
    inputs: [input],
  };
}

/** doubled → rectified, and beside it a branch whose layer cannot run. */
const graph: Graph = {
  nodes: [
    { name: 'data', operation: { kind: 'input', shape: [2, 2, 1] }, inputs: [] },
    scaling('doubled', 'data', 2),
    { name: 'rectified', operation: { kind: 'relu' }, inputs: ['doubled'] },
    scaling('negated', 'rectified', -1),
    { name: 'joined', operation: { kind: 'concatenation' }, inputs: ['rectified', 'negated'] },
    {
      name: 'impossible',
      operation: { kind: 'maxPool', window: { ...placed, size: [9, 9] }, rounding: 'down' },
      inputs: ['data'],
    },
  ],
};

const batch: Tensor = { shape: [2, 1, 2, 1], data: Float32Array.of(1, -2, 3, 4) };

describe.each(['wasm', 'cpu'] as const)('a network on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  it('computes the named layers and only what they need', async () => {
    const network = compile(graph);
    const { joined, doubled } = await network.activations(batch, ['joined', 'doubled']);
    expect(joined).toEqual({
      shape: [2, 1, 2, 2],
      data: Float32Array.of(2, -2, 0, 0, 6, -6, 8, -8),
    });
    expect(doubled!.data).toEqual(Float32Array.of(2, -4, 6, 8));
    await expect(network.activations(batch, ['impossible'])).rejects.toThrow(/at least 9×9 pixels/);
    network.dispose();
  });

  it('hands back its input where that is asked for', async () => {
    const network = compile(graph);
    expect((await network.activations(batch, ['data', 'doubled'])).data).toEqual(batch);
    network.dispose();
  });

  it('leaves nothing on the backend but its weights, and those only until it is disposed', async () => {
    const before = tf.memory().numTensors;
    const network = compile(graph);
    await network.activations(batch, ['joined']);
    const weights = tf.memory().numTensors;
    await network.activations(batch, ['joined']);
    await network.activations(batch, ['data']);
    await network.activations(batch, ['impossible']).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(weights);
    const gradient = tf.tidy(() => {
      const sum = (x: tf.Tensor4D) => tf.sum(network.forward(x, ['joined'])['joined']!);
      return tf.grad(sum as (x: tf.Tensor) => tf.Tensor)(tf.ones([1, 2, 2, 1]));
    });
    gradient.dispose();
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is differentiable, with the rectifier that is asked for', () => {
    const network = compile(graph);
    const gradient = (rectifier: 'plain' | 'redirected') =>
      tf.tidy(() => {
        const value = (x: tf.Tensor) =>
          tf.sum(network.forward(x as tf.Tensor4D, ['rectified'], { rectifier })['rectified']!);
        return [
          ...tf
            .grad(value)(tf.tensor4d([-1, -1, 1, -1], [2, 1, 2, 1]))
            .dataSync(),
        ];
      });
    expect(gradient('plain')).toEqual([0, 0, 2, 0]);
    expect(gradient('redirected')).toEqual([2, 2, 2, 0]);
    network.dispose();
  });

  it('refuses a layer that the graph has not, and a batch of other channels', async () => {
    const network = compile(graph);
    await expect(network.activations(batch, ['Rectified'])).rejects.toThrow(
      /expected a layer's exact name, found "Rectified"/,
    );
    const rgb = { shape: [1, 1, 1, 3], data: new Float32Array(3) };
    await expect(network.activations(rgb, ['doubled'])).rejects.toThrow(
      /expected a batch \[n, height, width, 1\] for "data", found \[1, 1, 1, 3\]/,
    );
    network.dispose();
  });

  it('preprocesses pixels into the channel order of the model', () => {
    const pixels = { shape: [1, 1, 2, 3], data: Float32Array.of(10, 20, 30, 40, 50, 60) };
    const expected = {
      rgb: Float32Array.of(9, 18, 27, 39, 48, 57),
      bgr: Float32Array.of(29, 18, 7, 59, 48, 37),
    };
    for (const channels of ['rgb', 'bgr'] as const) {
      const input = { channels, mean: [1, 2, 3] as [number, number, number] };
      expect(preprocess(input, pixels).data).toEqual(expected[channels]);
    }
  });
});
