import type { Graph, GraphNode, Operation, Window } from '../../pipeline/graph/ir.ts';
import type { Random } from '../../pipeline/numerics/random.ts';
import { input, node, relu, window } from '../graph/sketch.ts';

/** Every concatenation of the blocks has as many channels: 2 of 1×1, 3 of 3×3, 1 of 5×5, 2 pooled. */
export const BLOCK_CHANNELS = 8;

/** The pools of the blocks: means where the network is to be linear. */
type PoolKind = 'averagePool' | 'maxPool';

/**
 * Three inception blocks, `first`, `second` and `third`, on a map of 3 channels, a strided pool `pool`
 * behind the first of them; every convolution rectified, with biases of `bias` throughout. No weight is
 * negative, so that no ReLU is off where the map and the biases are positive.
 */
export function stackedBlocks(random: Random, side: number, kind: PoolKind, bias: number): Graph {
  const pool = (frame: Window): Operation => ({ kind, window: frame, rounding: 'down' });
  const rectified = (name: string, from: string, frame: Window, inner: number, outer: number) => {
    const shape = [...frame.size, inner, outer];
    const length = shape.reduce((product, n) => product * n, 1);
    const scale = 0.5 / Math.sqrt(length / outer);
    return [
      node(`${name}/preactivation`, [from], {
        ...{ kind: 'convolution', window: frame, groups: 1 },
        kernel: {
          shape,
          data: Float32Array.from({ length }, () => scale * Math.abs(random.normal())),
        },
        bias: { shape: [outer], data: new Float32Array(outer).fill(bias) },
      }),
      node(name, [`${name}/preactivation`], relu),
    ];
  };
  const block = (name: string, from: string, inner: number): GraphNode[] => [
    ...rectified(`${name}/1x1`, from, window(1), inner, 2),
    ...rectified(`${name}/3x3_reduce`, from, window(1), inner, 2),
    ...rectified(`${name}/3x3`, `${name}/3x3_reduce`, window(3, 1, 1), 2, 3),
    ...rectified(`${name}/5x5_reduce`, from, window(1), inner, 2),
    ...rectified(`${name}/5x5`, `${name}/5x5_reduce`, window(5, 1, 2), 2, 1),
    node(`${name}/pool`, [from], pool(window(3, 1, 1))),
    ...rectified(`${name}/pool_proj`, `${name}/pool`, window(1), inner, 2),
    node(
      name,
      ['1x1', '3x3', '5x5', 'pool_proj'].map((branch) => `${name}/${branch}`),
      { kind: 'concatenation' },
    ),
  ];
  return {
    nodes: [
      input(side, side, 3),
      ...block('first', 'data', 3),
      node('pool', ['first'], pool(window(3, 2))),
      ...block('second', 'pool', BLOCK_CHANNELS),
      ...block('third', 'second', BLOCK_CHANNELS),
    ],
  };
}
