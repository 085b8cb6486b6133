import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  circuitListSchema,
  familyListSchema,
  contactSheetListSchema,
  pictureListSchema,
  pictureSpriteListSchema,
  provenanceListSchema,
  stimulusGallerySchema,
} from '../../pipeline/records/index.ts';
import { digestOf } from '../../pipeline/store/digest.ts';

/** The model whose weights the project ships: everything of it can be computed anywhere. */
const MODEL = 'cifar-plain';
const RECORDS = `content/atlas/${MODEL}`;
const project = fileURLToPath(new URL('../../', import.meta.url));

/** Computing everything takes minutes, on a busy machine many. */
const LIMIT = 30 * 60_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command of the atlas on another project's files, without weights or photographs from outside. */
function atlas(root: string, ...line: string[]): Promise<Ended> {
  const main = fileURLToPath(new URL('./atlas-at.ts', import.meta.url));
  const child = spawn(process.execPath, [main, root, ...line], {
    env: { ...process.env, ATLAS_MODELS: '', ATLAS_IMAGES: '', ATLAS_STORE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

const root = mkdtempSync(join(tmpdir(), 'atlas-full-pipeline-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const bytesAt = (base: string, path: string): Buffer => readFileSync(join(base, path));
const jsonAt = (path: string): unknown => JSON.parse(bytesAt(root, path).toString());

describe(`everything about ${MODEL}, computed from nothing but its weights`, () => {
  let ended: Ended;

  beforeAll(async () => {
    mkdirSync(join(root, 'content/atlas'), { recursive: true });
    for (const path of ['content/models', 'content/tags.csv', RECORDS]) {
      cpSync(join(project, path), join(root, path), { recursive: true });
    }
    ended = await atlas(root, 'run', '--model', MODEL, '--fresh', '--backend', 'wasm');
  }, LIMIT);

  it('comes to its end', () => {
    expect(ended.code, ended.err + ended.out).toBe(0);
  });

  it('is what is recorded, byte for byte, where the same backend computed it', () => {
    const listOf = (base: string) =>
      provenanceListSchema.parse(
        JSON.parse(bytesAt(base, `${RECORDS}/provenance.json`).toString()),
      );
    const [recorded, computed] = [listOf(project), listOf(root)];
    const tasks = (list: typeof recorded) =>
      list.map(({ stage, subject }) => `${stage} ${subject}`);
    const backends = (list: typeof recorded) => [...new Set(list.map(({ backend }) => backend))];
    if (backends(recorded).join() !== backends(computed).join()) {
      // Rounding differs: other families may be proposed, but every stage has run.
      const stages = (list: typeof recorded) => [...new Set(list.map(({ stage }) => stage))].sort();
      expect(stages(computed)).toEqual(stages(recorded));
      return;
    }
    expect(tasks(computed)).toEqual(tasks(recorded));
    const total = String(recorded.length);
    expect(ended.out).toContain(`${total} of ${total} artifacts equal the recorded ones`);
    for (const file of ['families', 'circuits', 'units', 'controls', 'pictures', 'model']) {
      const path = `${RECORDS}/${file}.json`;
      expect([file, digestOf(bytesAt(root, path))]).toEqual([
        file,
        digestOf(bytesAt(project, path)),
      ]);
    }
    expect(bytesAt(root, 'content/tags.csv')).toEqual(bytesAt(project, 'content/tags.csv'));
  });

  it('has families, tried circuits and pictures, each file with its digest', () => {
    const families = familyListSchema.parse(jsonAt(`${RECORDS}/families.json`));
    expect(families.filter(({ verdict }) => verdict !== 'not supported').length).toBeGreaterThan(2);
    expect(circuitListSchema.parse(jsonAt(`${RECORDS}/circuits.json`)).length).toBeGreaterThan(0);
    const pictures = pictureListSchema.parse(jsonAt(`${RECORDS}/pictures.json`));
    expect(new Set(pictures.map(({ kind }) => kind))).toEqual(
      new Set(['unit', 'negative', 'channel', 'dead leaves']),
    );
    const sheets = contactSheetListSchema.parse(jsonAt(`${RECORDS}/contact-sheets.json`));
    const sprites = pictureSpriteListSchema.parse(jsonAt(`${RECORDS}/sprites.json`));
    expect([sheets.length > 2, sprites.length]).toEqual([true, 3]);
    for (const { file, digest } of [...pictures, ...sheets, ...sprites]) {
      expect([file, digestOf(bytesAt(root, `public/${file}`))]).toEqual([file, digest]);
    }
    const { kinds } = stimulusGallerySchema.parse(jsonAt(`${RECORDS}/stimuli.json`));
    for (const { file } of kinds.flatMap(({ conditions }) => conditions)) {
      expect([file, existsSync(join(root, `public/${file}`))]).toEqual([file, true]);
    }
  });

  it('is sound', async () => {
    const { code, out } = await atlas(root, 'verify');
    expect([code, out]).toEqual([0, expect.stringContaining('all sound')]);
  });
});
