import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { provenanceListSchema, type Provenance } from '../../pipeline/records/provenance.ts';
import { toyProject, type ToyProject } from './toy-project.ts';

// Every command is a process of its own, and machines are shared.
vi.setConfig({ testTimeout: 30_000 });

function provenanceOf(project: ToyProject): Provenance[] {
  const text = readFileSync(project.path('content/atlas/toy/provenance.json'), 'utf8');
  return provenanceListSchema.parse(JSON.parse(text));
}

describe('run', () => {
  it('computes everything, writes the records, and then has nothing to do', async () => {
    const project = toyProject();
    const first = await project.run('run');
    expect(first).toEqual({
      code: 0,
      out: ['toy: 19 computed (19 artifacts fresh); 9 files written, 0 removed'],
      err: [],
    });
    expect(readFileSync(project.path('content/atlas/toy/list.json'), 'utf8')).toBe(
      '[10,20,30,40,50,60]',
    );
    expect(provenanceOf(project).map(({ stage, subject }) => `${stage} ${subject}`)).toHaveLength(
      19,
    );
    const second = await project.run('run');
    expect(second).toEqual({ code: 0, out: ['toy: nothing to do (19 artifacts fresh)'], err: [] });
  });

  it('mends records that were edited and removes files that do not belong', async () => {
    const project = toyProject();
    await project.run('run');
    const list = project.path('content/atlas/toy/list.json');
    writeFileSync(list, 'edited');
    writeFileSync(project.path('public/atlas/toy/stray.webp'), 'stray');
    const { out } = await project.run('run');
    expect(out).toEqual(['toy: 0 computed (19 artifacts fresh); 1 files written, 1 removed']);
    expect(readFileSync(list, 'utf8')).toBe('[10,20,30,40,50,60]');
  });

  it('names the command that reads new records, where models are compared', async () => {
    const project = toyProject();
    mkdirSync(project.path('content/comparison'), { recursive: true });
    const { out } = await project.run('run');
    expect(out[1]).toBe(
      'content/comparison is computed from records: run "npm run atlas -- compare"',
    );
    expect((await project.run('run')).out).toHaveLength(1);
  });

  it('has nothing to do in a clone with the records but no store and no weights', async () => {
    const project = toyProject();
    await project.run('run');
    const committed = readdirSync(project.path('public/atlas/toy'));
    rmSync(project.path('.atlas'), { recursive: true });
    rmSync(project.path('models/toy.weights'));
    const { code, out } = await project.run('run');
    expect(out).toEqual(['toy: nothing to do (19 artifacts fresh, 12 of them from records)']);
    expect(code).toBe(0);
    expect(readdirSync(project.path('public/atlas/toy'))).toEqual(committed);
  });

  it('says which weights are missing where there is nothing else to go by', async () => {
    const project = toyProject();
    rmSync(project.path('models/toy.weights'));
    const { code, out } = await project.run('run', '--model', 'toy');
    expect(code).toBe(2);
    expect(out).toEqual([
      'toy: 0 computed, 0 of 13 artifacts fresh',
      `unavailable: base b1 and 12 more: no weights at ${project.path('models/toy.weights')}; download https://example.org/toy.weights to there or set ATLAS_MODELS`,
    ]);
  });

  it('passes over a model that is not at hand, unless it was asked for by name', async () => {
    const project = toyProject();
    rmSync(project.path('models/toy.weights'));
    expect(await project.run('run')).toEqual({
      code: 0,
      out: [
        `toy: not at hand: no weights at ${project.path('models/toy.weights')}; download https://example.org/toy.weights to there or set ATLAS_MODELS`,
      ],
      err: [],
    });
  });

  it('fails only the task whose worker ends, in one line, and goes on with a new worker', async () => {
    const project = toyProject();
    writeFileSync(project.path('models/crash-40'), '');
    const first = await project.run('run', '--workers', '1');
    expect(first.code).toBe(1);
    expect(first.out).toEqual([
      'toy: 18 computed, 18 of 19 artifacts fresh',
      'failed: picture p40: its worker ended with code 3',
    ]);
    rmSync(project.path('models/crash-40'));
    const second = await project.run('run');
    expect(second.out[0]).toMatch(/^toy: 1 computed \(19 artifacts fresh\)/);
  });

  it('with --fresh ignores store and records and says whether the same comes out', async () => {
    const project = toyProject();
    await project.run('run');
    project.clearLog();
    const { out } = await project.run('run', '--fresh');
    expect(out[0]).toBe('toy: 19 of 19 artifacts equal the recorded ones');
    expect(project.log()).toHaveLength(19);
    expect(readdirSync(project.path('.atlas'))).toEqual(['store']);
  });

  it('computes a damaged artifact again and says so', async () => {
    const project = toyProject();
    await project.run('run');
    const { output } = provenanceOf(project).find(({ stage }) => stage === 'tenfold')!;
    const object = project.path('.atlas/store/objects', output.slice(0, 2), output.slice(2));
    writeFileSync(object, 'damage');
    const verified = await project.run('verify');
    expect(verified.code).toBe(1);
    expect(verified.out[0]).toBe(
      `object ${output.slice(0, 12)} of the store is damaged and counts as absent`,
    );
    expect((await project.run('run')).code).toBe(0);
    expect((await project.run('verify')).code).toBe(0);
  });
});

describe('plan', () => {
  it('counts tasks by stage and state, and lists those that are not fresh', async () => {
    const project = toyProject();
    const before = await project.run('plan');
    expect(before.out.slice(0, 5)).toEqual([
      'toy',
      '  base     6 stale',
      '  tenfold  6 stale',
      '  list     1 stale',
      '  stale: base b1: not computed yet',
    ]);
    await project.run('run');
    const after = await project.run('plan', '--model', 'toy');
    expect(after.out.map((line) => line.replace(/took \d+ s$/, 'took some time'))).toEqual([
      'toy',
      '  base     6 fresh · took some time',
      '  tenfold  6 fresh · took some time',
      '  list     1 fresh · took some time',
      '  picture  6 fresh · took some time',
    ]);
    rmSync(project.path('.atlas'), { recursive: true });
    expect((await project.run('plan')).out[1]).toBe('  base     6 fresh, from records');
  });
});

describe('explain', () => {
  it('tells where a picture came from, down to the weights', async () => {
    const project = toyProject();
    await project.run('run');
    const [file] = readdirSync(project.path('public/atlas/toy'));
    const { code, out } = await project.run('explain', `public/atlas/toy/${file!}`);
    expect(code).toBe(0);
    expect(out[0]).toMatch(/^picture p\d+ \(version 1\), from the store$/);
    expect(out.filter((line) => /^ {4}list all/.test(line))).toHaveLength(1);
    expect(out.filter((line) => /^ {8}tenfold b/.test(line))).toHaveLength(6);
    expect(out.filter((line) => line.includes('by its declared digest'))).toHaveLength(6);
    expect(out.some((line) => /seconds +\d/.test(line))).toBe(true);
  });

  it('takes a key, an output or the beginning of one, from the store or the records', async () => {
    const project = toyProject();
    await project.run('run');
    const { key, output } = provenanceOf(project).find(({ stage }) => stage === 'list')!;
    rmSync(project.path('.atlas'), { recursive: true });
    for (const digest of [key, output, key.slice(0, 16)]) {
      const { out } = await project.run('explain', digest);
      expect(out[0]).toBe('list all (version 1), from the records of toy');
    }
  });

  it('refuses a digest that nothing has, and one too short to tell', async () => {
    const project = toyProject();
    const { code, err } = await project.run('explain', 'abcdef');
    expect(code).toBe(2);
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(
      /^explain: expected at least four digits .*, found "abcdef", which nothing/,
    );
  });
});

describe('verify', () => {
  it('lists pictures that are changed, missing or in no record', async () => {
    const project = toyProject();
    await project.run('run');
    const [changed, missing] = readdirSync(project.path('public/atlas/toy'));
    writeFileSync(project.path('public/atlas/toy', changed!), 'changed');
    rmSync(project.path('public/atlas/toy', missing!));
    writeFileSync(project.path('public/atlas/toy/stray'), '');
    const { code, out } = await project.run('verify');
    expect(code).toBe(1);
    expect(out.slice(0, -1).sort()).toEqual(
      [
        `public/atlas/toy/${changed!} does not have its digest`,
        `public/atlas/toy/${missing!} is missing`,
        'public/atlas/toy/stray is in no record',
      ].sort(),
    );
    expect(out.at(-1)).toMatch(/3 wrong$/);
  });
});

describe('models and tags', () => {
  it('list what the project has', async () => {
    const project = toyProject();
    expect((await project.run('models')).out).toEqual([
      'toy  Toy; layers a; weights at hand; licence: none',
    ]);
    expect((await project.run('tags')).out).toEqual(['there are no tags yet']);
    writeFileSync(
      project.path('content/tags.csv'),
      'tag,label,kind,status,successor,reason\n0AB1,toy/a/rotation/1,family,retired,,"gone, alas"\n',
    );
    expect((await project.run('tags')).out).toEqual([
      '0AB1  family   toy/a/rotation/1  retired: gone, alas',
    ]);
  });
});

describe('a model of the project’s own without layers to probe', () => {
  it('is neither planned nor run, and its missing weights are to be restored', async () => {
    const project = toyProject();
    const text = readFileSync(project.path('content/models/toy.yaml'), 'utf8');
    const own = text
      .replace('name: toy', 'name: own')
      .replace('format: caffemodel', 'format: safetensors\n  network: network.json')
      .replace(/\n {2}(url|fileDigest): .*/g, '')
      .replace(/layers: .*/, 'layers: []')
      .replace(/photographs: .*\n/, '');
    writeFileSync(project.path('content/models/own.yaml'), own);
    const run = await project.run('run', '--model', 'own');
    expect([run.code, run.out]).toEqual([
      0,
      ['own: nothing to do (its file lists no layers to probe)'],
    ]);
    expect((await project.run('plan', '--model', 'own')).out).toEqual([
      'own',
      '  no layers to probe',
    ]);
    expect((await project.run('models')).out).toContain(
      `own  Toy; no layers to probe; no weights at ${project.path('content/models/own/toy.weights')}; restore the committed file; licence: none`,
    );
  });
});
