import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../records/user-error.ts';
import { digestOf } from '../store/digest.ts';

/** Pictures with the number of their class. */
export interface LabelledPictures {
  /** Pixels a side. */
  readonly side: number;
  readonly count: number;
  /** RGB on 0–255, [n, y, x, 3]. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface Cifar10 {
  readonly train: LabelledPictures;
  readonly test: LabelledPictures;
  /** In the order of their numbers. */
  readonly classes: readonly string[];
  /** sha256 over names and sha256 of the files: the same pictures, the same digest. */
  readonly digest: string;
}

const SIDE = 32;
const PLANE = SIDE * SIDE;
const RECORD = 1 + 3 * PLANE;
const PICTURES = 10_000;

export const cifar10Classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

export const cifar10Citation =
  'Krizhevsky, Learning multiple layers of features from tiny images, 2009';

/**
 * Reads CIFAR-10 (see `cifar10Citation`) in its
 * binary layout: `data_batch_1.bin` to `data_batch_5.bin` as far as they are there, one after the other,
 * and `test_batch.bin`; in each 10,000 records of a label byte and 3,072 bytes, planes of red, green and
 * blue, row-major.
 *
 * @throws UserError where files are missing, or have another size or labels than such files have
 */
export async function readCifar10(directory: string): Promise<Cifar10> {
  const names = [1, 2, 3, 4, 5].map((batch) => `data_batch_${String(batch)}.bin`);
  const batches: { name: string; bytes: Uint8Array }[] = [];
  for (const name of names) {
    const bytes = await readIfThere(join(directory, name));
    if (bytes) batches.push({ name, bytes });
  }
  const test = await readIfThere(join(directory, 'test_batch.bin'));
  if (batches.length === 0) throw missing(names[0]!, directory);
  if (!test) throw missing('test_batch.bin', directory);
  const files = [...batches, { name: 'test_batch.bin', bytes: test }];
  for (const { name, bytes } of files) checkBatch(join(directory, name), bytes);
  return {
    train: labelledPictures(batches.map(({ bytes }) => bytes)),
    test: labelledPictures([test]),
    classes: cifar10Classes,
    digest: digestOf(files.map(({ name, bytes }) => `${name} ${digestOf(bytes)}\n`).join('')),
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function missing(name: string, directory: string): UserError {
  return new UserError({
    expected: `CIFAR-10 in ${directory}`,
    found: `no ${name}`,
    remedy:
      'unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and set ATLAS_CIFAR10 to its folder',
  });
}

function checkBatch(path: string, bytes: Uint8Array): void {
  if (bytes.length !== PICTURES * RECORD) {
    throw new UserError({
      expected: `${String(PICTURES * RECORD)} bytes in ${path}`,
      found: String(bytes.length),
      remedy: 'unpack the archive again',
    });
  }
  for (let record = 0; record < PICTURES; record++) {
    const label = bytes[record * RECORD]!;
    if (label < cifar10Classes.length) continue;
    throw new UserError({
      expected: `labels from 0 to 9 in ${path}`,
      found: `${String(label)} at picture ${String(record)}`,
      remedy: 'unpack the archive again; CIFAR-100 has another layout',
    });
  }
}

/** All records of some batches, planes turned into pixels. */
export function labelledPictures(batches: readonly Uint8Array[]): LabelledPictures {
  const count = batches.reduce((sum, bytes) => sum + bytes.length / RECORD, 0);
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  let picture = 0;
  for (const bytes of batches) {
    for (let start = 0; start < bytes.length; start += RECORD) {
      labels[picture] = bytes[start]!;
      const to = picture * 3 * PLANE;
      for (let channel = 0; channel < 3; channel++) {
        const from = start + 1 + channel * PLANE;
        for (let i = 0; i < PLANE; i++) pixels[to + 3 * i + channel] = bytes[from + i]!;
      }
      picture += 1;
    }
  }
  return { side: SIDE, count, pixels, labels };
}
