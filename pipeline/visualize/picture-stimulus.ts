import sharp from 'sharp';
import type { Tensor } from '../graph/ir.ts';
import { UserError } from '../records/user-error.ts';

/**
 * An encoded feature picture as a stimulus to probe units with: every `magnification`-th pixel of the
 * file, in the middle of a picture of `size` pixels a side. Beyond its rim the picture is mirrored, so
 * that the crop makes no edge of its own.
 *
 * @returns RGB on 0–255, [1, size, size, 3]
 * @throws UserError for a file that is not a square picture of this magnification.
 */
export async function pictureStimulus(
  file: Uint8Array,
  magnification: number,
  size: number,
): Promise<Tensor> {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.width !== info.height || (info.width - 1) % magnification !== 0) {
    throw new UserError({
      expected: `a square picture of a side of ${String(magnification)} n + 1 pixels`,
      found: `${String(info.width)}×${String(info.height)}`,
      remedy: 'render it again',
    });
  }
  const side = (info.width - 1) / magnification + 1;
  const first = (size - side) / 2;
  const values = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const row = magnification * mirrored(Math.floor(y - first), side);
      const column = magnification * mirrored(Math.floor(x - first), side);
      const from = (row * info.width + column) * 3;
      values.set(data.subarray(from, from + 3), (y * size + x) * 3);
    }
  }
  return { shape: [1, size, size, 3], data: values };
}

/** Index in [0, length) that a mirror at either end shows at `index`; the end pixels are not doubled. */
function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const turn = 2 * (length - 1);
  const place = ((index % turn) + turn) % turn;
  return place < length ? place : turn - place;
}
