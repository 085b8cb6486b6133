import { describe, expect, it } from 'vitest';
import { linearPath, type LinearPath } from '../../pipeline/circuits/linear-path.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { BLOCK_CHANNELS, stackedBlocks } from './stacked-blocks.ts';

const random = new Random(11);
const SIDE = 33;

const graph = stackedBlocks(random, SIDE, 'averagePool', 1);
const path = linearPath(graph, 'data', 'third');

describe('linearPath through stacked inception blocks', () => {
  it('has the geometry of their windows', () => {
    // 5 pixels of the first block, 2 more of the pool, 4 more positions of stride 2 for each other block.
    expect([path.size, path.origin, path.stride]).toEqual([23, -10, 2]);
    expect([path.sources, path.channels]).toEqual([3, BLOCK_CHANNELS]);
  });

  it('gives the change of the network’s own values where every ReLU is on', async () => {
    await openBackend('cpu');
    const network = compile(graph);
    const pixels = Float32Array.from({ length: SIDE * SIDE * 3 }, () => 100 * random.uniform());
    const shape = [1, SIDE, SIDE, 3];
    const rectifiers = graph.nodes.filter(({ operation }) => operation.kind === 'relu');
    const names = rectifiers.map(({ name }) => name);
    const seen = await network.activations({ shape, data: pixels }, ['third', ...names]);
    const still = await network.activations({ shape, data: new Float32Array(pixels.length) }, [
      'third',
    ]);
    network.dispose();
    for (const name of names) {
      expect(
        seen[name]!.data.every((value) => value > 0),
        name,
      ).toBe(true);
    }
    const [, height] = seen['third']!.shape as [number, number];
    // Positions whose whole field lies in the picture; the others see padding where biases would be.
    const inside = Array.from({ length: height }, (_, y) => y).filter(
      (y) =>
        y * path.stride + path.origin >= 0 && y * path.stride + path.origin + path.size <= SIDE,
    );
    expect(inside.length).toBeGreaterThan(2);
    for (const y of inside) {
      for (const x of inside) {
        for (let c = 0; c < BLOCK_CHANNELS; c++) {
          const at = (y * height + x) * BLOCK_CHANNELS + c;
          const change = seen['third']!.data[at]! - still['third']!.data[at]!;
          // Float32 sums through seven convolutions.
          expect(Math.abs(change / pathValue(path, pixels, y, x, c) - 1)).toBeLessThan(1e-5);
        }
      }
    }
  });
});

function pathValue(
  { size, origin, stride, sources, channels, kernel }: LinearPath,
  pixels: Float32Array,
  y: number,
  x: number,
  channel: number,
): number {
  let sum = 0;
  for (let place = 0; place < size * size; place++) {
    const sy = y * stride + origin + Math.floor(place / size);
    const sx = x * stride + origin + (place % size);
    for (let s = 0; s < sources; s++) {
      const weight = kernel[(place * sources + s) * channels + channel]!;
      sum += weight * pixels[(sy * SIDE + sx) * sources + s]!;
    }
  }
  return sum;
}

describe('linearPath between some units', () => {
  const whole = linearPath(graph, 'first', 'third');

  it.each([
    ['some sources', [0, 3, 7], undefined],
    ['some channels of several branches', undefined, [1, 2, 6]],
    ['channels of the narrowest branch alone', undefined, [0]],
    ['both', [5], [4, 5]],
    ['all', [0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7]],
  ])('is the part of the whole path for %s', (_, sources, channels) => {
    const part = linearPath(graph, 'first', 'third', {
      ...(sources && { sources }),
      ...(channels && { channels }),
    });
    const all = [...Array(BLOCK_CHANNELS).keys()];
    const rows = sources ?? all;
    const columns = channels ?? all;
    const expected = Array.from({ length: whole.size ** 2 }, (_, place) =>
      rows.map((s) =>
        columns.map((c) => whole.kernel[(place * BLOCK_CHANNELS + s) * BLOCK_CHANNELS + c]!),
      ),
    );
    expect(part).toEqual({
      ...whole,
      sources: rows.length,
      channels: columns.length,
      kernel: Float32Array.from(expected.flat(2)),
      ...(sources && { sourceUnits: sources }),
      ...(channels && { channelUnits: channels }),
    });
  });

  it('starts at the source’s own units', () => {
    const { kernel, size } = linearPath(graph, 'first', 'first', {
      sources: [2, 4],
      channels: [4],
    });
    expect([size, ...kernel]).toEqual([1, 0, 1]);
  });

  it('refuses units that the layers have not or that do not ascend', () => {
    for (const sources of [[], [3, 1], [1, 1], [8], [-1], [0.5]]) {
      expect(() => linearPath(graph, 'first', 'third', { sources })).toThrow(
        'units of first are ascending numbers from 0 to 7',
      );
    }
    expect(() => linearPath(graph, 'first', 'third', { channels: [9] })).toThrow('units of third');
  });
});
