import sharp from 'sharp';
import { digestOf } from '../store/digest.ts';

export interface EncodedPicture {
  /** A WebP file. */
  readonly bytes: Uint8Array;
  /** sha256 of the bytes in hex: the file's name. */
  readonly digest: string;
}

/** Encodes RGB bytes, [y, x, 3]. The same pixels give the same bytes with the same libvips. */
export async function encodePicture(
  pixels: Uint8Array,
  width: number,
  height: number,
): Promise<EncodedPicture> {
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ quality: 90, effort: 6, smartSubsample: true })
    .toBuffer();
  return { bytes, digest: digestOf(bytes) };
}
