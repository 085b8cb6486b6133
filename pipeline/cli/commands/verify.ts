import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stimulusGallerySchema } from '../../records/stimulus-gallery.ts';
import { digestOf } from '../../store/digest.ts';
import { taskId } from '../../store/stage.ts';
import { openStore, type Store } from '../../store/store.ts';
import { stageKey } from '../../store/stage-key.ts';
import type { Command } from '../command.ts';
import { committedPictures } from '../committed-pictures.ts';
import {
  generatedFolders,
  readCommitted,
  readProvenance,
  readRecord,
} from '../committed-records.ts';
import { verifyComparison } from '../verify-comparison.ts';
import { generatedFiles } from '../write-records.ts';

export const verifyCommand: Command = {
  usage: '',
  options: {},
  positionals: [],
  async run(_args, { environment: { root, store }, print }) {
    const problems: string[] = [];
    const note = (line: string): void => void problems.push(line);
    const objects = await verifyStore(openStore({ root: store, note }), problems);
    let pictures = 0;
    for (const model of (await readdir(join(root, 'content/atlas')).catch(() => [])).sort()) {
      pictures += await verifyRecords(root, model, problems);
    }
    pictures += await verifyComparison(root, problems);
    for (const problem of problems) print(problem);
    const checked = `${String(objects)} objects and ${String(pictures)} pictures checked`;
    print(
      `${checked}, ${problems.length === 0 ? 'all sound' : `${String(problems.length)} wrong`}`,
    );
    return problems.length === 0 ? 0 : 1;
  },
};

/**
 * Rehashes every object and every key; gives the number of objects. Reading an object is what finds,
 * notes and removes a damaged one.
 */
async function verifyStore({ objects, index }: Store, problems: string[]): Promise<number> {
  const entries = [...(await index.load()).values()];
  const digests = await objects.list();
  for (const digest of digests) {
    if ((await objects.get(digest)) !== undefined) continue;
    const made = entries.filter(({ output }) => output === digest);
    for (const entry of made) problems.push(`  it was made by ${taskId(entry)}`);
  }
  for (const entry of entries) {
    if (stageKey(entry) !== entry.key) {
      problems.push(`entry ${entry.key} (${taskId(entry)}) does not have the key of its inputs`);
    }
  }
  return digests.size;
}

/** Checks a model's committed pictures and keys; gives the number of pictures. */
async function verifyRecords(root: string, model: string, problems: string[]): Promise<number> {
  const { records, pictures: folder } = generatedFolders(model);
  const list = await committedPictures(root, model);
  const provenance = await readProvenance(root, model);
  const keys = new Set(provenance.map(({ key }) => key));
  for (const entry of provenance) {
    if (stageKey(entry) !== entry.key) {
      problems.push(
        `${records}/provenance.json: ${taskId(entry)} does not have the key of its inputs`,
      );
    }
  }
  for (const { file, digest, stageKey: key } of list) {
    const path = `public/${file}`;
    const bytes = await readCommitted(root, path);
    if (bytes === undefined) problems.push(`${path} is missing`);
    else if (digestOf(bytes) !== digest) problems.push(`${path} does not have its digest`);
    if (!keys.has(key)) problems.push(`${path}: the stage that made it is not in provenance.json`);
  }
  const gallery = await readRecord(root, `${records}/stimuli.json`, stimulusGallerySchema);
  const shown = [
    ...list,
    ...(gallery?.kinds.flatMap(({ conditions }) => conditions) ?? []),
    ...(gallery?.deadLeaves ?? []),
  ];
  const listed = new Set(shown.map(({ file }) => `public/${file}`));
  for (const path of await generatedFiles(root, model)) {
    if (path.startsWith(`${folder}/`) && !listed.has(path)) {
      problems.push(`${path} is in no record`);
    }
  }
  return list.length;
}
