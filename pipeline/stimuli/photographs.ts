import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Tensor } from '../graph/ir.ts';
import { UserError } from '../records/user-error.ts';
import { digestOf } from '../store/digest.ts';

/** A directory of photographs, one per class, whose sorted file names are the order of the classes. */
export interface PhotographSet {
  readonly directory: string;
  /** Sorted by code unit; the place of a name is its class. */
  readonly files: readonly string[];
}

/**
 * Lists a set.
 *
 * @throws UserError where the directory is missing or holds no .jpg, .jpeg or .png files.
 */
export async function openPhotographs(directory: string): Promise<PhotographSet> {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw missing(directory, 'no such directory');
  });
  const files = entries.filter((name) => /\.(jpe?g|png)$/i.test(name)).sort();
  if (files.length === 0) throw missing(directory, 'none');
  return { directory, files };
}

function missing(directory: string, found: string): UserError {
  return new UserError({
    expected: `photographs in ${directory}`,
    found,
    remedy: 'put them there or set ATLAS_IMAGES to the directory that holds the set',
  });
}

/**
 * Photographs `from` to `to` (exclusive) as RGB, [n, height, width, 3] on 0–255.
 *
 * @throws UserError for a file that is not a picture, or not of exactly this size: photographs are
 * never resized here, since every way of doing so changes the answers.
 */
export async function readPhotographs(
  { directory, files }: PhotographSet,
  [height, width]: readonly [number, number],
  from: number,
  to: number,
): Promise<Tensor> {
  const names = files.slice(from, to);
  const pixels = height * width * 3;
  const data = new Float32Array(names.length * pixels);
  for (const [index, name] of names.entries()) {
    data.set(await decode(join(directory, name), height, width), index * pixels);
  }
  return { shape: [names.length, height, width, 3], data };
}

async function decode(path: string, height: number, width: number): Promise<Uint8Array> {
  const picture = sharp(path).removeAlpha().toColourspace('srgb').raw();
  const { data, info } = await picture
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new UserError({
        expected: `a photograph in ${path}`,
        found: error instanceof Error ? error.message : String(error),
        remedy: 'restore the file',
      });
    });
  if (info.height === height && info.width === width) return data;
  throw new UserError({
    expected: `a photograph of ${String(width)}×${String(height)} in ${path}`,
    found: `${String(info.width)}×${String(info.height)}`,
    remedy: 'give centre crops of that size',
  });
}

/** sha256 over the sorted names and the sha256 of every file: the same photographs, the same digest. */
export async function photographSetDigest({ directory, files }: PhotographSet): Promise<string> {
  let lines = '';
  for (const name of files) lines += `${name} ${digestOf(await readFile(join(directory, name)))}\n`;
  return digestOf(lines);
}

/** Throws a UserError where the set's digest is not `wanted`, the one in the model file. */
export async function requirePhotographs(set: PhotographSet, wanted: string): Promise<void> {
  const found = await photographSetDigest(set);
  if (found === wanted) return;
  throw new UserError({
    expected: `photographs with digest ${wanted} in ${set.directory}`,
    found,
    remedy: 'restore the set, or enter its digest in the model file',
  });
}
