import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  answerClaims,
  assembleClaims,
  parseClaims,
  serialiseClaims,
} from '../../pipeline/atlas/claims/assemble-claims.ts';
import { readComparison } from '../../pipeline/atlas/claims/comparison-records.ts';
import { publishedClaims } from '../../pipeline/atlas/claims/published-claims.ts';
import { UserError, type Claim, type Model } from '../../pipeline/records/index.ts';
import { claimRecords } from '../support/claim-records.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const own = answerClaims(claimRecords());
const comparison = await readComparison((file) => {
  const path = join(root, 'content/comparison', file);
  return Promise.resolve(existsSync(path) ? readFileSync(path) : undefined);
});

describe('a model of three layers without circuits or correspondences', () => {
  const small = claimRecords();
  const layers = small.model.layers.slice(0, 3);
  const answers = answerClaims({
    ...small,
    model: { ...small.model, layers, correspondencesFrom: undefined },
    coverage: small.coverage.slice(0, 3),
  });
  const verdictOf = (id: string) => answers.find((claim) => claim.id === id)?.verdict;

  it('cannot answer what it has no layers for', () => {
    for (const id of ['exotic', 'reflection', 'human-animal', 'dog-head', 'curve-curve']) {
      expect([id, verdictOf(id)]).toEqual([id, 'not testable here']);
    }
  });

  it('answers what every network can', () => {
    expect(verdictOf('rotation')).toBe('not reproduced');
    expect(verdictOf('scale')).toBe('not reproduced');
  });
});

describe('the register of claims', () => {
  it('answers every published claim, once and in order, whatever was measured', () => {
    expect(publishedClaims).toHaveLength(21);
    expect(new Set(publishedClaims.map(({ id }) => id)).size).toBe(21);
    expect(own.map(({ id }) => id)).toEqual(publishedClaims.map(({ id }) => id));
    for (const { finding, rule, numbers } of own) {
      for (const text of [finding, rule]) expect(text).toMatch(/\.$/);
      for (const text of [finding, rule]) expect(text).not.toMatch(/NaN|undefined|Infinity|  /);
      for (const { value } of numbers) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('comes back from YAML as it was, tags that look like numbers included', () => {
    const claim: Claim = { ...own[0]!, evidence: ['0012', '12E4', '0X1F', 'NULL', 'TRUE'] };
    expect(parseClaims(serialiseClaims([claim]))).toEqual([claim]);
    expect(parseClaims(undefined)).toEqual([]);
  });

  it('is refused where it is broken', () => {
    expect(() => parseClaims('- [')).toThrow(UserError);
    expect(() => parseClaims('- id: rotation')).toThrow(UserError);
    expect(() => serialiseClaims([{ ...own[0]!, evidence: ['no tag'] }])).toThrow(UserError);
  });
});

const path = join(root, 'content/claims.yaml');
const recordsOf = (model: string) => (file: string) => {
  const record = join(root, 'content/atlas', model, file);
  return existsSync(record) ? readFileSync(record) : undefined;
};

describe.skipIf(!existsSync(path))('the committed register of claims', () => {
  const claims = existsSync(path) ? parseClaims(readFileSync(path, 'utf8')) : [];
  const isControl = (model: string): boolean => {
    const { controlOf } = JSON.parse(String(recordsOf(model)('model.json'))) as Partial<Model>;
    return controlOf !== undefined;
  };
  const models = globSync('content/atlas/*', { cwd: root })
    .map((folder) => folder.split('/')[2]!)
    .filter((model) => !isControl(model))
    .sort();

  it('has every published claim of every model but the controls', () => {
    expect(claims.map(({ model, id }) => `${model} ${id}`)).toEqual(
      models.flatMap((model) => publishedClaims.map(({ id }) => `${model} ${id}`)),
    );
  });

  it('follows from the committed records', () => {
    const text = readFileSync(path, 'utf8');
    for (const model of models) {
      const others = new Map(
        models.flatMap((name) => (name === model ? [] : [[name, recordsOf(name)] as const])),
      );
      expect(assembleClaims(model, recordsOf(model), text, others, comparison)).toBe(text);
    }
  });

  it('keeps what it says of other models, models by name', () => {
    const [model] = models;
    const others = ['alpha', 'zeta'].flatMap((name) =>
      own.map((claim) => ({ ...claim, model: name })),
    );
    const joined = parseClaims(assembleClaims(model!, recordsOf(model!), serialiseClaims(others)));
    expect([...new Set(joined.map((claim) => claim.model))]).toEqual(['alpha', model, 'zeta']);
    expect(joined.filter((claim) => claim.model !== model)).toEqual(others);
  });

  it('rests on families and circuits that are there', () => {
    for (const { model, id, evidence, records } of claims) {
      const tags = ['families', 'circuits'].flatMap((file) => {
        const text = readFileSync(join(root, `content/atlas/${model}/${file}.json`), 'utf8');
        return (JSON.parse(text) as { tag: string }[]).map(({ tag }) => tag);
      });
      for (const tag of evidence) expect(tags, id).toContain(tag);
      for (const file of records) expect(file, id).toMatch(/^(comparison\/)?[a-z-]+\.json$/);
    }
  });
});
