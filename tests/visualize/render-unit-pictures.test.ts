import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { preprocess, type InputColours } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import type { Graph, GraphNode } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { encodePicture } from '../../pipeline/visualize/encode-picture.ts';
import { pictureStimulus } from '../../pipeline/visualize/picture-stimulus.ts';
import {
  pictureSettings,
  renderUnitPictures,
} from '../../pipeline/visualize/render-unit-pictures.ts';
import { expectClose } from '../support/expect-close.ts';

const SIZE = 13;
const UNITS = 4;
const input: InputColours = { channels: 'rgb', mean: [127.5, 127.5, 127.5] };
const settings = { ...pictureSettings, steps: 64, crop: 1, targetSide: 26 };

/** Edges at 0°, 45°, 90° and 135° under a Gaussian, and a last unit that nothing can rouse. */
function edgeDetectors(stride: number): Graph {
  const channels = UNITS + 1;
  const kernel = new Float32Array(SIZE * SIZE * 3 * channels);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      for (let unit = 0; unit < UNITS; unit++) {
        const angle = (unit * Math.PI) / UNITS;
        const [dy, dx] = [y - 6, x - 6];
        const across = dx * Math.cos(angle) + dy * Math.sin(angle);
        const weight = Math.sin(1.2 * across) * Math.exp(-(dx * dx + dy * dy) / 20);
        for (let rgb = 0; rgb < 3; rgb++)
          kernel[((y * SIZE + x) * 3 + rgb) * channels + unit] = weight / 100;
      }
    }
  }
  const bias = Float32Array.from({ length: channels }, (_, unit) => (unit < UNITS ? -0.1 : -1e6));
  const convolution: GraphNode = {
    name: 'edges/preactivation',
    operation: {
      kind: 'convolution',
      window: {
        size: [SIZE, SIZE],
        stride: [stride, stride],
        padding: { top: 0, bottom: 0, left: 0, right: 0 },
      },
      groups: 1,
      kernel: { shape: [SIZE, SIZE, 3, channels], data: kernel },
      bias: { shape: [channels], data: bias },
    },
    inputs: ['data'],
  };
  return {
    nodes: [
      { name: 'data', operation: { kind: 'input', shape: [32, 32, 3] }, inputs: [] },
      convolution,
      { name: 'edges', operation: { kind: 'relu' }, inputs: ['edges/preactivation'] },
    ],
  };
}

const graph = edgeDetectors(2);

async function render(units: readonly number[], seed = 1) {
  const network = compile(graph);
  try {
    return await renderUnitPictures({
      network,
      graph,
      input,
      layer: 'edges',
      units,
      seed,
      settings,
    });
  } finally {
    network.dispose();
  }
}

async function probe(pixels: Float32Array): Promise<Float32Array> {
  const network = compile(graph);
  const batch = preprocess(input, { shape: [1, SIZE, SIZE, 3], data: pixels });
  const { edges } = await network.activations(batch, ['edges']);
  network.dispose();
  return edges!.data;
}

describe('a picture of a unit', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  it('drives its unit, as encoded, more than any other picture and more than noise', async () => {
    const random = new Random(9);
    const noise = Float32Array.from({ length: SIZE * SIZE * 3 }, () => 255 * random.uniform());
    const quiet = await probe(noise);
    const responses: Float32Array[] = [];
    for (const picture of await render([0, 1, 2, 3])) {
      const { bytes } = await encodePicture(picture.pixels, picture.side, picture.side);
      responses.push(await probe((await pictureStimulus(bytes, picture.magnification, SIZE)).data));
    }
    for (let unit = 0; unit < UNITS; unit++) {
      const own = responses[unit]![unit]!;
      expect(own).toBeGreaterThan(2 * quiet[unit]!);
      for (let other = 0; other < UNITS; other++) {
        if (other !== unit) expect(own).toBeGreaterThan(2 * responses[other]![unit]!);
      }
    }
  });

  it('has the same bytes every time and whatever is rendered beside it, and others from another seed', async () => {
    const [alone] = await render([2]);
    const [, beside] = await render([0, 2, 3]);
    expect(beside).toEqual(alone);
    expect((await render([2], 2))[0]!.pixels).not.toEqual(alone!.pixels);
  });

  it('is begun again from other seeds while its unit stays silent, and then says so', async () => {
    const [edge, dead] = await render([0, UNITS]);
    expect(edge).toMatchObject({ unit: 0, retries: 0, seed: 1 });
    expect(edge!.activation).toBeGreaterThan(0);
    expect(dead).toMatchObject({ unit: UNITS, retries: 3, seed: 4, activation: 0 });
  });

  it('covers the receptive field, finely sampled', async () => {
    const [picture] = await render([0]);
    expect(picture).toMatchObject({ magnification: 2, side: 25 });
    expect(picture!.pixels.length).toBe(25 * 25 * 3);
  });

  it('leaves nothing on the backend', async () => {
    await render([0]);
    const before = tf.memory().numTensors;
    await render([1, UNITS]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused for a unit that the layer has not', async () => {
    await expect(render([UNITS + 1])).rejects.toThrow(/expected a unit from 0 to 4, found 5/);
  });
});

describe('an encoded picture', () => {
  const pixels = Uint8Array.from(
    { length: 5 * 5 * 3 },
    (_, i) => (Math.floor(i / 15) % 2) * 40 + 100,
  );

  it('is named by the digest of its bytes, which are the same every time', async () => {
    const first = await encodePicture(pixels, 5, 5);
    expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await encodePicture(pixels, 5, 5)).digest).toBe(first.digest);
    expect(
      (
        await encodePicture(
          pixels.map((v) => v + 9),
          5,
          5,
        )
      ).digest,
    ).not.toBe(first.digest);
  });

  it('becomes a stimulus again: magnification undone, in the middle, mirrored beyond its rim', async () => {
    // Rows of the model's pixels: 40, 100, 220; the row between two is never read.
    const rows = [40, 0, 100, 0, 220];
    const striped = Uint8Array.from(rows.flatMap((grey) => Array.from({ length: 15 }, () => grey)));
    const { bytes } = await encodePicture(striped, 5, 5);
    const { shape, data } = await pictureStimulus(bytes, 2, 7);
    expect(shape).toEqual([1, 7, 7, 3]);
    const column = Array.from({ length: 7 }, (_, y) => data[y * 21]!);
    // WebP at quality 90 may move a grey level; these stripes by at most 12.
    expectClose(column, [220, 100, 40, 100, 220, 100, 40], { absolute: 12 });
  });

  it('is refused as a stimulus where its side does not fit the magnification', async () => {
    const { bytes } = await encodePicture(pixels, 5, 5);
    await expect(pictureStimulus(bytes, 3, 9)).rejects.toThrow(
      /a side of 3 n \+ 1 pixels, found 5×5/,
    );
  });
});
