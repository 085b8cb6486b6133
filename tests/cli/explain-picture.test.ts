import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pictureListSchema } from '../../pipeline/records/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('explain, on the committed atlas', () => {
  it('tells where a feature picture came from, by its file and by its digest', () => {
    const list = readFileSync(`${root}content/atlas/googlenet/pictures.json`, 'utf8');
    const { kind, layer, unit, file, digest } = pictureListSchema.parse(JSON.parse(list))[0]!;
    for (const given of [`public/${file}`, digest]) {
      const out = execFileSync(process.execPath, ['pipeline/cli/main.ts', 'explain', given], {
        cwd: root,
        encoding: 'utf8',
      });
      // Pictures are made in batches, which are called by their first and last unit.
      const batch = new RegExp(`^picture ${kind} ${layer}:(\\d+)(?:–(\\d+))? \\(version \\d+\\)`);
      const [, first, last = first] = batch.exec(out) ?? [];
      expect([Number(first) <= unit, unit <= Number(last)]).toEqual([true, true]);
      expect(out).toContain('from outside the store, by its declared digest');
    }
  });
});
