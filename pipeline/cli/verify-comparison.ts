import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPARISON_PICTURES, COMPARISON_RECORDS } from '../atlas/comparison/compared-folders.ts';
import { firstLayerListSchema } from '../records/first-layer.ts';
import { digestOf } from '../store/digest.ts';
import { stageKey } from '../store/stage-key.ts';
import { readCommitted, readRecord } from './committed-records.ts';

/**
 * Checks the pictures of first layers and the keys of their records; gives the number of pictures.
 *
 * @param problems gets a line for whatever is wrong
 */
export async function verifyComparison(root: string, problems: string[]): Promise<number> {
  const file = `${COMPARISON_RECORDS}/first-layers.json`;
  const list = (await readRecord(root, file, firstLayerListSchema)) ?? [];
  for (const { model, derivation } of list) {
    if (stageKey(derivation) !== derivation.key) {
      problems.push(`${file}: ${model} does not have the key of its inputs`);
    }
  }
  const pictures = list.flatMap(({ sheets: { filters, gabors } }) => [filters, gabors]);
  for (const { file: path, digest } of pictures) {
    const bytes = await readCommitted(root, `public/${path}`);
    if (bytes === undefined) problems.push(`public/${path} is missing`);
    else if (digestOf(bytes) !== digest) problems.push(`public/${path} does not have its digest`);
  }
  const listed = new Set(pictures.map(({ file: path }) => path));
  for (const name of await readdir(join(root, 'public', COMPARISON_PICTURES)).catch(() => [])) {
    const path = `${COMPARISON_PICTURES}/${name}`;
    if (!listed.has(path)) problems.push(`public/${path} is in no record`);
  }
  return pictures.length;
}
