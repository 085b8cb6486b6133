import { readdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ModelFile } from '../records/model-file.ts';
import type { Provenance } from '../records/provenance.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Outcome } from '../store/schedule.ts';
import { writeAtomically } from '../store/write-atomically.ts';
import type { EmitArguments, EmitModule } from './atlas-modules.ts';
import {
  generatedFolders,
  provenancePath,
  readCommitted,
  readProvenance,
} from './committed-records.ts';

/** `missing` names a task whose bytes are needed but not at hand: nothing has been written then. */
export type WriteResult =
  | { readonly missing: string }
  | { readonly written: readonly string[]; readonly removed: readonly string[] };

/**
 * Writes the generated files of a model whose tasks are all fresh: those whose bytes differ from
 * what is there, provenance.json last. Generated files that no longer belong are removed. Where bytes
 * are not at hand and pictures alone are new, theirs are the only files that are written.
 */
export async function writeRecords(
  { emitRecords, emitPictures }: EmitModule,
  root: string,
  model: ModelFile,
  outcome: Pick<Outcome, 'tasks' | 'read'>,
): Promise<WriteResult> {
  const provenance = freshProvenance(outcome.tasks);
  const args: EmitArguments = {
    model,
    provenance,
    committed: (path) => readCommitted(root, path),
    read: async (id) => {
      const digest = provenance.get(id)?.output;
      if (digest === undefined) throw new Error(`the records read ${id}, which is not a task`);
      const bytes = await outcome.read(digest);
      if (bytes === undefined) throw new MissingBytes(id);
      return bytes;
    },
  };
  let emitted: ReadonlyMap<string, Uint8Array | string>;
  /** Of what is emitted in part, the files that it replaces; else all that is there. */
  let replaced: readonly string[] | undefined;
  try {
    emitted = await emitRecords(args);
  } catch (error) {
    if (!(error instanceof MissingBytes)) throw error;
    const part = await emitPictures?.(args, await readProvenance(root, model.name));
    if (part === undefined) return { missing: error.id };
    ({ files: emitted, replaced } = part);
  }
  const files = new Map(emitted);
  files.set(provenancePath(model.name), provenanceText([...provenance.values()]));

  const stranger = [...files.keys()].find((path) => !isGenerated(path, model.name));
  if (stranger !== undefined) throw new Error(`${stranger} is no place for a generated file`);
  const written: string[] = [];
  for (const [path, content] of files) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const before = await readCommitted(root, path);
    if (before !== undefined && Buffer.compare(before, bytes) === 0) continue;
    await writeAtomically(join(root, path), bytes);
    written.push(path);
  }
  const removed = (replaced ?? (await generatedFiles(root, model.name))).filter(
    (path) => !files.has(path),
  );
  for (const path of removed) await rm(join(root, path));
  return { written, removed };
}

class MissingBytes extends Error {
  readonly id: string;
  constructor(id: string) {
    super(`the bytes of ${id} are not at hand`);
    this.id = id;
  }
}

/** Provenance of the fresh tasks by id, in the order of the graph. */
export function freshProvenance(tasks: Outcome['tasks']): ReadonlyMap<string, Provenance> {
  return new Map(
    tasks.flatMap(({ id, state }) => (state.status === 'fresh' ? [[id, state.provenance]] : [])),
  );
}

/** One artifact a line, so that a change shows as its own lines. */
export function provenanceText(list: readonly Provenance[]): string {
  return `[\n${list.map((provenance) => canonicalJson(provenance)).join(',\n')}\n]\n`;
}

/** Generated files of a model that are there, by path below the project's root. */
export async function generatedFiles(root: string, model: string): Promise<string[]> {
  const files: string[] = [];
  for (const folder of Object.values(generatedFolders(model))) {
    const entries = await readdir(join(root, folder), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      files.push(relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    }
  }
  return files.sort();
}

/** Registers of all models, of which each model's run writes its part. */
const registers: readonly string[] = ['content/tags.csv', 'content/claims.yaml'];

function isGenerated(path: string, model: string): boolean {
  if (registers.includes(path)) return true;
  const folders = Object.values(generatedFolders(model));
  return folders.some((folder) => path.startsWith(`${folder}/`)) && !path.split('/').includes('..');
}
