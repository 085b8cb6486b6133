import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildProject, type BuiltSite, fileOf, pagesOf } from './build-project.ts';
import { asMirror, fixtureKernels, fromSingles } from './fixture-circuits.ts';
import { fixtureRecords, writeFixture } from './fixture-records.ts';
import { idsOf, linksOf, tagsOf } from './page-source.ts';

const MINUTES = 120_000;
let site: BuiltSite | undefined;

afterEach(async () => {
  await site?.remove();
  site = undefined;
});

const empty = (folder: string) => {
  rmSync(join(folder, 'content/atlas'), { recursive: true, force: true });
  for (const register of ['tags.csv', 'claims.yaml']) {
    rmSync(join(folder, 'content', register), { force: true });
  }
};

describe('a site of unusual records', () => {
  it(
    'builds without any record, and says so',
    async () => {
      site = await buildProject(empty);
      expect(site.status, site.log).toBe(0);
      expect(pagesOf(site.dist).filter((page) => /^\/[fc]\//.test(page))).toEqual([]);
      expect(readFileSync(fileOf(site.dist, '/'), 'utf8')).toContain('No records yet');
    },
    MINUTES,
  );

  it(
    'builds with two members, forty members, no pictures, no circuits; retired tags keep a page',
    async () => {
      site = await buildProject((folder) => {
        empty(folder);
        const records = fixtureRecords(
          [
            {
              tag: 'AA00',
              layer: 'inception_3a/output',
              name: 'curves',
              members: 2,
              verdict: 'not supported',
            },
            {
              tag: 'AA01',
              layer: 'inception_3b/output',
              name: 'curves',
              members: 40,
              verdict: 'partial',
            },
          ],
          [],
        );
        writeFixture(records, folder);
        mkdirSync(join(folder, 'content'), { recursive: true });
        writeFileSync(
          join(folder, 'content/tags.csv'),
          'tag,label,kind,status,successor,reason\n' +
            'AA00,googlenet/3a/rotation/AA00,family,current,,\n' +
            'AA99,googlenet/3a/rotation/2,family,retired,AA01,"Merged: its units, all of them, are in AA01."\n',
        );
      });
      expect(site.status, site.log).toBe(0);
      const retired = readFileSync(fileOf(site.dist, '/f/AA99/'), 'utf8');
      expect(retired).toContain('AA99 has been retired');
      expect(retired).toContain('its units, all of them, are in AA01.');
      expect(linksOf(tagsOf(retired))).toContain('/f/AA01/');
      const large = readFileSync(fileOf(site.dist, '/f/AA01/'), 'utf8');
      expect(large.match(/class="tile missing"/g)!.length).toBeGreaterThanOrEqual(80);
      expect(large.match(/class="tile hole"/g)).toHaveLength(2);
    },
    MINUTES,
  );

  it(
    'gives every weight of a circuit a number to link to, and claims no turning without a motif',
    async () => {
      const records = fixtureRecords(
        [
          {
            tag: 'AA00',
            layer: 'inception_3a/output',
            name: 'curves',
            members: 5,
            verdict: 'group action',
          },
          {
            tag: 'AA01',
            layer: 'inception_3b/output',
            name: 'curves',
            members: 12,
            verdict: 'group action',
          },
        ],
        [
          ['CC00', 'AA00', 'AA01'],
          ['CC01', 'AA00', 'AA01'],
          ['CC02', 'AA00', 'AA01'],
          ['CC03', 'AA00', 'AA01'],
        ],
      );
      const [singles, mirror] = [fromSingles(records.circuits[2]!), asMirror(records.circuits[3]!)];
      records.circuits.splice(2, 2, singles, mirror);
      records.kernels.set(
        'CC02',
        fixtureKernels(singles, (t, s, x) => (s === 0 ? x : -x) * 0.01 * (t + 1)),
      );
      records.kernels.set(
        'CC03',
        fixtureKernels(
          mirror,
          (t, s, x, y) => (t === 0 ? x : -x) * 0.01 + y * (t === s ? 0 : 0.002),
        ),
      );
      const unexplained = { ...records.circuits[1]!, motif: 'no motif', r2: 0 } as const;
      records.circuits[1] = { ...unexplained, finding: 'No motif: q is too large.' };
      site = await buildProject((folder) => {
        empty(folder);
        writeFixture(records, folder);
      });
      expect(site.status, site.log).toBe(0);
      const tags = tagsOf(readFileSync(fileOf(site.dist, '/c/CC00/'), 'utf8'));
      const weights = tags.filter((tag) => tag.attributes['class'] === 'weight');
      expect(weights).toHaveLength(5 * 8);
      const ids = idsOf(tags);
      for (const { attributes } of weights) expect(ids).toContain(attributes['href']!.slice(1));
      expect([...ids].filter((id) => id.startsWith('w-'))).toHaveLength(5 * 12);
      const [accepted, rejected] = ['CC00', 'CC01'].map((tag) =>
        readFileSync(fileOf(site!.dist, `/c/${tag}/`), 'utf8').replaceAll(/\s+/g, ' '),
      );
      expect(accepted).toContain('Weights from 3a (columns) to 3b (rows)');
      for (const claim of ['Notice how', 'share their weights', 'class="turning"']) {
        expect(accepted).toContain(claim);
        expect(rejected).not.toContain(claim);
      }
      expect(rejected).toContain('best, not accepted');
      expect(rejected).toContain('has an R² of 0.63. It is not accepted.');
      const [fromUnits, flipped] = ['CC02', 'CC03'].map((tag) =>
        readFileSync(fileOf(site!.dist, `/c/${tag}/`), 'utf8').replaceAll(/\s+/g, ' '),
      );
      expect(fromUnits).toContain('5 single units of 3a make curves of 3b');
      expect(fromUnits).toContain('From one input to outputs all around');
      expect(flipped).toContain('Notice how the weights flip');
      expect(flipped).not.toContain('Weight by relative');
      const motif = readFileSync(fileOf(site.dist, '/motifs/mirror/'), 'utf8');
      expect(linksOf(tagsOf(motif))).toContain('/c/CC03/');
      const { unit } = records.units[0]!;
      const passport = readFileSync(
        fileOf(site.dist, `/models/googlenet/3a/${String(unit)}/`),
        'utf8',
      );
      expect(passport).toContain('A max-pool is the mean over its window.');
    },
    MINUTES,
  );

  it(
    'refuses maths that KaTeX cannot set, naming the file',
    async () => {
      site = await buildProject((folder) => {
        empty(folder);
        appendFileSync(join(folder, 'content/groups/rotation.md'), '\nA slip: $\\frac{1}{$.\n');
      });
      expect(site.status).not.toBe(0);
      expect(site.log).toMatch(/found 1 bad formula/);
      expect(site.log).toContain('rotation.md');
    },
    MINUTES,
  );

  it(
    'refuses a work that is cited and not in the bibliography, naming the file',
    async () => {
      site = await buildProject((folder) => {
        empty(folder);
        appendFileSync(join(folder, 'content/groups/rotation.md'), '\nSo it is [@nobody1900].\n');
      });
      expect(site.status).not.toBe(0);
      expect(site.log).toMatch(
        /expected a key of content\/references\.bib cited in .*rotation\.md/,
      );
      expect(site.log).toContain('found nobody1900');
    },
    MINUTES,
  );

  it(
    'refuses a record that does not fit its schema, naming the file and the place',
    async () => {
      site = await buildProject((folder) => {
        empty(folder);
        mkdirSync(join(folder, 'content/atlas/googlenet'), { recursive: true });
        writeFileSync(join(folder, 'content/atlas/googlenet/families.json'), '[{"tag": "short"}]');
      });
      expect(site.status).not.toBe(0);
      expect(site.log).toContain(
        'expected a valid content/atlas/googlenet/families.json, found at 0.',
      );
      expect(existsSync(join(site.dist, 'index.html'))).toBe(false);
    },
    MINUTES,
  );
});
