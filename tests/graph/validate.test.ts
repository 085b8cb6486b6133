import { describe, expect, it } from 'vitest';
import type { GraphNode, Operation } from '../../pipeline/graph/ir.ts';
import { validateGraph } from '../../pipeline/graph/validate.ts';
import {
  convolution,
  dense,
  inception,
  input,
  join,
  maxPool,
  node,
  relu,
  window,
} from './sketch.ts';

const data = input(4, 4, 4);
const checking = (...nodes: GraphNode[]) => {
  return () => {
    validateGraph({ nodes });
  };
};
const onData = (operation: Operation) => checking(data, node('x', ['data'], operation));

describe('validateGraph', () => {
  it('accepts a sound graph, grouped convolutions included', () => {
    expect(() => {
      validateGraph(inception);
    }).not.toThrow();
    expect(onData(convolution(4, 6, window(3), 2))).not.toThrow();
    expect(onData(dense(64, 2))).not.toThrow();
  });

  it('refuses two nodes of one name', () => {
    expect(checking(data, node('data', ['data'], relu))).toThrow(
      'expected relu node "data" to have a name of its own, found a second node of that name; correct the model',
    );
  });

  it('refuses inputs that are absent or come later', () => {
    const late = node('a', ['b'], relu);
    expect(checking(data, late, node('b', ['data'], relu))).toThrow(
      'expected relu node "a" to have inputs that come before it, found "b"',
    );
  });

  it('refuses another number of inputs than the operation reads', () => {
    expect(checking(data, node('a', ['data', 'data'], relu))).toThrow('1 inputs, found 2');
    expect(checking(data, node('a', [], join))).toThrow('at least one input, found none');
    expect(checking({ ...data, inputs: ['data'] })).toThrow('found "data"');
  });

  it('refuses a graph without an input, or with two', () => {
    expect(checking()).toThrow('expected a graph with one input, found 0');
    expect(checking(data, { ...data, name: 'more' })).toThrow('found 2');
  });

  it('refuses kernels and biases that do not fit', () => {
    expect(onData(convolution(3, 6, window(3)))).toThrow('kernel of shape 3×3×4×6, found 3×3×3×6');
    expect(onData({ ...convolution(4, 6, window(3)), window: window(1) })).toThrow(
      'kernel of shape 1×1×4×6',
    );
    const bias = { shape: [5], data: new Float32Array(5) };
    expect(onData({ ...convolution(4, 6, window(3)), bias })).toThrow('bias of shape 6, found 5');
    expect(onData({ ...convolution(4, 6, window(1)), groups: 4 })).toThrow(
      '4 groups to divide its channels, found 4 in and 6 out',
    );
    const kernel = { shape: [1, 1, 4, 6], data: new Float32Array(23) };
    expect(onData({ ...convolution(4, 6, window(1)), kernel })).toThrow('24 values in its kernel');
    expect(onData(dense(63, 2))).toThrow('weights of shape 64×2, found 63×2');
  });

  it('refuses windows that cannot be laid', () => {
    expect(onData(maxPool(window(0)))).toThrow('sizes and strides of at least 1, found 0, 0, 1, 1');
    expect(onData(maxPool(window(2, 1, 2)))).toThrow('padding smaller than its window 2×2');
    expect(onData(maxPool(window(2, 1, -1)))).toThrow('padding of whole pixels');
    expect(onData(convolution(4, 1, window(5)))).toThrow('an input of at least 5×5 pixels');
  });
});
