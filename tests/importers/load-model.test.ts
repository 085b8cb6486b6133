import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCaffemodel } from '../../pipeline/importers/import-caffemodel.ts';
import { importGraphDef } from '../../pipeline/importers/import-graphdef.ts';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import type { ModelFile } from '../../pipeline/records/model-file.ts';
import { UserError } from '../../pipeline/records/user-error.ts';
import { caffemodel } from '../support/caffemodel.ts';
import { graphdef } from '../support/graphdef.ts';
import { block, request as asked } from './small-graphdef.ts';
import { request, source, tinyNet } from './tiny-net.ts';

const bytes = caffemodel('V1', tinyNet);
const digest = tensorDigest(importCaffemodel(bytes, request).tensors);

const model: ModelFile = {
  name: 'tiny',
  title: 'Tiny',
  description: 'A network for tests',
  weights: {
    file: 'tiny.caffemodel',
    format: 'caffemodel',
    url: source.url,
    fileDigest: '0'.repeat(40),
    tensorDigest: digest,
    licence: 'none',
    citation: 'none',
  },
  input: { name: 'data', size: [9, 9], channels: 'bgr', mean: [1, 2, 3] },
  output: { name: 'prob', classes: 2 },
  layers: [{ name: 'conv', alias: 'conv' }],
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'atlas-load-model-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe('loadModel', () => {
  /** Loads `content` as the weight file; the message of its UserError with the path as PATH. */
  const failure = async (content: Uint8Array, change: Partial<ModelFile> = {}): Promise<string> => {
    const path = join(directory, model.weights.file);
    await writeFile(path, content);
    const error: unknown = await loadModel({ ...model, ...change }, directory).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof UserError)) throw new Error('no UserError', { cause: error });
    expect(error.message).not.toContain('\n');
    return error.message.replaceAll(path, 'PATH');
  };

  it('gives the graph, the tensor digest and the number of weights', async () => {
    await writeFile(join(directory, model.weights.file), bytes);
    const loaded = await loadModel(model, directory);
    expect(loaded.tensorDigest).toBe(digest);
    expect(loaded.parameters).toBe(18 + 2 + 2 + 32 + 2);
    expect(loaded.graph.nodes.at(-1)?.name).toBe('prob');
  });

  it('says of a missing file where it was looked for and where to get it', async () => {
    const absent = { ...model, weights: { ...model.weights, file: 'absent.caffemodel' } };
    await expect(loadModel(absent, directory)).rejects.toThrow(
      new UserError({
        expected: `the weights of tiny at ${join(directory, 'absent.caffemodel')}`,
        found: 'no such file',
        remedy:
          'download https://example.org/tiny.caffemodel to there, or set ATLAS_MODELS to the directory that holds absent.caffemodel',
      }),
    );
  });

  it('says of a directory in the place of the file that it cannot be read', async () => {
    const self = { ...model, weights: { ...model.weights, file: '.' } };
    await expect(loadModel(self, directory)).rejects.toThrow(
      'found one that cannot be read (EISDIR)',
    );
  });

  it('says of a truncated file where it breaks off', async () => {
    const message =
      'expected a complete caffemodel in PATH, found one that breaks off at byte LENGTH; replace it with https://example.org/tiny.caffemodel';
    for (const length of [0, 1, 100, bytes.length - 1]) {
      expect(await failure(bytes.subarray(0, length))).toBe(
        message.replace('LENGTH', String(length)),
      );
    }
  });

  it('says of other bytes that they are no caffemodel', async () => {
    const page = new TextEncoder().encode('<!doctype html><title>Not found</title>');
    expect(await failure(page)).toBe(
      'expected a caffemodel in PATH, found bytes that are not one (no field of a network at byte 0); replace it with https://example.org/tiny.caffemodel',
    );
    expect(await failure(new TextEncoder().encode('\n\x04name'))).toBe(
      'expected a caffemodel in PATH, found bytes that are not one (no layers); replace it with https://example.org/tiny.caffemodel',
    );
  });

  it('says of damage inside a layer that the bytes are no caffemodel', async () => {
    const damaged = Uint8Array.from(bytes);
    // The net's name takes 6 bytes, then come a tag and a length: the first layer begins at 8.
    damaged.fill(0xff, 8, 12);
    expect(await failure(damaged)).toMatch(
      /^expected a caffemodel in PATH, found bytes that are not one \(.+\); replace it with/,
    );
  });

  it('says of other weights under the same names that their digest differs', async () => {
    const other = tinyNet.map((layer) =>
      layer.name === 'grouped'
        ? {
            ...layer,
            blobs: [
              [
                [2, 1, 1, 1],
                [3, 5],
              ] as const,
            ],
          }
        : layer,
    );
    expect(await failure(caffemodel('V1', other))).toMatch(
      new RegExp(
        `^expected the weights of tiny \\(tensor digest ${digest}\\) in PATH, found other or damaged ones \\([0-9a-f]{64}\\); replace it with https://example.org/tiny.caffemodel$`,
      ),
    );
  });

  it('says of another model which layer it lacks, or how many classes it has', async () => {
    expect(await failure(bytes, { layers: [{ name: 'conv2', alias: 'conv2' }] })).toBe(
      'expected layer "conv2" in PATH, found none of that name, so another model; replace it with https://example.org/tiny.caffemodel',
    );
    expect(await failure(bytes, { output: { name: 'prob', classes: 1000 } })).toBe(
      'expected 1000 classes from "prob" in PATH, found 2; replace it with https://example.org/tiny.caffemodel',
    );
  });

  it('says of a layer type that it does not know which layer has it', async () => {
    const change = { output: { name: 'aux', classes: 2 } };
    expect(await failure(bytes, change)).toContain('found type Sigmoid of layer "aux" in PATH');
  });

  describe('of a TensorFlow graph', () => {
    const graph = graphdef(block);
    const distill: ModelFile = {
      ...model,
      weights: {
        ...{ file: 'graph.pb', format: 'tensorflow-graphdef', licence: 'none', citation: 'none' },
        url: 'https://example.org/graph.zip',
        archive: 'zip',
        fileDigest: '0'.repeat(40),
        tensorDigest: tensorDigest(importGraphDef(graph, asked).tensors),
      },
      input: { ...model.input, name: 'input', size: [12, 12] },
      output: { name: 'softmax2', classes: 4 },
      layers: [
        { name: 'conv2d0', alias: 'conv1' },
        { name: 'mixed', alias: '3a' },
      ],
    };

    it('is read as the declared format', async () => {
      await writeFile(join(directory, 'graph.pb'), graph);
      const { graph: loaded } = await loadModel(distill, directory);
      expect(loaded.nodes.at(-1)?.name).toBe('softmax2');
      await writeFile(join(directory, 'graph.pb'), bytes);
      await expect(loadModel(distill, directory)).rejects.toThrow(
        /^expected a TensorFlow graph in .*graph\.pb, found bytes that are not one \(.*\); replace it with graph\.pb from https:\/\/example\.org\/graph\.zip$/,
      );
    });

    it('says of a missing file in which archive it is', async () => {
      const absent = { ...distill, weights: { ...distill.weights, file: 'absent.pb' } };
      await expect(loadModel(absent, directory)).rejects.toThrow(
        'found no such file; download absent.pb from https://example.org/graph.zip to there, or set ATLAS_MODELS to the directory that holds absent.pb',
      );
    });
  });
});
