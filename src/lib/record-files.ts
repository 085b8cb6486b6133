import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Distribution, distribution } from './dataset.ts';
import { CLAIMS_HREF, dataHref } from './links.ts';

export interface RecordFile {
  readonly model: string;
  readonly file: string;
  readonly bytes: Buffer;
}

/** What stands in the place of a model's name where a file is about several models together. */
const COMPARISON = 'comparison';

/** All generated record files, byte for byte as in `content/atlas/` and `content/comparison/`. */
export function readRecordFiles(): RecordFile[] {
  return ['content/atlas/*/*.json', `content/${COMPARISON}/*.json`]
    .flatMap((pattern) => globSync(pattern).sort())
    .map((path) => ({
      model: basename(dirname(path)),
      file: basename(path),
      bytes: readFileSync(join(process.cwd(), path)),
    }));
}

/**
 * The address of a file that a claim about a model names: of the model, or as `comparison/<file>`;
 * undefined for one that is not there.
 */
export function claimRecordHref(model: string, name: string): string | undefined {
  const own = name.startsWith(`${COMPARISON}/`) ? COMPARISON : model;
  const found = readRecordFiles().find(
    (record) => record.model === own && record.file === basename(name),
  );
  return found && dataHref(found.model, found.file);
}

/** The register of claims, byte for byte; none where no claim has been answered. */
export function readRegisters(): { readonly file: string; readonly bytes: Buffer }[] {
  const file = basename(CLAIMS_HREF);
  const path = join(process.cwd(), 'content', file);
  return existsSync(path) ? [{ file, bytes: readFileSync(path) }] : [];
}

/** The same as downloads. */
export const recordDistributions = (): Distribution[] => [
  ...readRegisters().map(({ file, bytes }) =>
    distribution(CLAIMS_HREF, file, 'application/yaml', bytes),
  ),
  ...readRecordFiles().map(({ model, file, bytes }) =>
    distribution(dataHref(model, file), `${model}/${file}`, 'application/json', bytes),
  ),
];
