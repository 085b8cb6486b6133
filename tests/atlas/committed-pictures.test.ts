import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  contactSheetListSchema,
  familyListSchema,
  modelSchema,
  pictureListSchema,
  pictureSpriteListSchema,
  type Family,
} from '../../pipeline/records/index.ts';
import { digestOf } from '../../pipeline/store/digest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function record<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(join(root, path), 'utf8')));
}

const place = (layer: string, unit: number): string => `${layer}:${String(unit)}`;

const placesOf = (family: Family): string[] =>
  family.group === 'scale'
    ? family.members.map(({ layer, unit }) => place(layer, unit))
    : family.members.map(({ unit }) => place(family.layer, unit));

const ascending = (units: readonly number[]): number[] => [...units].sort((a, b) => a - b);

const models = await readdir(join(root, 'content/atlas'));

async function picturesOf(name: string) {
  const folder = `content/atlas/${name}`;
  const pictures = await record(`${folder}/pictures.json`, pictureListSchema);
  return {
    model: await record(`${folder}/model.json`, modelSchema),
    families: await record(`${folder}/families.json`, familyListSchema),
    sheets: await record(`${folder}/contact-sheets.json`, contactSheetListSchema),
    sprites: await record(`${folder}/sprites.json`, pictureSpriteListSchema),
    pictures,
    drawn: new Set(
      pictures.filter(({ kind }) => kind === 'unit').map(({ layer, unit }) => place(layer, unit)),
    ),
  };
}

describe.each(models)('the committed pictures of %s', async (name) => {
  const { families, sheets, sprites, pictures, drawn } = await picturesOf(name);

  it('are there once for every unit and kind', () => {
    const keys = pictures.map(({ layer, unit, kind }) => `${kind} ${place(layer, unit)}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('cover every member of every supported family', () => {
    const members = families
      .filter(({ verdict }) => verdict !== 'not supported')
      .flatMap((family) => placesOf(family));
    expect(members.filter((member) => !drawn.has(member))).toEqual([]);
  });

  it('have textures and opposites of no unit that is in no family', () => {
    const members = new Set(families.flatMap((family) => placesOf(family)));
    for (const { kind, layer, unit } of pictures) {
      if (kind === 'channel' || kind === 'negative') expect(members).toContain(place(layer, unit));
    }
  });

  it('have textures of every supported family, and opposites of those that go all the way round', () => {
    const of = (kind: 'channel' | 'negative') =>
      new Set(
        pictures
          .filter((picture) => picture.kind === kind)
          .map(({ layer, unit }) => place(layer, unit)),
      );
    const [textures, opposites] = [of('channel'), of('negative')];
    const moved = families.filter(
      ({ verdict, group }) => verdict !== 'not supported' && group !== 'correspondence',
    );
    for (const family of moved) {
      for (const member of placesOf(family)) expect(textures).toContain(member);
      const { group } = family;
      const turns = group === 'rotation' || group === 'hue' || group === 'hue-rotation';
      if (!turns || ('period' in family && family.period !== 360)) continue;
      for (const member of placesOf(family)) expect(opposites).toContain(member);
    }
  });

  it('stand in contact sheets and sprites whose files are as recorded', async () => {
    for (const { file, digest } of [...sheets, ...sprites]) {
      expect(digestOf(await readFile(join(root, 'public', file)))).toBe(digest);
    }
    for (const { family, units } of sheets) {
      const { members } = families.find(({ tag }) => tag === family)!;
      expect(ascending(units)).toEqual(ascending(members.map(({ unit }) => unit)));
    }
    for (const { layer, units } of sprites) {
      for (const unit of units) expect(drawn).toContain(place(layer, unit));
    }
    expect(sprites.flatMap(({ units }) => units)).toHaveLength(drawn.size);
  });

  it('have a contact sheet for every supported family that moves pictures', () => {
    const moving = families.filter(
      ({ group, verdict }) =>
        verdict !== 'not supported' && group !== 'scale' && group !== 'correspondence',
    );
    const shown = new Set(sheets.map(({ family }) => family));
    expect(moving.map(({ tag }) => tag).filter((tag) => !shown.has(tag))).toEqual([]);
  });
});

describe('the committed pictures of GoogLeNet', async () => {
  const { model, drawn, sheets, families } = await picturesOf('googlenet');

  it('cover every unit from conv1 to 3b, and of the reduction before conv2', () => {
    const whole = [...model.layers.slice(0, 4), ...(model.innerLayers ?? [])];
    expect(whole.map(({ name }) => name)).toEqual([
      'conv1/7x7_s2',
      'conv2/3x3',
      'inception_3a/output',
      'inception_3b/output',
      'conv2/3x3_reduce',
    ]);
    for (const { name, shape } of whole) {
      const missing = Array.from({ length: shape[2] }, (_, unit) => unit).filter(
        (unit) => !drawn.has(place(name, unit)),
      );
      expect(missing).toEqual([]);
    }
  });

  it.each([
    ['families of three or more', (members: number) => members > 2, 40, 0.95],
    ['pairs', (members: number) => members === 2, 80, 0.9],
  ] as const)(
    'look more alike moved back than moved at random, in nearly all %s that are supported',
    (_which, ofSize, least, share) => {
      const supported = new Set(
        families.filter(({ verdict }) => verdict !== 'not supported').map(({ tag }) => tag),
      );
      const tested = sheets.filter(
        ({ family, units, null: chance }) =>
          supported.has(family) && chance !== null && ofSize(units.length),
      );
      const beaten = tested.filter((sheet) => sheet.null!.pValue <= 0.05);
      expect(tested.length).toBeGreaterThan(least);
      expect(beaten.length / tested.length).toBeGreaterThan(share);
    },
  );
});

it('all pictures together stay under 60 MB', async () => {
  const folder = join(root, 'public/atlas');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60e6);
});
