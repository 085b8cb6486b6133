import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { measureErrorLedger, type LedgerProbe } from '../../pipeline/probes/error-ledger.ts';
import { responseLoss } from '../../pipeline/probes/response-loss.ts';
import { errorLedgerMeasurementSchema } from '../../pipeline/records/error-ledger.ts';
import { convolution, input, node, window } from '../graph/sketch.ts';
import { plantedInput } from '../support/planted-network.ts';
import { wavePicture } from '../support/wave-picture.ts';

const SIDE = 61;
const MIDDLE = 30;
const random = new Random(9);
const pictures = Array.from({ length: 12 }, () => wavePicture(SIDE, random));

/**
 * Two layers over the same picture. `reach`, stride 4: the red of the field's centre plus the green
 * five pixels to its right. `point`, stride 1: the red of its own pixel.
 */
const graph: Graph = {
  nodes: [
    input(64, 64, 3),
    node(
      'reach',
      ['data'],
      kernelOf(window(11, 4, 5), [
        [5, 5, 0],
        [5, 10, 1],
      ]),
    ),
    node('point', ['data'], kernelOf(window(1), [[0, 0, 0]])),
  ],
};

function kernelOf(frame: ReturnType<typeof window>, taps: readonly [number, number, number][]) {
  const empty = convolution(3, 1, frame);
  const data = new Float32Array(empty.kernel.data.length);
  for (const [y, x, channel] of taps) data[(y * frame.size[1] + x) * 3 + channel] = 1;
  return { ...empty, kernel: { ...empty.kernel, data } };
}

/** What a unit that sees these pixels of every picture responds: (x, channel) from the middle pixel. */
function responses(...seen: (readonly [x: number, channel: number])[]) {
  const values = Float32Array.from(pictures, ({ data }) =>
    seen.reduce((sum, [x, channel]) => {
      return sum + data[(MIDDLE * SIDE + MIDDLE + x) * 3 + channel]! - 127.5;
    }, 0),
  );
  return { units: 1, values };
}

async function measure(options: Partial<LedgerProbe> = {}, size = 17) {
  const network = compile(graph);
  const field = (name: string) => receptiveField(graph, name);
  const layers = [
    { name: 'reach', receptiveField: field('reach'), position: [2, 2], size },
    { name: 'point', receptiveField: field('point'), position: [8, 8], size },
  ] as const;
  try {
    return await measureErrorLedger({ network, input: plantedInput, layers, pictures, ...options });
  } finally {
    network.dispose();
  }
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('the error ledger', () => {
  it('centres the receptive field on the middle pixel and moves it by half a stride', async () => {
    const { layers } = await measure();
    const expected = responseLoss(responses([0, 0], [5, 1]), responses([2, 0], [7, 1]));
    expect(layers[0]!.halfStride!.pixels).toBe(2);
    // Float32 sums of two pixels.
    expect(layers[0]!.halfStride!.median).toBeCloseTo(expected.median, 5);
    expect(expected.median).toBeGreaterThan(0.05);
    // With stride 1 there is no half of it.
    expect(layers[1]!.halfStride).toEqual({ pixels: 0, median: 0, q90: 0 });
  });

  it('finds quarter turns exact and those between not', async () => {
    const found = await measure();
    expect(errorLedgerMeasurementSchema.parse(found)).toEqual(found);
    for (const { turns, hues } of found.layers) {
      expect(turns.map(({ degrees }) => degrees)).toEqual([15, 30, 45, 90]);
      expect(turns[3]).toEqual({ degrees: 90, median: 0, q90: 0 });
      expect(hues.map(({ degrees }) => degrees)).toEqual([30, 90]);
    }
    // The middle pixel itself turns into itself; the unit that also sees another one loses.
    expect(found.layers[1]!.turns[0]!.median).toBeLessThan(1e-6);
    expect(found.layers[0]!.turns[0]!.median).toBeGreaterThan(1e-5);
    const bicubic = await measure({ interpolation: 'bicubic', turns: [15], hues: [] });
    expect(bicubic.layers[0]!.turns[0]!.median).toBeLessThan(found.layers[0]!.turns[0]!.median);
    expect(bicubic.layers[0]!.hues).toEqual([]);
  });

  it('finds what padding hides: the pixel beyond the edge of the patch', async () => {
    // 11 pixels a side hold 2 pixels beyond the centre at 8, not the five that the unit sees.
    const { layers } = await measure({}, 11);
    const expected = responseLoss(responses([0, 0]), responses([0, 0], [5, 1]));
    expect(layers[0]!.padding).toMatchObject({ margin: 4, borderReaches: false });
    expect(layers[0]!.padding!.median).toBeCloseTo(expected.median, 5);
    expect(layers[1]!.padding).toEqual({ margin: 0, borderReaches: false, median: 0, q90: 0 });
    const whole = await measure({}, 17);
    expect(whole.layers[0]!.padding).toEqual({
      margin: 0,
      borderReaches: false,
      median: 0,
      q90: 0,
    });
  });

  it('leaves out what the pictures have no room for', async () => {
    const small = pictures.map(() => wavePicture(12, random));
    // The middle pixel of 12 is 5, and the field is centred on pixel 8 of the patch.
    await expect(measure({ pictures: small }, 11)).rejects.toThrow('a crop lies inside');
    const tight = pictures.map(() => wavePicture(17, random));
    const found = await measure({ pictures: tight, turns: [90], hues: [] }, 11);
    expect(found.layers[0]!.padding).toBeNull();
    const exact = await measure({ pictures: tight, turns: [90], hues: [] }, 17);
    expect(exact.layers[0]!.halfStride).toBeNull();
  });

  it('tells how far it has come', async () => {
    const shares: number[] = [];
    await measure({ onProgress: (share) => shares.push(share) });
    expect(shares).toHaveLength(9);
    expect(shares.at(-1)).toBe(1);
  });
});
