import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseRecord } from '../records/parse-record.ts';
import { provenanceListSchema, type Provenance } from '../records/provenance.ts';
import { UserError } from '../records/user-error.ts';

/** Folders of a model's generated files, below the project's root. */
export function generatedFolders(model: string): { records: string; pictures: string } {
  return { records: `content/atlas/${model}`, pictures: `public/atlas/${model}` };
}

/** Path of a model's committed provenance, below the project's root. */
export function provenancePath(model: string): string {
  return `${generatedFolders(model).records}/provenance.json`;
}

/** Committed provenance of a model; empty where it has none yet. */
export async function readProvenance(root: string, model: string): Promise<readonly Provenance[]> {
  return (await readRecord(root, provenancePath(model), provenanceListSchema)) ?? [];
}

/** A committed JSON record, or undefined where there is none. Throws a UserError for a broken one. */
export async function readRecord<T>(
  root: string,
  path: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const bytes = await readCommitted(root, path);
  if (bytes === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new UserError({
      expected: `JSON in ${path}`,
      found: 'something else',
      remedy: 'restore the committed file',
    });
  }
  return parseRecord(schema, value, path);
}

/** Bytes of a file below the project's root, or undefined where there is none. */
export async function readCommitted(root: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(join(root, path)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
