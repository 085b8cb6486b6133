import { describe, expect, it } from 'vitest';
import { linearPath } from '../../pipeline/circuits/linear-path.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Graph, GraphNode, Tensor, Window } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const random = new Random(7);

function tensor(...shape: number[]): Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length: size }, () => random.normal()) };
}

function window(size: number, stride: number, pad: number): Window {
  return {
    size: [size, size],
    stride: [stride, stride],
    padding: { top: pad, bottom: pad, left: pad, right: pad },
  };
}

const convolution = (
  name: string,
  input: string,
  [size, stride, pad]: readonly [number, number, number],
  inputs: number,
  outputs: number,
): GraphNode => ({
  name,
  inputs: [input],
  operation: {
    kind: 'convolution',
    window: window(size, stride, pad),
    groups: 1,
    kernel: tensor(size, size, inputs, outputs),
    bias: { shape: [outputs], data: new Float32Array(outputs) },
  },
});

/** A branching network without nonlinearities, so that its path is the network itself. */
const graph: Graph = {
  nodes: [
    { name: 'data', inputs: [], operation: { kind: 'input', shape: [21, 21, 2] } },
    convolution('source', 'data', [3, 1, 1], 2, 3),
    {
      name: 'pool',
      inputs: ['source'],
      operation: { kind: 'averagePool', window: window(2, 2, 0), rounding: 'down' },
    },
    convolution('reduce', 'pool', [1, 1, 0], 3, 2),
    convolution('wide', 'reduce', [5, 1, 2], 2, 4),
    convolution('narrow', 'pool', [1, 1, 0], 3, 2),
    convolution('aside', 'data', [2, 2, 0], 2, 1),
    { name: 'target', inputs: ['wide', 'narrow'], operation: { kind: 'concatenation' } },
    { name: 'rectified', inputs: ['target'], operation: { kind: 'relu' } },
    {
      name: 'pooled',
      inputs: ['rectified'],
      operation: { kind: 'maxPool', window: window(3, 1, 1), rounding: 'up' },
    },
  ],
};

describe('linearPath', () => {
  it('gives the values of a network without nonlinearities', async () => {
    await openBackend('cpu');
    const network = compile(graph);
    const values = await network.activations(tensor(1, 21, 21, 2), ['source', 'target']);
    const source = values['source']!;
    const target = values['target']!;
    const path = linearPath(graph, 'source', 'target');
    const [, height, width, channels] = target.shape as [number, number, number, number];
    let worst = 0;
    // Inside, where no window meets the padding.
    for (let y = 2; y < height - 2; y++) {
      for (let x = 2; x < width - 2; x++) {
        for (let c = 0; c < channels; c++) {
          const expected = target.data[(y * width + x) * channels + c]!;
          worst = Math.max(worst, Math.abs(expected - pathValue(path, source, y, x, c)));
        }
      }
    }
    network.dispose();
    // Sums of some hundred float32 products of order one.
    expect(worst).toBeLessThan(1e-4);
  });

  function pathValue(
    path: ReturnType<typeof linearPath>,
    source: Tensor,
    y: number,
    x: number,
    channel: number,
  ): number {
    const width = source.shape[2]!;
    let sum = 0;
    for (let ky = 0; ky < path.size; ky++) {
      for (let kx = 0; kx < path.size; kx++) {
        const sy = y * path.stride + path.origin + ky;
        const sx = x * path.stride + path.origin + kx;
        for (let s = 0; s < path.sources; s++) {
          const weight =
            path.kernel[((ky * path.size + kx) * path.sources + s) * path.channels + channel]!;
          sum += weight * source.data[(sy * width + sx) * path.sources + s]!;
        }
      }
    }
    return sum;
  }

  it('says what it approximated, each once, and nothing for a linear path', () => {
    expect(linearPath(graph, 'source', 'target').approximations).toEqual([]);
    expect(linearPath(graph, 'source', 'pooled').approximations).toEqual([
      'every ReLU on the path passes its input unchanged',
      'a max-pool is the mean over its window',
    ]);
  });

  it('joins a branch that does not read the source as zeros', () => {
    const joined: Graph = {
      nodes: [
        ...graph.nodes,
        { name: 'both', inputs: ['aside', 'narrow'], operation: { kind: 'concatenation' } },
      ],
    };
    const path = linearPath(joined, 'source', 'both');
    expect([path.channels, path.size, path.stride]).toEqual([3, 2, 2]);
    const first = path.kernel.filter((_, i) => i % 3 === 0);
    expect(first.every((weight) => weight === 0)).toBe(true);
    expect(path.kernel.some((weight) => weight !== 0)).toBe(true);
  });

  it('refuses ends that no path joins', () => {
    expect(() => linearPath(graph, 'wide', 'narrow')).toThrow(
      'expected a path from wide to narrow, found none; name a target that reads from the source',
    );
    expect(() => linearPath(graph, 'nowhere', 'target')).toThrow('"nowhere"');
  });
});
