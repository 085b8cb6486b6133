import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emitPictures } from '../../pipeline/atlas/emit-pictures.ts';
import { recordLines } from '../../pipeline/atlas/record-lines.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import {
  contactSheetListSchema,
  familyListSchema,
  pictureListSchema,
  provenanceListSchema,
  type ContactSheet,
  type Provenance,
} from '../../pipeline/records/index.ts';
import { taskId } from '../../pipeline/store/stage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const NAME = 'cifar-plain';
const LAYER = 'inception_3a/output';
const folder = `content/atlas/${NAME}`;
const bytesOf = async (path: string) => new Uint8Array(await readFile(join(root, path)));
const textOf = (file: string) => readFile(join(root, folder, file), 'utf8');
const jsonOf = async (file: string): Promise<unknown> => JSON.parse(await textOf(file));
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const model = await readModelFile(join(root, `content/models/${NAME}.yaml`));
const recorded = provenanceListSchema.parse(await jsonOf('provenance.json'));
const pictures = pictureListSchema.parse(await jsonOf('pictures.json'));
const sheets = contactSheetListSchema.parse(await jsonOf('contact-sheets.json'));
const families = familyListSchema.parse(await jsonOf('families.json'));
/** Committed artifacts that tell which tasks there are. */
const shaping = new Map([
  ['architecture layers', 'architecture.json'],
  ['covered units all layers', 'covered-units.json'],
]);

const webpOf = async ({ file }: { readonly file: string }) =>
  Buffer.from(await bytesOf(`public/${file}`)).toString('base64');

/** A layer's contact sheets as their artifact tells them; a changed similarity stands for new ones. */
async function sheetArtifact(layer: string, change: (sheet: ContactSheet) => number) {
  const own = sheets.filter((sheet) => sheet.layer === layer);
  const list = own.map(async (sheet) => ({
    ...sheet,
    group: families.find(({ tag }) => tag === sheet.family)!.group,
    similarity: change(sheet),
    webp: await webpOf(sheet),
  }));
  return encode(await Promise.all(list));
}

/** The artifact of a batch, or of the checks of a layer's pictures of a kind, as the records tell it. */
async function pictureArtifact({ stage, parameters, key }: Provenance) {
  if (stage === 'picture') {
    const own = pictures.filter(({ stageKey }) => stageKey === key);
    return encode(
      await Promise.all(own.map(async (picture) => ({ ...picture, webp: await webpOf(picture) }))),
    );
  }
  const own = pictures.flatMap((picture) =>
    picture.kind === 'negative' && picture.layer === parameters['layer']
      ? [{ unit: picture.unit, ...picture.check }]
      : [],
  );
  return encode(own);
}

interface Setting {
  /** Provenance of the tasks as they are, and as it is recorded. */
  readonly now?: readonly Provenance[];
  readonly before?: readonly Provenance[];
  /** Tasks of which bytes are at hand. */
  readonly atHand?: (id: string) => boolean;
  readonly similarity?: (sheet: ContactSheet) => number;
  /** Stands for a committed file. */
  readonly committed?: ReadonlyMap<string, Uint8Array>;
}

function emit({
  now = recorded,
  before = recorded,
  atHand = () => false,
  similarity = (sheet) => sheet.similarity,
  committed = new Map<string, Uint8Array>(),
}: Setting) {
  const provenance = new Map(now.map((entry) => [taskId(entry), entry]));
  const read = (id: string): Promise<Uint8Array> => {
    const file = shaping.get(id);
    if (file !== undefined) return bytesOf(`${folder}/artifacts/${file}`);
    if (!atHand(id)) throw new Error(`the bytes of ${id} were asked for`);
    return id.startsWith('contact sheets ')
      ? sheetArtifact(id.slice('contact sheets '.length), similarity)
      : pictureArtifact(provenance.get(id)!);
  };
  const committedBytes = async (path: string) => committed.get(path) ?? (await bytesOf(path));
  return emitPictures({ model, provenance, committed: committedBytes, read }, before);
}

const versioned = (stage: string) =>
  recorded.map((entry) => (entry.stage === stage ? { ...entry, version: 99 } : entry));
const RECORDS = [
  ...['pictures.json', 'contact-sheets.json', 'sprites.json', 'artifacts/covered-units.json'],
].map((file) => `${folder}/${file}`);

describe('pictures that alone are new', () => {
  it('leave what is recorded as it is where nothing is new, without any bytes of pictures', async () => {
    const part = (await emit({}))!;
    expect(new Set(part.files.keys())).toEqual(new Set(RECORDS));
    for (const path of RECORDS) {
      expect(Buffer.from(part.files.get(path)!)).toEqual(await readFile(join(root, path)));
    }
    expect(part.replaced).toEqual([]);
  });

  it('are written from the artifacts of the new contact sheets alone, whose files they replace', async () => {
    const setting = {
      now: versioned('contact sheets'),
      atHand: (id: string) => id.startsWith('contact sheets '),
    };
    const same = (await emit(setting))!;
    expect(sheets.length).toBeGreaterThan(3);
    expect(same.files.get(RECORDS[1]!)).toBe(await textOf('contact-sheets.json'));
    const files = new Set(sheets.map(({ file }) => `public/${file}`));
    expect(new Set(same.files.keys())).toEqual(new Set([...files, ...RECORDS]));
    expect(same.replaced).toEqual([]);

    const part = (await emit({ ...setting, similarity: () => 0.25 }))!;
    const text = part.files.get(RECORDS[1]!) as string;
    expect(contactSheetListSchema.parse(JSON.parse(text)).map((sheet) => sheet.similarity)).toEqual(
      sheets.map(() => 0.25),
    );
  });

  it('come to those that are recorded already, in the same places', async () => {
    const isNew = ({ stage, subject }: Provenance) =>
      /^(negative|channel) /.test(subject) && subject.includes(LAYER) && stage.startsWith('pict');
    const added = recorded.filter(isNew);
    const ids = new Set(added.map(taskId));
    const keys = new Set(added.map(({ key }) => key));
    const others = pictures.filter(({ stageKey }) => !keys.has(stageKey));
    expect(pictures.length - others.length).toBeGreaterThan(20);
    const part = (await emit({
      before: recorded.filter((entry) => !isNew(entry)),
      atHand: (id) => ids.has(id),
      committed: new Map([[RECORDS[0]!, new TextEncoder().encode(recordLines(others))]]),
    }))!;
    expect(part.files.get(RECORDS[0]!)).toBe(await textOf('pictures.json'));
    const files = pictures.flatMap(({ stageKey, file }) =>
      keys.has(stageKey) ? [`public/${file}`] : [],
    );
    expect(new Set(part.files.keys())).toEqual(new Set([...files, ...RECORDS]));
    expect(part.replaced).toEqual([]);
  });

  it('take the place of those that are no longer made', async () => {
    const texture = pictures.find(({ layer, kind }) => layer === LAYER && kind === 'channel')!;
    const gone = [
      { ...pictures[0]!, layer: 'conv9', file: `atlas/${NAME}/0000000000000000.webp` },
      // Of a batch of its own, in a layer that keeps others.
      { ...texture, stageKey: '0'.repeat(64), file: `atlas/${NAME}/0000000000000001.webp` },
    ];
    const text = new TextEncoder().encode(recordLines([...gone, ...pictures]));
    const part = (await emit({ committed: new Map([[RECORDS[0]!, text]]) }))!;
    expect(part.files.get(RECORDS[0]!)).toBe(await textOf('pictures.json'));
    expect(part.replaced).toEqual(gone.map(({ file }) => `public/${file}`));
  });

  it('are not written by themselves where anything else is new', async () => {
    expect(await emit({ now: versioned('mirror pairs') })).toBeUndefined();
    expect(await emit({ now: recorded.slice(1) })).toBeUndefined();
  });
});
