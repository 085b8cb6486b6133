import { appendFileSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../pipeline/records/user-error.ts';
import { digestOf } from '../../pipeline/store/digest.ts';
import { openObjectStore } from '../../pipeline/store/object-store.ts';
import { openStageIndex, type StageEntry } from '../../pipeline/store/stage-index.ts';
import {
  sweepTemporaryFiles,
  writeAtomically,
  writingError,
} from '../../pipeline/store/write-atomically.ts';
import { temporaryFolder } from './temporary-folder.ts';

const bytes = new TextEncoder().encode('curve detectors');
// From `printf 'curve detectors' | sha256sum`.
const digest = 'deaa85133531481099efb8d6810dfaf660c0a7ecb1bbc536e614d7d3bae68aae';

function files(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}

describe('the object store', () => {
  it('gives back what was put, under the sha256 of its content', async () => {
    const store = openObjectStore({ root: temporaryFolder(), note: () => undefined });
    expect(await store.put(bytes)).toBe(digest);
    expect(await store.get(digest)).toEqual(bytes);
    expect(await store.list()).toEqual(new Set([digest]));
    expect(store.path(digest)).toMatch(
      new RegExp(`objects/${digest.slice(0, 2)}/${digest.slice(2)}$`),
    );
  });

  it('has nothing under a digest that was never put', async () => {
    const store = openObjectStore({ root: temporaryFolder(), note: () => undefined });
    expect(await store.get(digest)).toBeUndefined();
    expect(await store.list()).toEqual(new Set());
  });

  it('reports a damaged object in one line, treats it as absent and takes it anew', async () => {
    const notes: string[] = [];
    const store = openObjectStore({ root: temporaryFolder(), note: (line) => notes.push(line) });
    await store.put(bytes);
    appendFileSync(store.path(digest), '!');
    expect(await store.get(digest)).toBeUndefined();
    expect(notes).toEqual([
      `object ${digest.slice(0, 12)} of the store is damaged and counts as absent`,
    ]);
    expect(await store.list()).toEqual(new Set());
    await store.put(bytes);
    expect(await store.get(digest)).toEqual(bytes);
  });

  it('replaces a damaged object when the same bytes are put again', async () => {
    const store = openObjectStore({ root: temporaryFolder(), note: () => undefined });
    await store.put(bytes);
    writeFileSync(store.path(digest), '');
    await store.put(bytes);
    expect(await store.get(digest)).toEqual(bytes);
  });

  it('finds committed files by their content, but not once they have changed', async () => {
    const committed = temporaryFolder();
    mkdirSync(join(committed, 'artifacts'));
    writeFileSync(join(committed, 'artifacts/families.json'), bytes);
    const options = { root: temporaryFolder(), committed: [committed, '/nowhere'] };
    const store = openObjectStore({ ...options, note: () => undefined });
    expect(await store.list()).toEqual(new Set([digest]));
    expect(await store.get(digest)).toEqual(bytes);
    writeFileSync(join(committed, 'artifacts/families.json'), 'edited');
    expect(await store.get(digest)).toBeUndefined();
  });

  it('hands out bytes that are no view of a shared buffer when they are sliced', async () => {
    const store = openObjectStore({ root: temporaryFolder(), note: () => undefined });
    await store.put(bytes);
    const got = (await store.get(digest))!;
    got.slice(0, 5).fill(0);
    expect(got).toEqual(bytes);
  });
});

describe('the stage index', () => {
  const entry: StageEntry = {
    ...{ stage: 'tuning', version: 1, subject: '3b', key: 'a'.repeat(64) },
    ...{ parameters: { step: 5 }, inputs: [{ name: 'model', digest }], output: digest },
    ...{ backend: 'cpu', seconds: 1.5, cost: 1 },
  };

  it('gives back the entries that were put', async () => {
    const root = temporaryFolder();
    const index = openStageIndex(root, () => undefined);
    await index.put(entry);
    expect(await index.load()).toEqual(new Map([[entry.key, entry]]));
  });

  it('leaves out a damaged entry and one under another name, and says so', async () => {
    const root = temporaryFolder();
    const notes: string[] = [];
    const index = openStageIndex(root, (line) => notes.push(line));
    await index.put(entry);
    writeFileSync(join(root, 'stages', `${'b'.repeat(64)}.json`), '{"stage":');
    writeFileSync(join(root, 'stages', `${'c'.repeat(64)}.json`), JSON.stringify(entry));
    expect([...(await index.load()).keys()]).toEqual([entry.key]);
    expect(notes).toEqual([
      `entry ${'b'.repeat(64)}.json of the store is damaged and counts as absent`,
      `entry ${'c'.repeat(64)}.json of the store is damaged and counts as absent`,
    ]);
  });
});

describe('writeAtomically', () => {
  it('leaves no temporary file behind, whether it succeeds or fails', async () => {
    const folder = temporaryFolder();
    await writeAtomically(join(folder, 'a/b/file'), 'text');
    mkdirSync(join(folder, 'a/b/taken/inside'), { recursive: true });
    await expect(writeAtomically(join(folder, 'a/b/taken'), 'text')).rejects.toThrow();
    expect(files(folder)).toEqual(['file']);
  });

  it('tells in one line that a file is where a folder should be', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'store'), 'a file');
    const writing = writeAtomically(join(folder, 'store/objects/ab'), 'text');
    await expect(writing).rejects.toThrow(UserError);
    await expect(writing).rejects.toThrow(/^expected a folder at .*, found a file in its way/);
  });

  it.each([
    ['ENOSPC', /^expected room on the disk for \/store\/x, found none left \(ENOSPC\); free some/],
    ['EACCES', /^expected to be allowed to write \/store\/x, found no permission \(EACCES\); /],
    ['EROFS', /^expected to be allowed to write \/store\/x, found no permission \(EROFS\); /],
  ])('turns %s into one line that says what to do', (code, line) => {
    const error = writingError(Object.assign(new Error('system text'), { code }), '/store/x');
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(line);
  });

  it('passes other errors on as they are', () => {
    const error = new Error('a bug');
    expect(writingError(error, '/store/x')).toBe(error);
  });

  it('is swept up after: only temporary files over an hour old go', async () => {
    const folder = temporaryFolder();
    const old = `.object.${crypto.randomUUID()}.tmp`;
    const young = `.object.${crypto.randomUUID()}.tmp`;
    for (const name of [old, young, 'object']) writeFileSync(join(folder, name), 'x');
    for (const name of [old, 'object']) utimesSync(join(folder, name), 0, 0);
    await sweepTemporaryFiles(folder);
    expect(files(folder).sort()).toEqual([young, 'object'].sort());
  });
});

describe('digestOf', () => {
  it('is sha256 of the bytes, and of the UTF-8 of a string', () => {
    expect(digestOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(digestOf('é')).toBe(digestOf(new Uint8Array([0xc3, 0xa9])));
  });
});
