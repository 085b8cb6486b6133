import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import {
  type AnyModelFile,
  isPinned,
  type ModelFile,
  modelFileSchema,
  unpinnedModelFileSchema,
} from '../records/model-file.ts';
import { parseRecord } from '../records/parse-record.ts';
import { UserError } from '../records/user-error.ts';

/**
 * Reads `content/models/<name>.yaml`, pinned or not.
 *
 * @throws UserError where there is no such file, where it is not YAML (with the line), where it
 * breaks the schema, or where its `name` is not the file's.
 */
export async function readAnyModelFile(path: string): Promise<AnyModelFile> {
  const value = parseYaml(await readText(path), path);
  const model = lacksDigests(value)
    ? parseRecord(unpinnedModelFileSchema, value, path)
    : parseRecord(modelFileSchema, value, path);
  const name = basename(path, '.yaml');
  if (model.name === name) return model;
  throw new UserError({
    expected: `name: ${name} in ${path}`,
    found: model.name,
    remedy: 'give file and model one name',
  });
}

/** Reads a pinned model. @throws UserError as `readAnyModelFile`, and for one that is not pinned. */
export async function readModelFile(path: string): Promise<ModelFile> {
  const model = await readAnyModelFile(path);
  if (isPinned(model)) return model;
  throw new UserError({
    expected: `digests of the weights in ${path}`,
    found: 'none',
    remedy: `pin them: npm run atlas -- run --model ${model.name}`,
  });
}

/** Of weights that others publish; those that the project ships are always pinned. */
function lacksDigests(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['weights'])) return false;
  const { weights } = value;
  return 'url' in weights && weights['format'] !== 'safetensors' && !('tensorDigest' in weights);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UserError({
      expected: `a model file at ${path}`,
      found: 'none',
      remedy: 'name a model that content/models has',
    });
  }
}

function parseYaml(text: string, path: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [fault] = document.errors;
  if (!fault) return document.toJS();
  throw new UserError({
    expected: `YAML in ${path}`,
    found: `a fault in line ${String(lineCounter.linePos(fault.pos[0]).line)} (${fault.message.split('\n')[0] ?? ''})`,
    remedy: 'correct that line',
  });
}
