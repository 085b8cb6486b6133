import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Distribution, distribution } from './dataset.ts';
import { CLAIMS_HREF, dataHref } from './links.ts';

export interface RecordFile {
  readonly model: string;
  readonly file: string;
  readonly bytes: Buffer;
}

/** All generated record files, byte for byte as in `content/atlas/`. */
export function readRecordFiles(): RecordFile[] {
  return globSync('content/atlas/*/*.json')
    .sort()
    .map((path) => ({
      model: basename(dirname(path)),
      file: basename(path),
      bytes: readFileSync(join(process.cwd(), path)),
    }));
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
