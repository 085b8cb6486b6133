import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmitModule } from '../../pipeline/cli/atlas-modules.ts';
import { writeRecords } from '../../pipeline/cli/write-records.ts';
import type { ModelFile } from '../../pipeline/records/model-file.ts';
import type { Outcome } from '../../pipeline/store/schedule.ts';

const root = mkdtempSync(join(tmpdir(), 'atlas-records-'));
const outcome = { tasks: [], read: () => Promise.resolve(undefined) };

const write = (path: string) =>
  writeRecords(
    { emitRecords: () => Promise.resolve(new Map([[path, 'written\n']])) },
    root,
    { name: 'toy' } as ModelFile,
    outcome,
  );

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

it.each(['content/tags.csv', 'content/claims.yaml', 'content/atlas/toy/model.json'])(
  'a generated file may be %s',
  async (path) => {
    const result = await write(path);
    expect(result).toMatchObject({ removed: [] });
    expect(readFileSync(join(root, path), 'utf8')).toBe('written\n');
  },
);

it.each(['content/models/toy.yaml', 'content/atlas/other/model.json', 'content/other.yaml'])(
  'a generated file may not be %s',
  async (path) => {
    await expect(write(path)).rejects.toThrow('is no place for a generated file');
    expect(existsSync(join(root, path))).toBe(false);
  },
);

describe('records whose artifacts are not all at hand', () => {
  const folder = 'public/atlas/toy';
  const probe = { state: { status: 'fresh', provenance: { output: 'a' } }, id: 'probe all layers' };
  const away = { tasks: [probe], read: outcome.read } as unknown as Outcome;
  const there = (path: string) => existsSync(join(root, path));
  const rewrite = (emitPictures?: EmitModule['emitPictures']) => {
    mkdirSync(join(root, folder), { recursive: true });
    for (const name of ['old', 'other']) writeFileSync(join(root, folder, `${name}.webp`), name);
    const emitRecords: EmitModule['emitRecords'] = async ({ read }) =>
      new Map([['content/tags.csv', await read(probe.id)]]);
    const emit: EmitModule = emitPictures ? { emitRecords, emitPictures } : { emitRecords };
    return writeRecords(emit, root, { name: 'toy' } as ModelFile, away);
  };

  it('are written as far as pictures go, and nothing else is removed', async () => {
    const part = {
      files: new Map([[`${folder}/new.webp`, 'new']]),
      replaced: [`${folder}/old.webp`],
    };
    const result = await rewrite(() => Promise.resolve(part));
    const provenance = 'content/atlas/toy/provenance.json';
    expect(result).toEqual({
      written: [`${folder}/new.webp`, provenance],
      removed: [`${folder}/old.webp`],
    });
    const paths = ['new', 'old', 'other'].map((name) => `${folder}/${name}.webp`);
    expect([...paths, provenance].map(there)).toEqual([true, false, true, true]);
  });

  it('name what is missing where pictures alone will not do, and stay as they are', async () => {
    for (const emitPictures of [undefined, () => Promise.resolve(undefined)]) {
      expect(await rewrite(emitPictures)).toEqual({ missing: probe.id });
      expect(['old', 'other'].map((name) => there(`${folder}/${name}.webp`))).toEqual([true, true]);
    }
  });
});
