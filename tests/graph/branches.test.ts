import { describe, expect, it } from 'vitest';
import { branchAlias, branchOfUnit, layerBranches } from '../../pipeline/graph/branches.ts';
import { dense, inception, input, maxPool, node, window } from './sketch.ts';

describe('layerBranches', () => {
  it('gives the consecutive units of a joined layer to the values it joins', () => {
    expect(layerBranches(inception, 'output')).toEqual([
      { name: '1x1', first: 0, units: 2, kernel: 1 },
      { name: '3x3', first: 2, units: 3, kernel: 3 },
      { name: '5x5_relu', first: 5, units: 1, kernel: 5 },
      { name: 'pool_proj', first: 6, units: 2, kernel: 1 },
    ]);
  });

  it('looks through pooling to the same branches', () => {
    const pooled = {
      nodes: [...inception.nodes, node('pool3', ['output'], maxPool(window(3, 2)))],
    };
    expect(layerBranches(pooled, 'pool3')).toEqual(layerBranches(inception, 'output'));
  });

  it('makes a convolution, with or without its ReLU, a single branch of its own name', () => {
    expect(layerBranches(inception, 'conv2')).toEqual([
      { name: 'conv2', first: 0, units: 6, kernel: 3 },
    ]);
    expect(layerBranches(inception, 'relu1')).toEqual([
      { name: 'relu1', first: 0, units: 4, kernel: 7 },
    ]);
  });

  it('refuses units that no convolution computes', () => {
    const graph = { nodes: [input(1, 1, 2), node('fc', ['data'], dense(2, 3))] };
    expect(() => layerBranches(graph, 'fc')).toThrow(
      'expected units of "fc" to be computed by convolutions, found dense node "fc"',
    );
  });
});

describe('branchAlias', () => {
  const branches = layerBranches(inception, 'output');

  it('numbers a unit within its branch', () => {
    expect([0, 1, 2, 4, 5, 7].map((unit) => branchAlias(branches, unit))).toEqual([
      ...['1x1:0', '1x1:1', '3x3:0', '3x3:2', '5x5_relu:0', 'pool_proj:1'],
    ]);
  });

  it('refuses a unit that the layer lacks', () => {
    expect(() => branchOfUnit(branches, 8)).toThrow('expected a unit from 0 to 7, found 8');
    expect(() => branchOfUnit(branches, -1)).toThrow('found -1');
  });
});
