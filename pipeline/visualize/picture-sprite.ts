import sharp from 'sharp';

/** Many small pictures in one file, row by row. */
export interface PictureSprite {
  /** A WebP file. */
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
}

/** Side of a tile in pixels: twice what a page shows, for dense screens. */
export const SPRITE_TILE = 80;

/** A grid about as wide as it is high of image files, each shrunk to a square tile. */
export async function pictureSprite(files: readonly Uint8Array[]): Promise<PictureSprite> {
  const columns = Math.ceil(Math.sqrt(files.length));
  const rows = Math.ceil(files.length / columns);
  const tiles = await Promise.all(
    files.map(async (file, place) => ({
      input: await sharp(file).resize(SPRITE_TILE, SPRITE_TILE).png().toBuffer(),
      left: SPRITE_TILE * (place % columns),
      top: SPRITE_TILE * Math.floor(place / columns),
    })),
  );
  const [width, height] = [SPRITE_TILE * columns, SPRITE_TILE * rows];
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .composite(tiles)
    .webp({ quality: 80, effort: 6, smartSubsample: true })
    .toBuffer();
  return { bytes, width, height, columns };
}
