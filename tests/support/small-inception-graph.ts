import type { Graph, GraphNode, Operation, Window } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';

/** A small inception: strided padded convolution, normalisation, overhanging pools, branches, mean. */
export function smallInceptionGraph(): Graph {
  const random = new Random(31);
  return {
    nodes: [
      node('data', { kind: 'input', shape: [30, 30, 3] }),
      node('conv1', convolution(random, window(7, 2, 3), 3, 4), 'data'),
      node('relu1', { kind: 'relu' }, 'conv1'),
      node('pool1', { kind: 'maxPool', window: window(3, 2, 0), rounding: 'up' }, 'relu1'),
      node(
        'norm1',
        { kind: 'localResponseNormalisation', size: 3, alpha: 1, beta: 0.75, bias: 1 },
        'pool1',
      ),
      node('branch1', convolution(random, window(1, 1, 0), 4, 2), 'norm1'),
      node('branch5', convolution(random, window(5, 1, 2), 4, 3), 'norm1'),
      node('pool', { kind: 'maxPool', window: window(3, 1, 1), rounding: 'up' }, 'norm1'),
      node('joined', { kind: 'concatenation' }, 'branch1', 'branch5', 'pool'),
      node('relu2', { kind: 'relu' }, 'joined'),
      node('mean', { kind: 'averagePool', window: window(2, 1, 0), rounding: 'up' }, 'relu2'),
    ],
  };
}

function window(size: number, stride: number, pixels: number): Window {
  const padding = { top: pixels, bottom: pixels, left: pixels, right: pixels };
  return { size: [size, size], stride: [stride, stride], padding };
}

function convolution(random: Random, placed: Window, inputs: number, outputs: number): Operation {
  const length = placed.size[0] * placed.size[1] * inputs * outputs;
  const kernel = Float32Array.from({ length }, () => random.normal());
  const bias = Float32Array.from({ length: outputs }, () => random.normal());
  return {
    kind: 'convolution',
    window: placed,
    groups: 1,
    kernel: { shape: [...placed.size, inputs, outputs], data: kernel },
    bias: { shape: [outputs], data: bias },
  };
}

function node(name: string, operation: Operation, ...inputs: string[]): GraphNode {
  return { name, operation, inputs };
}
