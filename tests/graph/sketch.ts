import type { Graph, GraphNode, Operation, Window } from '../../pipeline/graph/ir.ts';

/** Small graphs for tests: square windows, weights of zeros. */

export function window(size: number, stride = 1, padding = 0): Window {
  return {
    size: [size, size],
    stride: [stride, stride],
    padding: { top: padding, bottom: padding, left: padding, right: padding },
  };
}

export function node(name: string, inputs: readonly string[], operation: Operation): GraphNode {
  return { name, inputs, operation };
}

export const input = (height: number, width: number, channels: number): GraphNode =>
  node('data', [], { kind: 'input', shape: [height, width, channels] });

export function convolution(
  from: number,
  to: number,
  frame: Window,
  groups = 1,
): Extract<Operation, { kind: 'convolution' }> {
  const shape = [...frame.size, from / groups, to];
  const length = shape.reduce((product, side) => product * side, 1);
  return {
    kind: 'convolution',
    window: frame,
    groups,
    kernel: { shape, data: new Float32Array(length) },
    bias: { shape: [to], data: new Float32Array(to) },
  };
}

export function dense(from: number, to: number): Extract<Operation, { kind: 'dense' }> {
  return {
    kind: 'dense',
    weights: { shape: [from, to], data: new Float32Array(from * to) },
    bias: { shape: [to], data: new Float32Array(to) },
  };
}

export const relu: Operation = { kind: 'relu' };
export const join: Operation = { kind: 'concatenation' };

export function maxPool(frame: Window, rounding: 'up' | 'down' = 'up'): Operation {
  return { kind: 'maxPool', window: frame, rounding };
}

/** GoogLeNet up to one inception module, with few channels and the real windows. */
export const inception: Graph = {
  nodes: [
    input(224, 224, 3),
    node('conv1', ['data'], convolution(3, 4, window(7, 2, 3))),
    node('relu1', ['conv1'], relu),
    node('pool1', ['relu1'], maxPool(window(3, 2))),
    node('conv2', ['pool1'], convolution(4, 6, window(3, 1, 1))),
    node('pool2', ['conv2'], maxPool(window(3, 2))),
    node('1x1', ['pool2'], convolution(6, 2, window(1))),
    node('3x3_reduce', ['pool2'], convolution(6, 2, window(1))),
    node('3x3', ['3x3_reduce'], convolution(2, 3, window(3, 1, 1))),
    node('5x5', ['pool2'], convolution(6, 1, window(5, 1, 2))),
    node('5x5_relu', ['5x5'], relu),
    node('pool', ['pool2'], maxPool(window(3, 1, 1))),
    node('pool_proj', ['pool'], convolution(6, 2, window(1))),
    node('output', ['1x1', '3x3', '5x5_relu', 'pool_proj'], join),
  ],
};
