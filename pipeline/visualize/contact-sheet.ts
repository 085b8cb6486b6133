import sharp from 'sharp';
import { movePicture, type PictureMove } from './move-picture.ts';

/** One picture of a sheet: a file and what is done to it. */
export interface SheetEntry {
  readonly file: Uint8Array;
  readonly move: PictureMove;
}

export interface ContactSheet {
  /** A WebP file of one row of round tiles, transparent around them. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Side of a tile, pixels. */
export const SHEET_TILE = 96;

/**
 * Pictures moved back, in a row. Tiles are round, for the corners of a turned square are from outside
 * the picture.
 */
export async function contactSheet(entries: readonly SheetEntry[]): Promise<ContactSheet> {
  const width = SHEET_TILE * entries.length;
  const tiles = await Promise.all(
    entries.map(async (entry, place) => ({
      input: await roundTile(entry),
      left: SHEET_TILE * place,
      top: 0,
    })),
  );
  const canvas = { width, height: SHEET_TILE, channels: 4, background: '#0000' } as const;
  const bytes = await sharp({ create: canvas })
    .composite(tiles)
    .webp({ quality: 85, effort: 6, smartSubsample: true })
    .toBuffer();
  return { bytes, width, height: SHEET_TILE };
}

async function roundTile({ file, move }: SheetEntry): Promise<Buffer> {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const picture = { width, height, channels: 3, data: Float32Array.from(data) };
  const moved = movePicture(picture, move);
  const pixels = Uint8Array.from(moved.data, (value) => Math.round(value));
  const half = SHEET_TILE / 2;
  const disc = `<svg width="${String(SHEET_TILE)}" height="${String(SHEET_TILE)}"><circle cx="${String(half)}" cy="${String(half)}" r="${String(half - 1)}"/></svg>`;
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(SHEET_TILE, SHEET_TILE)
    .composite([{ input: Buffer.from(disc), blend: 'dest-in' }])
    .png()
    .toBuffer();
}
