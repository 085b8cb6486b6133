import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import type { NetworkDescription } from '../../pipeline/importers/network-description.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { weightDirectory } from '../../pipeline/importers/weight-directory.ts';
import type { ModelFile } from '../../pipeline/records/model-file.ts';
import { encodeFloat32 } from '../../pipeline/records/safetensors.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const weight = { shape: [2, 12], data: Float32Array.from({ length: 24 }, (_, i) => i / 8) };
const bias = { shape: [2], data: Float32Array.of(1, -1) };
const description: NetworkDescription = {
  nodes: [
    { name: 'data', inputs: [], operation: { kind: 'input', shape: [2, 2, 3] } },
    { name: 'scores', inputs: ['data'], operation: { kind: 'dense', weights: 'scores' } },
  ],
};
const model: ModelFile = {
  name: 'dense',
  title: 'Dense',
  description: 'A network for tests',
  weights: {
    format: 'safetensors',
    file: 'weights.safetensors',
    network: 'network.json',
    tensorDigest: tensorDigest([
      { name: 'scores/weight', ...weight },
      { name: 'scores/bias', ...bias },
    ]),
    licence: 'none',
    citation: 'none',
  },
  input: { name: 'data', size: [2, 2], channels: 'rgb', mean: [1, 2, 3] },
  output: { name: 'scores', classes: 2 },
  layers: [],
};

let directory: string;
beforeEach(async () => {
  directory = weightDirectory(model, { root: temporaryFolder(), models: '/nowhere' });
  await mkdir(directory, { recursive: true });
  await writeFile(
    join(directory, 'weights.safetensors'),
    encodeFloat32({ 'scores/weight': weight, 'scores/bias': bias }),
  );
  await writeFile(join(directory, 'network.json'), JSON.stringify(description));
});

describe('a model with weights that the project ships', () => {
  it('is read from the folder of its name beside its file', async () => {
    expect(directory.endsWith(join('content', 'models', 'dense'))).toBe(true);
    const { graph, parameters } = await loadModel(model, directory);
    expect(graph.nodes.map(({ name }) => name)).toEqual(['data', 'scores']);
    expect(parameters).toBe(26);
  });

  it('is to be restored where a file is missing or damaged', async () => {
    const path = join(directory, 'network.json');
    await writeFile(path, '{');
    await expect(loadModel(model, directory)).rejects.toThrow(
      `expected a network's description at ${path}, found something that is not JSON; restore`,
    );
    await rm(path);
    await expect(loadModel(model, directory)).rejects.toThrow(`at ${path}, found none; restore`);
    await rm(join(directory, 'weights.safetensors'));
    await expect(loadModel(model, directory)).rejects.toThrow(
      'found no such file; restore the committed file',
    );
  });

  it('is refused where its weights are others', async () => {
    const other = { shape: [2], data: Float32Array.of(1, -2) };
    await writeFile(
      join(directory, 'weights.safetensors'),
      encodeFloat32({ 'scores/weight': weight, 'scores/bias': other }),
    );
    await expect(loadModel(model, directory)).rejects.toThrow(
      /found other or damaged ones \([0-9a-f]{64}\); restore the committed file$/,
    );
  });
});

describe('weights with an address', () => {
  it('are looked for among the downloaded ones', () => {
    const weights = { ...model.weights, url: 'https://example.org/dense' };
    expect(weightDirectory({ ...model, weights }, { root: '/atlas', models: '/weights' })).toBe(
      '/weights',
    );
  });
});
