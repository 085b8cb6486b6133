import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareModels } from '../../../pipeline/atlas/comparison/compare-models.ts';
import type { ComparedModel } from '../../../pipeline/atlas/comparison/compared-entries.ts';
import { CLAIMS_PATH } from '../../../pipeline/atlas/claims/assemble-claims.ts';
import { readCommitted } from '../../../pipeline/cli/committed-records.ts';
import { comparedModels } from '../../../pipeline/cli/compared-models.ts';
import { projectRoot, readEnvironment } from '../../../pipeline/cli/environment.ts';
import { isShipped } from '../../../pipeline/importers/weight-directory.ts';

const files = ['first-layers', 'known-truth', 'analogues', 'tying'];
const committed = await Promise.all(
  files.map((file) =>
    readFile(join(projectRoot, `content/comparison/${file}.json`), 'utf8').catch(() => undefined),
  ),
);
const models = await comparedModels(readEnvironment(process.env));
const atHand = models.filter(({ graph }) => graph !== undefined);
const away = models.filter(({ graph }) => graph === undefined).map(({ file }) => file.name);

if (committed.includes(undefined)) {
  process.stderr.write('Skipped: the committed comparisons; there are none, see atlas compare.\n');
} else if (away.length > 0) {
  process.stderr.write(`Skipped: comparing anew ${away.join(', ')}; no weights here.\n`);
}

/** Entries of all records, one a line, and the bytes of new pictures. */
async function compared(chosen: readonly ComparedModel[], anew: boolean) {
  const notes: string[] = [];
  const { files: made, tally } = await compareModels({
    models: chosen,
    anew,
    read: (path) => readCommitted(projectRoot, path),
    note: (line) => void notes.push(line),
  });
  return { made, tally, notes };
}

/** Of a list with an entry a line. */
const entriesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => (line.startsWith('{') ? [line.replace(/,$/, '')] : []));

describe.skipIf(committed.includes(undefined))('the committed comparisons', () => {
  it('are made from the committed records by this code', async () => {
    const { made, tally, notes } = await compared(
      models.map((model) => ({ ...model, graph: undefined })),
      false,
    );
    expect(notes.filter((note) => note.includes('stays as recorded'))).toEqual([]);
    expect(tally).toMatchObject({ computed: 0, kept: 0 });
    for (const [i, file] of files.entries()) {
      expect(made.get(`content/comparison/${file}.json`), file).toBe(committed[i]);
    }
  });

  // Pairs of all models would take minutes: those of shipped ones, and of every other model the rest.
  const choices: [string, readonly ComparedModel[]][] = [
    ['shipped', atHand.filter(({ file }) => isShipped(file.weights))],
    ...atHand
      .filter(({ file }) => !isShipped(file.weights))
      .map((model): [string, readonly ComparedModel[]] => [`those of ${model.file.name}`, [model]]),
  ];

  it.each(choices)(
    'come out the same from weights that are %s',
    async (_which, chosen) => {
      const { made } = await compared(chosen, true);
      for (const [path, content] of made) {
        if (typeof content !== 'string') {
          expect(Buffer.from(content), path).toEqual(await readFile(join(projectRoot, path)));
          continue;
        }
        // The register has entries of all models, and a test of its own.
        if (path === CLAIMS_PATH) continue;
        const place = files.findIndex((file) => path === `content/comparison/${file}.json`);
        const known = new Set(entriesOf(committed[place]!));
        for (const entry of entriesOf(content)) {
          expect(known.has(entry), `${path}: ${entry.slice(0, 80)}`).toBe(true);
        }
      }
    },
    240_000,
  );
});
