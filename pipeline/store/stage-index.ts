import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { provenanceSchema } from '../records/provenance.ts';
import { writeAtomically, writingError } from './write-atomically.ts';

/** Where an artifact came from, with what this machine measured. */
export const stageEntrySchema = provenanceSchema.extend({
  /** Time that computing took here. */
  seconds: z.number().nonnegative(),
  /** The task's declared cost, which `seconds` is compared with. */
  cost: z.number().positive(),
});

export type StageEntry = z.infer<typeof stageEntrySchema>;

/** Key → entry, one file each under `<root>/stages/`. */
export interface StageIndex {
  put(entry: StageEntry): Promise<void>;
  /** All entries by key; a file that cannot be read is noted and left out. */
  load(): Promise<Map<string, StageEntry>>;
}

export function openStageIndex(root: string, note: (line: string) => void): StageIndex {
  const folder = join(root, 'stages');
  return {
    async put(entry) {
      await writeAtomically(join(folder, `${entry.key}.json`), `${JSON.stringify(entry)}\n`);
    },
    async load() {
      const entries = new Map<string, StageEntry>();
      for (const name of await namesOf(folder)) {
        const entry = parseEntry(await readFile(join(folder, name), 'utf8'));
        if (entry === undefined || name !== `${entry.key}.json`) {
          note(`entry ${name} of the store is damaged and counts as absent`);
        } else {
          entries.set(entry.key, entry);
        }
      }
      return entries;
    },
  };
}

async function namesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw writingError(error, folder);
  });
  return names.filter((name) => /^[0-9a-f]{64}\.json$/.test(name)).sort();
}

function parseEntry(text: string): StageEntry | undefined {
  try {
    return stageEntrySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
