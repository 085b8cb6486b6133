import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPARISON_PICTURES } from '../../atlas/comparison/compared-folders.ts';
import { writeAtomically } from '../../store/write-atomically.ts';
import type { Command } from '../command.ts';
import { readCommitted } from '../committed-records.ts';
import { comparedModels } from '../compared-models.ts';

export const compareCommand: Command = {
  usage: '[--fresh]',
  options: { fresh: { type: 'boolean' } },
  positionals: [],
  async run(args, { environment, print, progress }) {
    const { root } = environment;
    const { compareModels } = await import('../../atlas/comparison/compare-models.ts');
    const { files, pictures, tally } = await compareModels({
      models: await comparedModels(environment),
      read: (path) => readCommitted(root, path),
      anew: args.values['fresh'] === true,
      note: (line) => void progress.write(`${line}\n`),
    });
    let written = 0;
    // Records last: whenever this ends, they name no picture that is not there.
    for (const [path, content] of [...files].sort(([a], [b]) => rank(a) - rank(b))) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      const before = await readCommitted(root, path);
      if (before !== undefined && Buffer.compare(before, bytes) === 0) continue;
      await writeAtomically(join(root, path), bytes);
      written++;
    }
    const removed = await removeOthers(root, pictures);
    const { computed, fresh, kept } = tally;
    print(
      `${String(computed)} computed, ${String(fresh)} fresh, ${String(kept)} kept as recorded; ` +
        `${String(written)} files written, ${String(removed)} removed`,
    );
    return 0;
  },
};

const rank = (path: string): number => (path.startsWith('public/') ? 0 : 1);

/** Removes pictures of comparisons that no record names; gives their number. */
async function removeOthers(root: string, pictures: readonly string[]): Promise<number> {
  const folder = `public/${COMPARISON_PICTURES}`;
  const found = await readdir(join(root, folder)).catch(() => []);
  const others = found
    .map((file) => `${folder}/${file}`)
    .filter((path) => path.endsWith('.webp') && !pictures.includes(path));
  for (const path of others) await rm(join(root, path));
  return others.length;
}
