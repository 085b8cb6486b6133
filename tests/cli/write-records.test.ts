import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { writeRecords } from '../../pipeline/cli/write-records.ts';
import type { ModelFile } from '../../pipeline/records/model-file.ts';

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
