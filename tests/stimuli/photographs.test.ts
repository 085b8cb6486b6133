import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openPhotographs,
  photographSetDigest,
  readPhotographs,
} from '../../pipeline/stimuli/photographs.ts';

function png(pixels: number[][]): Promise<Buffer> {
  return sharp(Uint8Array.from(pixels.flat()), { raw: { width: 2, height: 1, channels: 3 } })
    .png()
    .toBuffer();
}

const colours = [
  [255, 0, 7],
  [1, 2, 3],
];

describe('photographs', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'photographs-'));
    await writeFile(join(directory, 'b.png'), await png(colours));
    await writeFile(join(directory, 'a.png'), await png([...colours].reverse()));
    await writeFile(join(directory, 'notes.txt'), 'not a photograph');
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
  });

  it('come in the order of their names, as red, green, blue', async () => {
    const set = await openPhotographs(directory);
    expect(set.files).toEqual(['a.png', 'b.png']);
    const { shape, data } = await readPhotographs(set, [1, 2], 1, 2);
    expect(shape).toEqual([1, 1, 2, 3]);
    expect([...data]).toEqual(colours.flat());
  });

  it('are refused where one is not of the size asked for', async () => {
    const set = await openPhotographs(directory);
    await expect(readPhotographs(set, [2, 2], 0, 1)).rejects.toThrow(
      /expected a photograph of 2×2 in .*a\.png, found 2×1/,
    );
  });

  it('are refused where a file is not a picture', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'photographs-'));
    await writeFile(join(broken, 'a.jpg'), 'text');
    const set = await openPhotographs(broken);
    await expect(readPhotographs(set, [1, 2], 0, 1)).rejects.toThrow(/expected a photograph in/);
    await rm(broken, { recursive: true });
  });

  it('are refused where the directory is missing or empty', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'photographs-'));
    await expect(openPhotographs(empty)).rejects.toThrow(/found none/);
    await rm(empty, { recursive: true });
    await expect(openPhotographs(empty)).rejects.toThrow(/found no such directory/);
  });

  it('have a digest that changes with any pixel and any name', async () => {
    const set = await openPhotographs(directory);
    const digest = await photographSetDigest(set);
    expect(await photographSetDigest(set)).toBe(digest);
    const swapped = { directory, files: ['b.png', 'a.png'] };
    expect(await photographSetDigest(swapped)).not.toBe(digest);
    const other = await mkdtemp(join(tmpdir(), 'photographs-'));
    await writeFile(join(other, 'b.png'), await png(colours));
    await writeFile(join(other, 'a.png'), await png([[0, 0, 0], colours[0]!]));
    expect(await photographSetDigest(await openPhotographs(other))).not.toBe(digest);
    await rm(other, { recursive: true });
  });
});
