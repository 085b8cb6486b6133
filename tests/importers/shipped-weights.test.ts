import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { isShipped, weightDirectory } from '../../pipeline/importers/weight-directory.ts';
import { modelCardSchema } from '../../pipeline/records/model-card.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'content/models');
const shipped = (await readdir(folder, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const MEGABYTE = 1e6;

describe('weights that the project ships', () => {
  it('are there', () => {
    expect(shipped.length).toBeGreaterThan(0);
  });

  it.each(shipped)('of %s are small, load and are those of their card', async (name) => {
    const model = await readModelFile(join(folder, `${name}.yaml`));
    expect(isShipped(model.weights)).toBe(true);
    const directory = weightDirectory(model, { root, models: '/nowhere' });
    expect((await stat(join(directory, model.weights.file))).size).toBeLessThan(3 * MEGABYTE);
    const { tensorDigest } = await loadModel(model, directory);
    const text = await readFile(join(directory, 'card.json'), 'utf8');
    const card = modelCardSchema.parse(JSON.parse(text));
    expect(card).toMatchObject({ name, tensorDigest, licence: model.weights.licence });
  });

  it.each(shipped.filter((name) => name.endsWith('-untrained')))(
    '%s names the network that it is the control of',
    async (name) => {
      const { controlOf } = await readModelFile(join(folder, `${name}.yaml`));
      expect(`${String(controlOf)}-untrained`).toBe(name);
      await readModelFile(join(folder, `${String(controlOf)}.yaml`));
    },
  );
});
