import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { measureMirrorResponses, mirrored } from '../../pipeline/probes/mirror-responses.ts';
import { measureNaturalResponses, patchPlaces } from '../../pipeline/probes/natural-responses.ts';
import type { ProbeScope } from '../../pipeline/probes/probe-scope.ts';

const side = 40;
const scope: ProbeScope = {
  name: 'near',
  size: 9,
  positions: { light: [4, 4], right: [4, 4] },
  reach: { light: 0, right: 0 },
};
const input = { name: 'data', size: [side, side], channels: 'rgb', mean: [0, 0, 0] } as const;
type Input = Parameters<typeof measureNaturalResponses>[0]['input'];

/** One unit that reads the lightness of the middle pixel, and one that reads three pixels to its right. */
function network(): Graph {
  const pixel = (x: number): Graph['nodes'][number]['operation'] => {
    const data = new Float32Array(9 * 9 * 3);
    for (let c = 0; c < 3; c++) data[(4 * 9 + 4 + x) * 3 + c] = 1;
    return {
      kind: 'convolution',
      window: {
        size: [9, 9],
        stride: [1, 1],
        padding: { top: 4, bottom: 4, left: 4, right: 4 },
      },
      groups: 1,
      kernel: { shape: [9, 9, 3, 1], data },
      bias: { shape: [1], data: new Float32Array(1) },
    };
  };
  return {
    nodes: [
      { name: 'data', operation: { kind: 'input', shape: [side, side, 3] }, inputs: [] },
      { name: 'light', operation: pixel(0), inputs: ['data'] },
      { name: 'right', operation: pixel(3), inputs: ['data'] },
    ],
  };
}

const random = new Random(9);
const picture = {
  size: side,
  data: Float32Array.from({ length: side * side * 3 }, () => 255 * random.uniform()),
};
async function* pictures(count: number) {
  for (let k = 0; k < count; k++) yield await Promise.resolve(picture);
}

beforeAll(async () => {
  await openBackend('wasm');
});

const probe = (group: 'rotation' | 'hue' | 'scale') => ({
  network: compile(network()),
  input: input as unknown as Input,
  scope,
  group,
  pictures: pictures(2),
  patchesPerPicture: 3,
  firstPicture: 5,
  seed: 1,
});

describe('natural responses', () => {
  it('are [unit, patch, element] of every layer', async () => {
    const { light, right } = await measureNaturalResponses(probe('rotation'));
    expect(light).toMatchObject({ units: 1, patches: 6, elements: 24 });
    expect(right!.values).toHaveLength(6 * 24);
  });

  it('do not move at the centre of a turn, and do beside it', async () => {
    const { light, right } = await measureNaturalResponses(probe('rotation'));
    const spread = (values: Float32Array): number => Math.max(...values) - Math.min(...values);
    expect(spread(light!.values.subarray(0, 24))).toBeLessThan(1e-2);
    expect(spread(right!.values.subarray(0, 24))).toBeGreaterThan(10);
  });

  it('begin from places that follow from the seed and the number of the picture', async () => {
    const first = await measureNaturalResponses(probe('scale'));
    const places = [5, 6].flatMap((number) => patchPlaces(1, number, side, scope, 'scale', 3));
    places.forEach(({ centre: [y, x] }, patch) => {
      const at = (y * side + x) * 3;
      const sum = picture.data[at]! + picture.data[at + 1]! + picture.data[at + 2]!;
      expect(first['light']!.values[patch * 7]).toBeCloseTo(sum, 1);
    });
    const again = await measureNaturalResponses(probe('scale'));
    expect(again['right']!.values).toEqual(first['right']!.values);
  });

  it('have another start for every patch where the picture turns, and none elsewhere', () => {
    const starts = patchPlaces(1, 0, side, scope, 'rotation', 4).map(({ start }) => start);
    expect(new Set(starts).size).toBe(4);
    expect(patchPlaces(1, 0, side, scope, 'hue', 4).every(({ start }) => start === 0)).toBe(true);
  });
});

describe('mirror responses', () => {
  it('are means over the map of the picture and of its mirror image', async () => {
    const { right } = await measureMirrorResponses({
      network: compile(network()),
      input: input as unknown as Input,
      layers: ['right'],
      pictures: pictures(1),
    });
    expect(right).toMatchObject({ units: 1, patches: 1, elements: 2 });
    let whole = 0;
    let flipped = 0;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        for (let c = 0; c < 3; c++) {
          const value = picture.data[(y * side + x) * 3 + c]!;
          // The kernel reads three pixels to the right: the first three columns are never seen.
          if (x >= 3) whole += value;
          if (x < side - 3) flipped += value;
        }
      }
    }
    expect(right!.values[0]).toBeCloseTo(whole / side ** 2, 1);
    expect(right!.values[1]).toBeCloseTo(flipped / side ** 2, 1);
  });

  it('mirror twice to the same', () => {
    expect(mirrored(mirrored(picture.data, side), side)).toEqual(picture.data);
  });
});
