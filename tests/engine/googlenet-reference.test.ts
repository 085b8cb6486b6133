import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile, type Network } from '../../pipeline/engine/network.ts';
import { preprocess } from '../../pipeline/engine/preprocess.ts';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { classifyPhotographs } from '../../pipeline/probes/classification.ts';
import type { ModelFile } from '../../pipeline/records/index.ts';
import { openPhotographs, readPhotographs } from '../../pipeline/stimuli/photographs.ts';

interface Golden {
  readonly classification: { readonly top1: number; readonly top5: number; readonly of: number };
  readonly images: Record<
    string,
    {
      readonly layers: Record<
        string,
        {
          readonly shape: [number, number, number];
          readonly mean: number;
          readonly max: number;
          readonly centre: Record<string, number>;
        }
      >;
      readonly top5: number[];
      readonly logits: number[];
    }
  >;
}

const golden = JSON.parse(
  readFileSync(new URL('../golden/googlenet-reference.json', import.meta.url), 'utf8'),
) as Golden;

const { ATLAS_MODELS: models, ATLAS_IMAGES: images } = process.env;
const missing = [models ? '' : 'ATLAS_MODELS', images ? '' : 'ATLAS_IMAGES'].filter(Boolean);
if (missing.length > 0) {
  process.stdout.write(`skipped GoogLeNet against its reference: ${missing.join(', ')} not set\n`);
}

/** The reference names layers in short. */
function fullName(name: string): string {
  if (name === 'conv1') return 'conv1/7x7_s2';
  if (name === 'conv2') return 'conv2/3x3';
  return `inception_${name}/output`;
}

// JPEG decoders may differ by a grey level, which moves activations by well under a percent.
const RELATIVE = 0.01;

describe.skipIf(missing.length > 0)('GoogLeNet against an independent implementation', () => {
  let model: ModelFile;
  let network: Network;
  beforeAll(async () => {
    await openBackend('wasm');
    model = await readModelFile(
      new URL('../../content/models/googlenet.yaml', import.meta.url).pathname,
    );
    network = compile((await loadModel(model, models!)).graph);
  });

  it.each(Object.keys(golden.images))('activations of %s agree within 1%%', async (name) => {
    const expected = golden.images[name]!;
    const layers = Object.keys(expected.layers);
    const photographs = await openPhotographs(join(images!, 'imagenet-sample'));
    const index = photographs.files.indexOf(`${name}.jpg`);
    const pixels = await readPhotographs(photographs, model.input.size, index, index + 1);
    const values = await network.activations(preprocess(model.input, pixels), [
      ...layers.map(fullName),
      model.output.name,
    ]);
    for (const layer of layers) {
      const { shape, mean, max, centre } = expected.layers[layer]!;
      const value = values[fullName(layer)]!;
      const [height, width, units] = shape;
      expect(value.shape, layer).toEqual([1, ...shape]);
      const sum = value.data.reduce((total, entry) => total + entry, 0);
      expect(Math.abs(sum / value.data.length - mean), layer).toBeLessThan(RELATIVE * mean);
      const largest = value.data.reduce((top, entry) => Math.max(top, entry), 0);
      expect(Math.abs(largest - max), layer).toBeLessThan(RELATIVE * max);
      const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * units;
      for (const [unit, response] of Object.entries(centre)) {
        const difference = Math.abs(value.data[middle + Number(unit)]! - response);
        // A near-silent unit is held to a percent of the layer's mean instead of its own value.
        expect(difference, `${layer}:${unit}`).toBeLessThan(RELATIVE * Math.max(response, mean));
      }
    }
    const scores = values[model.output.name]!.data;
    const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 5);
    expect(order).toEqual(expected.top5);
    for (const [place, score] of expected.logits.entries()) {
      expect(Math.abs(scores[order[place]!]! - score)).toBeLessThan(RELATIVE * expected.logits[0]!);
    }
  });

  it('classifies the photographs as well, within 2 of 1,000', { timeout: 900_000 }, async () => {
    const photographs = await openPhotographs(join(images!, 'imagenet-sample'));
    const found = await classifyPhotographs(network, model, photographs);
    expect(found.images).toBe(golden.classification.of);
    expect(Math.abs(found.top1 - golden.classification.top1)).toBeLessThanOrEqual(2);
    expect(Math.abs(found.top5 - golden.classification.top5)).toBeLessThanOrEqual(2);
  });
});
