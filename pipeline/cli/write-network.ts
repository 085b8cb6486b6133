import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedNetwork } from '../designed/export-network.ts';
import { modelCardSchema, type ModelCard } from '../records/model-card.ts';
import { parseRecord } from '../records/parse-record.ts';
import { UserError } from '../records/user-error.ts';
import { writeAtomically } from '../store/write-atomically.ts';

/** What lies in the folder of a network that was trained here. */
export const networkFiles = {
  weights: 'weights.safetensors',
  network: 'network.json',
  card: 'card.json',
} as const;

/** Writes a network's weights, its description and its card into a folder. */
export async function writeNetwork(
  folder: string,
  { bytes, description }: Pick<ExportedNetwork, 'bytes' | 'description'>,
  card: ModelCard,
): Promise<void> {
  const json = (value: unknown): Uint8Array =>
    new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const checked = parseRecord(modelCardSchema, card, networkFiles.card);
  await writeAtomically(join(folder, networkFiles.weights), bytes);
  await writeAtomically(join(folder, networkFiles.network), json(description));
  await writeAtomically(join(folder, networkFiles.card), json(checked));
}

/**
 * Puts a tensor digest into a model file, whose other lines stay as they are written.
 *
 * @throws UserError where there is no such file, or none of its lines holds a digest
 */
export async function stampTensorDigest(path: string, digest: string): Promise<void> {
  const refuse = (found: string): UserError =>
    new UserError({
      expected: `a model file at ${path} with a line "tensorDigest:"`,
      found,
      remedy: `write one with tensorDigest: ${digest}`,
    });
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw refuse('none');
    throw error;
  });
  const line = /^(\s*tensorDigest:)[^\n]*$/m;
  if (!line.test(text)) throw refuse('one without it');
  const stamped = text.replace(line, `$1 ${digest}`);
  if (stamped !== text) await writeAtomically(path, new TextEncoder().encode(stamped));
}
