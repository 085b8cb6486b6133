import { beforeAll, describe, expect, it } from 'vitest';
import { linearPath } from '../../pipeline/circuits/linear-path.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { preprocess, type InputColours } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { measurePasses, type NodePasses } from '../../pipeline/probes/passes.ts';
import type { SquarePicture } from '../../pipeline/stimuli/patches.ts';
import { input, maxPool, node, relu, window } from '../graph/sketch.ts';
import { stackedBlocks } from './stacked-blocks.ts';

const random = new Random(4);
const asIs: InputColours = { channels: 'rgb', mean: [128, 128, 128] };

const pictures = Array.from({ length: 4 }, () => ({
  size: 6,
  data: Float32Array.from({ length: 6 * 6 * 3 }, () => Math.floor(256 * random.uniform())),
}));

async function* shown(): AsyncGenerator<SquarePicture> {
  for (const picture of pictures) yield await Promise.resolve(picture);
}

const pointwise = (name: string, from: string, inner: number, outer: number) =>
  node(name, [from], {
    ...{ kind: 'convolution', window: window(1), groups: 1 },
    kernel: {
      shape: [1, 1, inner, outer],
      data: Float32Array.from({ length: inner * outer }, () => random.normal()),
    },
    bias: {
      shape: [outer],
      data: Float32Array.from({ length: outer }, () => 100 * random.normal()),
    },
  });

/** One hidden layer, position by position. */
const shallow: Graph = {
  nodes: [
    input(6, 6, 3),
    pointwise('hidden/preactivation', 'data', 3, 7),
    node('hidden', ['hidden/preactivation'], relu),
    pointwise('target', 'hidden', 7, 2),
  ],
};

describe('linearPath weighted by what nonlinearities pass', () => {
  beforeAll(async () => {
    await openBackend('cpu');
  });

  it('is the mean of the network’s own gradients where one ReLU layer is on the path', async () => {
    const network = compile(shallow);
    const passes = await measurePasses({
      ...{ network, graph: shallow, input: asIs, layers: ['target'], pictures: shown() },
    });
    const { kernel } = linearPath(shallow, 'data', 'target', { passes });
    const jacobian = new Float64Array(6);
    for (const { size, data } of pictures) {
      const batch = preprocess(asIs, { shape: [1, size, size, 3], data });
      const pixels = tf.tensor4d(batch.data, [1, size, size, 3]);
      for (let c = 0; c < 2; c++) {
        // A pixel reaches its own position alone, so that one gradient holds those of all positions.
        const gradient = tf.grad((x: tf.Tensor) => {
          const { target } = network.forward(x as tf.Tensor4D, ['target']);
          return tf.sum(tf.slice4d(target!, [0, 0, 0, c], [1, size, size, 1]));
        })(pixels);
        (await gradient.data()).forEach((value, i) => {
          const entry = (i % 3) * 2 + c;
          jacobian[entry] = jacobian[entry]! + value / (size * size * pictures.length);
        });
      }
    }
    network.dispose();
    const gates = passes.get('hidden');
    expect(gates?.kind === 'relu' && gates.factors.some((gate) => gate > 0 && gate < 1)).toBe(true);
    // Weights of order one in float32.
    kernel.forEach((weight, i) => expect(Math.abs(weight - jacobian[i]!)).toBeLessThan(1e-5));
  });

  it('says what it weighted, and refuses passes that lack a node', () => {
    const gates: NodePasses = { kind: 'relu', factors: new Array<number>(7).fill(0.5) };
    const { approximations } = linearPath(shallow, 'data', 'target', {
      passes: new Map([['hidden', gates]]),
    });
    expect(approximations).toEqual([
      'every ReLU on the path passes its input times the share of positions in photographs where it is on',
    ]);
    expect(() => linearPath(shallow, 'data', 'target', { passes: new Map() })).toThrow(
      'the passes do not say what the relu hidden passes',
    );
  });

  it('lays the taps of a pool where they are, and scales channels each by its own', () => {
    const pooled: Graph = {
      nodes: [
        input(8, 8, 2),
        node('normalised', ['data'], {
          ...{ kind: 'localResponseNormalisation', size: 3, alpha: 1, beta: 0.75, bias: 1 },
        }),
        node('pooled', ['normalised'], maxPool(window(2, 2))),
      ],
    };
    const path = linearPath(pooled, 'data', 'pooled', {
      channels: [1],
      passes: new Map<string, NodePasses>([
        ['normalised', { kind: 'localResponseNormalisation', factors: [3, 2] }],
        ['pooled', { kind: 'maxPool', taps: [0.1, 0.2, 0.3, 0.4] }],
      ]),
    });
    expect([path.size, path.origin, path.stride]).toEqual([2, 0, 2]);
    expect(path.kernel).toEqual(Float32Array.of(0, 0.2, 0, 0.4, 0, 0.6, 0, 0.8));
    expect(path.approximations).toHaveLength(2);
  });

  it('is the plain path where everything passes and pools are even, and linear in a last gate', () => {
    const graph = stackedBlocks(random, 33, 'maxPool', 0);
    const ones = graph.nodes.flatMap(({ name, operation }): [string, NodePasses][] => {
      if (operation.kind === 'relu') return [[name, { kind: 'relu', factors: [1, 1, 1] }]];
      if (operation.kind !== 'maxPool') return [];
      return [[name, { kind: 'maxPool', taps: new Array<number>(9).fill(1 / 9) }]];
    });
    const plain = linearPath(graph, 'first', 'third');
    const open = linearPath(graph, 'first', 'third', { passes: new Map(ones) });
    expect(open.kernel).toEqual(plain.kernel);
    const half = new Map<string, NodePasses>([
      ...ones,
      ['third/3x3', { kind: 'relu', factors: [0, 0.5, 1] }],
    ]);
    const gated = linearPath(graph, 'first', 'third', { passes: half });
    const factors = [1, 1, 0, 0.5, 1, 1, 1, 1];
    expect(gated.kernel).toEqual(plain.kernel.map((weight, i) => weight * factors[i % 8]!));
    const some = linearPath(graph, 'first', 'third', { passes: half, channels: [3, 4] });
    expect(some.kernel).toEqual(gated.kernel.filter((_, i) => i % 8 === 3 || i % 8 === 4));
  });
});
