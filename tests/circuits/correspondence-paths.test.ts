import { describe, expect, it } from 'vitest';
import { adjacentPaths } from '../../pipeline/circuits/correspondence-paths.ts';
import type { Graph, GraphNode, Tensor, Window } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const random = new Random(3);

function tensor(...shape: number[]): Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length: size }, () => random.normal()) };
}

function window(size: number, stride: number): Window {
  return {
    size: [size, size],
    stride: [stride, stride],
    padding: { top: 0, bottom: 0, left: 0, right: 0 },
  };
}

const convolution = (name: string, input: string, shape: [number, number]): GraphNode => ({
  name,
  inputs: [input],
  operation: {
    kind: 'convolution',
    window: window(3, 1),
    groups: 1,
    kernel: tensor(3, 3, ...shape),
    bias: tensor(shape[1]),
  },
});

const pool = (name: string, input: string, kind: 'maxPool' | 'averagePool'): GraphNode => ({
  name,
  inputs: [input],
  operation: { kind, window: window(2, 2), rounding: 'up' },
});

const readout = tensor(6, 5);
const graph: Graph = {
  nodes: [
    { name: 'data', inputs: [], operation: { kind: 'input', shape: [13, 13, 2] } },
    convolution('first', 'data', [2, 3]),
    pool('pool', 'first', 'maxPool'),
    convolution('second', 'pool', [3, 4]),
    convolution('third', 'second', [4, 6]),
    pool('mean', 'third', 'averagePool'),
    {
      name: 'classes',
      inputs: ['mean'],
      operation: { kind: 'dense', weights: readout, bias: tensor(5) },
    },
  ],
};

describe('adjacentPaths', () => {
  it('start behind a pool, where the units are the same and the kernels are the convolutions’ own', () => {
    const { incoming, outgoing } = adjacentPaths(graph, 'first', 'second', 'third');
    expect(incoming).toMatchObject({ size: 3, sources: 3, channels: 4, approximations: [] });
    expect(outgoing).toMatchObject({ size: 3, sources: 4, channels: 6, approximations: [] });
  });

  it('read the weights of the classes out of the last layer', () => {
    const { outgoing } = adjacentPaths(graph, 'second', 'third', 'classes');
    expect(outgoing).toMatchObject({ size: 1, sources: 6, channels: 5, kernel: readout.data });
    expect(outgoing.approximations).toEqual(['the classes read the mean of the map']);
  });

  it('keep the pool where something else reads the layer too', () => {
    const nodes = [...graph.nodes, convolution('aside', 'first', [3, 1])];
    const { incoming } = adjacentPaths({ nodes }, 'first', 'second', 'third');
    // Two pooled positions for each of the three.
    expect(incoming).toMatchObject({ size: 6, sources: 3, channels: 4 });
    expect(incoming.approximations).toEqual(['a max-pool is the mean over its window']);
  });

  it('refuse layers that do not follow one another', () => {
    expect(() => adjacentPaths(graph, 'third', 'second', 'first')).toThrow(
      'expected a path from mean to second',
    );
  });
});
