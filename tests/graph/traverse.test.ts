import { describe, expect, it } from 'vitest';
import { ancestors, inOrder, nodeNamed, prune } from '../../pipeline/graph/traverse.ts';
import { UserError } from '../../pipeline/records/user-error.ts';
import { inception } from './sketch.ts';

const names = (nodes: readonly { readonly name: string }[]) => nodes.map(({ name }) => name);

describe('traversal', () => {
  it('finds a node by its exact name only', () => {
    expect(nodeNamed(inception, '3x3').inputs).toEqual(['3x3_reduce']);
    expect(() => nodeNamed(inception, '3X3')).toThrow(
      new UserError({
        expected: "a layer's exact name",
        found: '"3X3"',
        remedy: 'use one of 3x3_reduce, 3x3',
      }),
    );
  });

  it('collects what a node is computed from, itself included', () => {
    expect([...ancestors(inception, ['conv2'])].sort()).toEqual(
      ['conv1', 'conv2', 'data', 'pool1', 'relu1'].sort(),
    );
  });

  it('prunes to what the outputs need, in the same order', () => {
    expect(names(prune(inception, ['5x5_relu', 'pool2']).nodes)).toEqual([
      ...['data', 'conv1', 'relu1', 'pool1', 'conv2', 'pool2', '5x5', '5x5_relu'],
    ]);
    expect(() => prune(inception, ['absent'])).toThrow(UserError);
  });

  it('puts what a node reads before it, and moves nothing else', () => {
    expect(inOrder(inception)).toEqual({ nodes: inception.nodes });
    const node = (name: string, ...inputs: string[]) => ({ name, inputs });
    const mixed = [node('d', 'b', 'c'), node('e'), node('c', 'a'), node('a'), node('b', 'a', 'e')];
    expect(names(inOrder({ nodes: mixed }).nodes)).toEqual(['a', 'e', 'b', 'c', 'd']);
  });

  it('has no order for a node that depends on itself or reads what is not there', () => {
    const loop = [
      { name: 'a', inputs: ['c'] },
      { name: 'b', inputs: ['a'] },
      { name: 'c', inputs: ['b'] },
    ];
    expect(() => inOrder({ nodes: loop })).toThrow('found "a", which depends on itself');
    expect(() => inOrder({ nodes: [{ name: 'a', inputs: ['a'] }] })).toThrow(UserError);
    expect(() => inOrder({ nodes: loop.slice(1) })).toThrow('found "a"; use one of b, c');
  });
});
