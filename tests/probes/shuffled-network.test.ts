import { describe, expect, it } from 'vitest';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { shuffledNetwork } from '../../pipeline/probes/shuffled-network.ts';
import { convolution, dense, input, node, relu, window } from '../graph/sketch.ts';

const numbered = (length: number, from: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => from + i);

const conv = convolution(3, 4, window(5));
const last = dense(36, 7);
const graph: Graph = {
  nodes: [
    input(7, 7, 3),
    node('conv', ['data'], {
      ...conv,
      kernel: { ...conv.kernel, data: numbered(300, 0) },
      bias: { ...conv.bias, data: numbered(4, 1000) },
    }),
    node('relu', ['conv'], relu),
    node('scores', ['relu'], {
      ...last,
      weights: { ...last.weights, data: numbered(252, 2000) },
      bias: { ...last.bias, data: numbered(7, 3000) },
    }),
  ],
};

const weightsOf = ({ nodes }: Graph, name: string): Float32Array => {
  const { operation } = nodes.find((each) => each.name === name)!;
  if (operation.kind === 'convolution') return operation.kernel.data;
  if (operation.kind === 'dense') return operation.weights.data;
  throw new Error(`${name} has no weights`);
};

describe('the shuffled network', () => {
  it("keeps every layer's weights and moves nearly all of them", () => {
    const shuffled = shuffledNetwork(graph, new Random(4));
    for (const name of ['conv', 'scores']) {
      const before = weightsOf(graph, name);
      const after = weightsOf(shuffled, name);
      expect([...after].sort((a, b) => a - b)).toEqual([...before]);
      // One weight in expectation stays where it was.
      expect(after.filter((value, i) => value === before[i]).length).toBeLessThan(8);
    }
  });

  it('mixes positions, inputs and units: no unit keeps its own weights', () => {
    const after = weightsOf(shuffledNetwork(graph, new Random(4)), 'conv');
    for (let unit = 0; unit < 4; unit++) {
      const own = after.filter((value, i) => i % 4 === unit && value % 4 === unit).length;
      // 75 weights, a quarter of them expected; four standard deviations.
      expect(Math.abs(own - 75 / 4)).toBeLessThan(15);
    }
  });

  it('leaves biases, shapes, wiring and the network it was made from alone', () => {
    const shuffled = shuffledNetwork(graph, new Random(4));
    const without = ({ nodes }: Graph): unknown =>
      nodes.map(({ operation, ...rest }) => ({
        ...rest,
        ...operation,
        kernel: 'kernel' in operation ? operation.kernel.shape : [],
        weights: 'weights' in operation ? operation.weights.shape : [],
      }));
    expect(without(shuffled)).toEqual(without(graph));
    expect(weightsOf(graph, 'conv')).toEqual(numbered(300, 0));
  });

  it('is decided by its seed', () => {
    const weights = (seed: number): Float32Array =>
      weightsOf(shuffledNetwork(graph, new Random(seed)), 'conv');
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });
});
