import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { probedResponses } from '../../pipeline/probes/probed-responses.ts';

const window = (size: number, stride: number) => ({
  size: [size, size] as const,
  stride: [stride, stride] as const,
  padding: { top: 1, bottom: 1, left: 1, right: 1 },
});
const random = new Random(4);
const graph: Graph = {
  nodes: [
    { name: 'data', operation: { kind: 'input', shape: [17, 17, 2] }, inputs: [] },
    {
      name: 'fine',
      operation: {
        kind: 'convolution',
        window: window(3, 1),
        groups: 1,
        kernel: {
          shape: [3, 3, 2, 4],
          data: Float32Array.from({ length: 72 }, () => random.normal()),
        },
        bias: { shape: [4], data: new Float32Array(4) },
      },
      inputs: ['data'],
    },
    {
      name: 'coarse',
      operation: { kind: 'maxPool', window: window(3, 2), rounding: 'up' },
      inputs: ['fine'],
    },
  ],
};
const shape = [3, 17, 17, 2];
const batch = {
  shape,
  data: Float32Array.from({ length: 3 * 17 * 17 * 2 }, () => random.normal()),
};

beforeAll(async () => {
  await openBackend('wasm');
});

describe('a probed block', () => {
  it('gives the strongest response within its reach, layer by layer', async () => {
    const network = compile(graph);
    const positions = { fine: [8, 6], coarse: [4, 3] } as const;
    const found = await probedResponses(network, batch, {
      positions,
      reach: { fine: 2, coarse: 0 },
    });
    const whole = await network.activations(batch, ['fine', 'coarse']);
    const strongest = (layer: 'fine' | 'coarse', reach: number): number[] => {
      const { shape, data } = whole[layer]!;
      const [count, height, width, units] = shape as [number, number, number, number];
      const [y, x] = positions[layer];
      return Array.from({ length: count * units }, (_, i) => {
        const seen: number[] = [];
        for (let dy = -reach; dy <= reach; dy++) {
          for (let dx = -reach; dx <= reach; dx++) {
            const row = (Math.floor(i / units) * height + y + dy) * width;
            seen.push(data[(row + x + dx) * units + (i % units)]!);
          }
        }
        return Math.max(...seen);
      });
    };
    for (const [layer, reach] of [
      ['fine', 2],
      ['coarse', 0],
    ] as const) {
      const expected = strongest(layer, reach);
      expect(found[layer]).toHaveLength(expected.length);
      found[layer]!.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 5);
      });
    }
    network.dispose();
  });

  it('has to lie in the map', async () => {
    const network = compile(graph);
    const places = { positions: { fine: [1, 6] }, reach: { fine: 2 } } as const;
    await expect(probedResponses(network, batch, places)).rejects.toThrow(
      /2 or more from the edge, inside the 17×17 map of "fine".*\[1, 6\]/s,
    );
    network.dispose();
  });
});
