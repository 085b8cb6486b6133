import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contactSheet, SHEET_TILE } from '../../pipeline/visualize/contact-sheet.ts';
import { UNMOVED } from '../../pipeline/visualize/move-picture.ts';
import { pictureSprite, SPRITE_TILE } from '../../pipeline/visualize/picture-sprite.ts';

/** A picture file, red above and blue below. */
async function redOverBlue(side = 40): Promise<Buffer> {
  const pixels = new Uint8Array(side * side * 3);
  for (let i = 0; i < side * side; i++) pixels[i * 3 + (i < (side * side) / 2 ? 0 : 2)] = 220;
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .webp({ lossless: true })
    .toBuffer();
}

async function decode(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (y: number, x: number) =>
    Array.from(data.subarray((y * info.width + x) * 4).subarray(0, 4));
}

/** Which of red and blue a pixel is; files are lossy. */
const colour = ([red, , blue]: number[]) => (red! > blue! ? 'red' : 'blue');

describe('a contact sheet', () => {
  it('is a row of round tiles, each moved, transparent outside', async () => {
    const file = await redOverBlue();
    const turned = { ...UNMOVED, turn: 180 };
    const sheet = await contactSheet([
      { file, move: UNMOVED },
      { file, move: turned },
    ]);
    expect(sheet).toMatchObject({ width: 2 * SHEET_TILE, height: SHEET_TILE });
    const at = await decode(sheet.bytes);
    const [quarter, half] = [SHEET_TILE / 4, SHEET_TILE / 2];
    expect(colour(at(quarter, half))).toBe('red');
    expect(colour(at(SHEET_TILE - quarter, half))).toBe('blue');
    expect(colour(at(quarter, SHEET_TILE + half))).toBe('blue');
    expect(colour(at(SHEET_TILE - quarter, SHEET_TILE + half))).toBe('red');
    for (const x of [0, SHEET_TILE - 1, SHEET_TILE, 2 * SHEET_TILE - 1])
      expect(at(0, x)[3]).toBe(0);
  });
});

describe('a sprite', () => {
  it('holds the pictures row by row, each shrunk to a tile', async () => {
    const plain = (background: string) =>
      sharp({ create: { width: 200, height: 200, channels: 3, background } })
        .webp()
        .toBuffer();
    const files = await Promise.all(
      ['#c00', '#00c', '#00c', '#c00', '#00c'].map((colour) => plain(colour)),
    );
    const sprite = await pictureSprite(files);
    expect(sprite).toMatchObject({ columns: 3, width: 3 * SPRITE_TILE, height: 2 * SPRITE_TILE });
    const at = await decode(sprite.bytes);
    const tile = (place: number) =>
      colour(at(SPRITE_TILE * (Math.floor(place / 3) + 0.5), SPRITE_TILE * ((place % 3) + 0.5)));
    expect([0, 1, 2, 3, 4].map(tile)).toEqual(['red', 'blue', 'blue', 'red', 'blue']);
  });
});
