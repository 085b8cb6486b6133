import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, parseDocument, type Scalar, stringify } from 'yaml';
import { readModelFile } from '../importers/read-model-file.ts';
import { weightDirectory } from '../importers/weight-directory.ts';
import { unusable } from '../importers/weight-source.ts';
import type { ModelFile, UnpinnedModelFile } from '../records/model-file.ts';
import { UserError } from '../records/user-error.ts';
import { writeAtomically } from '../store/write-atomically.ts';
import type { Environment } from './environment.ts';

/** What identifies weights: see the model file's schema. */
export interface WeightDigests {
  readonly fileDigest: string;
  readonly tensorDigest: string;
}

/**
 * Pins a model to the weights at hand, which are trusted at their first use: imports them, checks the
 * file's digest where one is published, writes the digests into the model's file, says so in one line
 * and gives the model as it then is.
 *
 * @throws UserError as `loadModel` does, and for another file than the published one; the model's file
 * is then as it was.
 */
export async function pinModel(
  model: UnpinnedModelFile,
  environment: Environment,
  print: (line: string) => void,
): Promise<ModelFile> {
  const { importModel } = await import('../importers/load-model.ts');
  const { tensorDigest } = await import('../importers/tensor-digest.ts');
  const { bytes, tensors, source } = await importModel(model, weightDirectory(model, environment));
  const fileDigest = createHash('sha1').update(bytes).digest('hex');
  const published = model.weights.fileDigest;
  if (published !== undefined && published !== fileDigest) {
    throw unusable(source, `the published file (sha1 ${published})`, `another (${fileDigest})`);
  }
  const digests = { fileDigest, tensorDigest: tensorDigest(tensors) };
  const file = `content/models/${model.name}.yaml`;
  const path = join(environment.root, file);
  await writeAtomically(path, withDigests(await readFile(path, 'utf8'), digests));
  print(
    `${model.name}: ${file} is now pinned to ${source.path} (sha1 ${digests.fileDigest}, ` +
      `tensor digest ${digests.tensorDigest})` +
      (published === undefined ? '; check them against a source that you trust' : ''),
  );
  return readModelFile(path);
}

/**
 * The text of a model file with the digests that it has not in lines of their own behind the address
 * of its weights, everything else as it is written.
 *
 * @throws UserError where the address is written in so odd a way that they find no place.
 */
export function withDigests(text: string, digests: WeightDigests): string {
  const weights = parseDocument(text).get('weights', true);
  const address = isMap<Scalar, Scalar>(weights)
    ? weights.items.find(({ key }) => key.value === 'url')
    : undefined;
  const start = address?.key.range?.[0] ?? 0;
  const end = address?.value?.range?.[1] ?? 0;
  const lineEnd = text.indexOf('\n', end);
  const behind = lineEnd === -1 ? text.length : lineEnd;
  const indent = ' '.repeat(start - text.lastIndexOf('\n', start) - 1);
  // Quoted where it looks like a number.
  const stated = (name: string): boolean => isMap(weights) && weights.has(name);
  const lines = Object.entries(digests)
    .filter(([name]) => !stated(name))
    .map(([name, digest]) => `\n${indent}${name}: ${stringify(digest).trimEnd()}`);
  const pinned = text.slice(0, behind) + lines.join('') + text.slice(behind);
  const document = parseDocument(pinned);
  const found = (name: string): unknown => document.getIn(['weights', name]);
  const isSound = document.errors.length === 0 && found('url') === address?.value?.value;
  if (isSound && Object.entries(digests).every(([name, digest]) => found(name) === digest)) {
    return pinned;
  }
  throw new UserError({
    expected: 'the address of the weights in a line "url: …"',
    found: 'it written otherwise',
    remedy: `write the digests yourself: fileDigest: ${digests.fileDigest}, tensorDigest: ${digests.tensorDigest}`,
  });
}
