import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emitContactSheets } from '../../pipeline/atlas/emit-contact-sheets.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import {
  contactSheetListSchema,
  familyListSchema,
  provenanceListSchema,
  type ContactSheet,
  type Provenance,
} from '../../pipeline/records/index.ts';
import { taskId } from '../../pipeline/store/stage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const NAME = 'cifar-plain';
const folder = `content/atlas/${NAME}`;
const bytesOf = async (path: string) => new Uint8Array(await readFile(join(root, path)));
const jsonOf = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, path), 'utf8'));

const model = await readModelFile(join(root, `content/models/${NAME}.yaml`));
const recorded = provenanceListSchema.parse(await jsonOf(`${folder}/provenance.json`));
const sheets = contactSheetListSchema.parse(await jsonOf(`${folder}/contact-sheets.json`));
const families = familyListSchema.parse(await jsonOf(`${folder}/families.json`));

/** A layer's artifact as the committed sheets tell it; a changed similarity stands for a new one. */
async function artifactOf(layer: string, change: (sheet: ContactSheet) => number) {
  const own = sheets.filter((sheet) => sheet.layer === layer);
  const list = await Promise.all(
    own.map(async (sheet) => ({
      ...sheet,
      group: families.find(({ tag }) => tag === sheet.family)!.group,
      similarity: change(sheet),
      webp: Buffer.from(await bytesOf(`public/${sheet.file}`)).toString('base64'),
    })),
  );
  return new TextEncoder().encode(JSON.stringify(list));
}

/** Emits from provenance in which nothing but contact sheets has bytes at hand. */
function emit(now: readonly Provenance[], change = (sheet: ContactSheet) => sheet.similarity) {
  return emitContactSheets(
    {
      model,
      provenance: new Map(now.map((provenance) => [taskId(provenance), provenance])),
      committed: bytesOf,
      read: (id) => {
        if (id === 'architecture layers') return bytesOf(`${folder}/artifacts/architecture.json`);
        if (!id.startsWith('contact sheets ')) throw new Error(`the bytes of ${id} were asked for`);
        return artifactOf(id.slice('contact sheets '.length), change);
      },
    },
    recorded,
  );
}

describe('contact sheets that alone are new', () => {
  it('are written from their artifacts and the committed families, and name what they replace', async () => {
    const part = (await emit(recorded))!;
    expect(sheets.length).toBeGreaterThan(3);
    expect(part.files.get(`${folder}/contact-sheets.json`)).toBe(
      await readFile(join(root, folder, 'contact-sheets.json'), 'utf8'),
    );
    const pictures = sheets.map(({ file }) => `public/${file}`);
    expect(part.replaced).toEqual(pictures);
    expect([...part.files.keys()].sort()).toEqual(
      [...new Set(pictures), `${folder}/contact-sheets.json`].sort(),
    );
  });

  it('tell what is new in them', async () => {
    const part = (await emit(recorded, () => 0.25))!;
    const text = part.files.get(`${folder}/contact-sheets.json`) as string;
    expect(contactSheetListSchema.parse(JSON.parse(text)).map((sheet) => sheet.similarity)).toEqual(
      sheets.map(() => 0.25),
    );
  });

  it('are not written by themselves where anything else is new', async () => {
    const other = recorded.map((provenance) =>
      provenance.stage === 'mirror pairs' ? { ...provenance, version: 99 } : provenance,
    );
    expect(await emit(other)).toBeUndefined();
    expect(await emit(recorded.slice(1))).toBeUndefined();
  });
});
