import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelCard } from '../../pipeline/records/index.ts';
import { buildProject, type BuiltSite, fileOf } from './build-project.ts';
import { type FixtureRecords, fixtureRecords, writeFixture } from './fixture-records.ts';
import { digest } from './fixture-setting.ts';
import { linksOf, tagsOf } from './page-source.ts';

const curves = (tag: string) =>
  fixtureRecords(
    [
      {
        tag,
        layer: 'inception_3a/output',
        name: 'curves',
        members: 6,
        verdict: 'group action',
      },
    ],
    [],
  );

/** The records as of a model of the project's own, which was shown no photographs. */
function asOwn(records: FixtureRecords, name: string, controlOf?: string): FixtureRecords {
  const { families, units, model } = records;
  return {
    ...records,
    families: families.map((family) => ({
      ...family,
      model: name,
      label: family.label.replace('googlenet', name),
    })),
    units: units.map((unit) => ({ ...unit, model: name })),
    agreement: [],
    model: {
      ...model,
      name,
      title: `Network ${name}`,
      source: { licence: 'CC BY 4.0', citation: 'This project' },
      ...(controlOf !== undefined && { controlOf }),
    },
  };
}

const card: ModelCard = {
  name: 'alpha',
  tensorDigest: digest('tensors'),
  data: {
    name: 'CIFAR-10',
    citation: 'Krizhevsky 2009',
    digest: digest('data'),
    trainingPictures: 30_000,
  },
  licence: 'CC BY 4.0',
  seed: 7,
  epochs: 12,
  command: 'npm run atlas -- train alpha --epochs 12',
  test: { correct: 7400, of: 10_000 },
};

let site: BuiltSite;
const page = (address: string): string =>
  readFileSync(fileOf(site.dist, address), 'utf8').replaceAll(/\s+/g, ' ');

beforeAll(async () => {
  site = await buildProject((folder) => {
    rmSync(join(folder, 'content/atlas'), { recursive: true, force: true });
    rmSync(join(folder, 'content/claims.yaml'), { force: true });
    writeFixture(curves('AA00'), folder);
    writeFixture(asOwn(curves('AA01'), 'alpha'), folder);
    writeFixture(asOwn(curves('AA02'), 'alpha-untrained', 'alpha'), folder);
    mkdirSync(join(folder, 'content/models/alpha'), { recursive: true });
    writeFileSync(join(folder, 'content/models/alpha/card.json'), JSON.stringify(card));
    const rows = ['AA00,googlenet', 'AA01,alpha', 'AA02,alpha-untrained'].map(
      (row) => `${row}/3a/rotation/${row.slice(0, 4)},family,current,,\n`,
    );
    writeFileSync(
      join(folder, 'content/tags.csv'),
      ['tag,label,kind,status,successor,reason\n', ...rows].join(''),
    );
  });
}, 240_000);
afterAll(() => site.remove());

describe('a site of several models', () => {
  it('builds', () => {
    expect(site.status, site.log).toBe(0);
  });

  it('lists weights from elsewhere first, those of the project next, controls last', () => {
    const models = linksOf(tagsOf(page('/models/'))).filter((link) => /^\/models\/./.test(link));
    expect([...new Set(models)]).toEqual([
      '/models/googlenet/',
      '/models/alpha/',
      '/models/alpha-untrained/',
    ]);
    expect(page('/models/')).toContain('control of Network alpha');
  });

  it('counts the families of networks, not those of controls', () => {
    expect(page('/')).toContain('2 supported families');
    expect(linksOf(tagsOf(page('/')))).not.toContain('/models/alpha-untrained/');
    const rotation = linksOf(tagsOf(page('/groups/rotation/')));
    expect(rotation).toContain('/f/AA01/');
    expect(rotation).not.toContain('/f/AA02/');
  });

  it('shows the card of weights that the project trained, and their control beside them', () => {
    const alpha = page('/models/alpha/');
    expect(alpha).toContain('content/models/alpha/');
    expect(alpha).toContain('7,400 of 10,000 test pictures in their class (74%)');
    expect(alpha).toContain(card.command);
    expect(alpha).not.toContain('Photographs and dead leaves');
    expect(linksOf(tagsOf(alpha))).toContain('/models/alpha-untrained/');
    expect(page('/models/alpha-untrained/')).toContain('control of');
  });

  it('shows networks with planted symmetry, the same for all models, once', () => {
    expect(page('/method/').match(/Eight turned copies of a curve kernel/g)).toHaveLength(1);
  });
});
