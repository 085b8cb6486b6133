import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnyModelFile, readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { isPinned } from '../../pipeline/records/model-file.ts';

const googlenet = fileURLToPath(new URL('../../content/models/googlenet.yaml', import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'atlas-model-file-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe('readModelFile', () => {
  const reading = async (name: string, edit: (text: string) => string) => {
    const path = join(directory, name);
    await writeFile(path, edit(await readFile(googlenet, 'utf8')));
    return readModelFile(path);
  };

  it('reads the GoogLeNet', async () => {
    const model = await readModelFile(googlenet);
    expect(model.input).toEqual({
      name: 'data',
      size: [224, 224],
      channels: 'bgr',
      mean: [104.01, 116.67, 122.68],
    });
    expect(model.layers.map(({ name, alias }) => `${alias} ${name}`)).toEqual([
      'conv1 conv1/7x7_s2',
      'conv2 conv2/3x3',
      ...['3a', '3b', '4a', '4b', '4c', '4d', '4e', '5a', '5b'].map(
        (alias) => `${alias} inception_${alias}/output`,
      ),
    ]);
  });

  it('names the line of malformed YAML', async () => {
    const path = join(directory, 'googlenet.yaml');
    const broken = reading('googlenet.yaml', (text) => text.replace('title: ', 'title: "'));
    await expect(broken).rejects.toThrow(`expected YAML in ${path}, found a fault in line `);
    const twice = reading('googlenet.yaml', (text) => `name: googlenet\n${text}`);
    await expect(twice).rejects.toThrow(
      `expected YAML in ${path}, found a fault in line 2 (Map keys must be unique); correct that line`,
    );
  });

  it('names the entry that breaks the schema', async () => {
    const odd = reading('googlenet.yaml', (text) => text.replace('channels: bgr', 'channels: gbr'));
    await expect(odd).rejects.toThrow('found at input.channels: ');
    const extra = reading('googlenet.yaml', (text) => `${text}colour: red\n`);
    await expect(extra).rejects.toThrow('colour');
  });

  it('holds a file to its name', async () => {
    await expect(reading('other.yaml', (text) => text)).rejects.toThrow('expected name: other in');
  });

  it('says where it looked for a file that is not there', async () => {
    const path = join(directory, 'absent.yaml');
    await expect(readModelFile(path)).rejects.toThrow(
      `expected a model file at ${path}, found none`,
    );
  });

  it('reads a model without digests only where it need not be pinned', async () => {
    const digests = /^  (file|tensor)Digest: .*\n/gm;
    const unpinned = reading('googlenet.yaml', (text) => text.replace(digests, ''));
    const path = join(directory, 'googlenet.yaml');
    await expect(unpinned).rejects.toThrow(
      `expected digests of the weights in ${path}, found none; pin them: npm run atlas -- run --model googlenet`,
    );
    const model = await readAnyModelFile(path);
    expect(isPinned(model)).toBe(false);
    expect(model.weights).not.toHaveProperty('fileDigest');
    expect(isPinned(await readAnyModelFile(googlenet))).toBe(true);
  });

  it('takes a model that states the published file alone as not pinned, and none without it', async () => {
    const tensors = reading('googlenet.yaml', (text) =>
      text.replace(/^ {2}tensorDigest: .*\n/m, ''),
    );
    await expect(tensors).rejects.toThrow('expected digests of the weights in ');
    const file = reading('googlenet.yaml', (text) => text.replace(/^ {2}fileDigest: .*\n/m, ''));
    await expect(file).rejects.toThrow(/found at weights\.fileDigest: /);
  });
});
