import sharp, { type WebpOptions } from 'sharp';
import { digestOf } from '../store/digest.ts';

export interface EncodedPicture {
  /** A WebP file. */
  readonly bytes: Uint8Array;
  /** sha256 of the bytes in hex: the file's name. */
  readonly digest: string;
}

/**
 * Encodes RGB bytes, [y, x, 3]. The same pixels give the same bytes with the same libvips.
 *
 * @param quality of WebP, up to 100
 */
export async function encodePicture(
  pixels: Uint8Array,
  width: number,
  height: number,
  quality = 90,
): Promise<EncodedPicture> {
  return encoded(pixels, width, height, { quality, effort: 6, smartSubsample: true });
}

/** The same without loss, for pictures whose pixels are read one by one. */
export async function encodeExactly(
  pixels: Uint8Array,
  width: number,
  height: number,
): Promise<EncodedPicture> {
  return encoded(pixels, width, height, { lossless: true, effort: 6 });
}

async function encoded(
  pixels: Uint8Array,
  width: number,
  height: number,
  options: WebpOptions,
): Promise<EncodedPicture> {
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp(options)
    .toBuffer();
  return { bytes, digest: digestOf(bytes) };
}
