import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { preprocess, type InputColours } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { encodePicture } from '../../pipeline/visualize/encode-picture.ts';
import { pictureStimulus } from '../../pipeline/visualize/picture-stimulus.ts';
import { pictureSettings, type PictureKind } from '../../pipeline/visualize/picture-settings.ts';
import { renderPictures } from '../../pipeline/visualize/render-pictures.ts';
import { DETECTOR_SIZE, DETECTORS, edgeDetectors } from '../support/edge-detectors.ts';
import { expectClose } from '../support/expect-close.ts';

const [SIZE, UNITS] = [DETECTOR_SIZE, DETECTORS];
const input: InputColours = { channels: 'rgb', mean: [127.5, 127.5, 127.5] };
const settings = { ...pictureSettings, steps: 96, crop: 1, targetSide: 26 };

const graph = edgeDetectors(2);

async function render(units: readonly number[], seed = 1, kind: PictureKind = 'unit') {
  const network = compile(graph);
  try {
    return await renderPictures({
      network,
      graph,
      input,
      layer: 'edges',
      units,
      kind,
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

  it('of the opposite pushes its unit below zero, and is what an opposite filter wants', async () => {
    const [wanted] = await render([1]);
    const [unwanted] = await render([1], 1, 'negative');
    expect(wanted!.activation).toBeGreaterThan(0);
    // The filter is odd, so that what it is against is what it wants with light and dark exchanged.
    expect(unwanted!.activation).toBeLessThan(-0.8 * wanted!.activation);
    const mirrored = Array.from(unwanted!.pixels, (value) => 255 - value);
    const mean = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, i) => sum + (value - 127.5) * (b[i]! - 127.5), 0);
    const alike =
      mean(mirrored, wanted!.pixels) /
      Math.sqrt(mean(mirrored, mirrored) * mean(wanted!.pixels, wanted!.pixels));
    expect(alike).toBeGreaterThan(0.8);
  });

  it('of a texture takes in many positions and is larger than the receptive field', async () => {
    const [texture] = await render([0], 1, 'channel');
    expect(texture!.side / texture!.magnification).toBeGreaterThan(3 * SIZE);
    expect(texture!.activation).toBeGreaterThan(0);
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
