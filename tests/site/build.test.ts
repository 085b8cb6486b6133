import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Circuit, Claim, Family, Model, Unit } from '../../pipeline/records/index.ts';
import { claimsByModel, scoreText } from '../../src/lib/claim-score.ts';
import { parseCsv } from '../../src/lib/csv.ts';
import { MOTIF_PAGES } from '../../src/lib/motif-pages.ts';
import { readBibtex } from '../../src/lib/read-bibtex.ts';
import { fileOf, pagesOf, PROJECT, SITE } from './build-project.ts';
import { committedSite, type CommittedSite } from './committed-site.ts';
import { idsOf, linkedDataOf, linksOf, resourcesOf, tagsOf } from './page-source.ts';

let site: CommittedSite;

beforeAll(async () => {
  site = await committedSite();
  expect(site.status, site.log).toBe(0);
}, 180_000);

const records = <T>(file: string): T[] =>
  globSync(`content/atlas/*/${file}`, { cwd: PROJECT }).map(
    (path) => JSON.parse(readFileSync(join(PROJECT, path), 'utf8')) as T,
  );
const html = (page: string) => readFileSync(fileOf(site.dist, page), 'utf8');

describe('the site built from the committed records', () => {
  it('has one page for every family, circuit, unit in a family, layer, model and tag', () => {
    const models = records<Model>('model.json');
    const families = records<Family[]>('families.json').flat();
    const circuits = records<Circuit[]>('circuits.json').flat();
    const units = records<Unit[]>('units.json').flat();
    const register = join(PROJECT, 'content/tags.csv');
    const tags = existsSync(register) ? parseCsv(readFileSync(register, 'utf8')) : [];
    const aliases = new Map(
      models.flatMap((m) => m.layers.map((l) => [`${m.name} ${l.name}`, l.alias])),
    );
    const expected = new Set([
      ...[
        '/',
        '/models/',
        '/groups/',
        '/method/',
        '/motifs/',
        '/claims/',
        '/designed/',
        '/references/',
        '/stimuli/',
        '/data/',
        '/cite/',
      ],
      '/404.html',
      ...globSync('*.md', { cwd: join(PROJECT, 'content/groups') }).map(
        (file) => `/groups/${file.replace('.md', '')}/`,
      ),
      ...MOTIF_PAGES.map(([slug]) => `/motifs/${slug}/`),
      ...models.flatMap((m) => [
        `/models/${m.name}/`,
        ...m.layers.map((layer) => `/models/${m.name}/${layer.alias}/`),
      ]),
      ...families.map(({ tag }) => `/f/${tag}/`),
      ...circuits.map(({ tag }) => `/c/${tag}/`),
      ...units.map(
        (u) => `/models/${u.model}/${aliases.get(`${u.model} ${u.layer}`)!}/${String(u.unit)}/`,
      ),
      ...tags.map(({ tag, kind }) => `/${kind === 'family' ? 'f' : 'c'}/${tag!}/`),
    ]);
    expect(pagesOf(site.dist)).toEqual([...expected].sort());
  });

  it('shows the pictures of every supported family moved back, and its members as textures', () => {
    for (const { tag, group, verdict } of records<Family[]>('families.json').flat()) {
      if (verdict === 'not supported' || group === 'correspondence') continue;
      const ids = idsOf(tagsOf(html(`/f/${tag}/`)));
      expect([tag, ids.has('textures'), ids.has('moved-back')]).toEqual([
        ...[tag, true, group !== 'scale'],
      ]);
    }
  });

  it('has no link, picture, script or style sheet that leads nowhere', () => {
    const ids = new Map<string, ReadonlySet<string>>();
    const idsAt = (page: string) => {
      if (!ids.has(page)) ids.set(page, idsOf(tagsOf(html(page))));
      return ids.get(page)!;
    };
    const broken: string[] = [];
    for (const page of pagesOf(site.dist)) {
      const tags = tagsOf(html(page));
      for (const target of [...linksOf(tags), ...resourcesOf(tags)]) {
        const url = new URL(target, SITE + page);
        if (url.origin !== SITE) continue;
        const found = existsSync(fileOf(site.dist, url.pathname));
        const fragment = decodeURIComponent(url.hash.slice(1));
        if (!found || (fragment !== '' && !idsAt(url.pathname).has(fragment))) {
          broken.push(`${page} → ${target}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });

  it('loads nothing from elsewhere', () => {
    const external: string[] = [];
    for (const page of pagesOf(site.dist)) {
      for (const source of resourcesOf(tagsOf(html(page)))) {
        if (!source.startsWith('/') || source.startsWith('//'))
          external.push(`${page} → ${source}`);
      }
    }
    for (const sheet of globSync('_astro/*.css', { cwd: site.dist })) {
      const text = readFileSync(join(site.dist, sheet), 'utf8');
      for (const [, target] of text.matchAll(/url\(["']?([^)"']+)/g)) {
        if (/^(https?:)?\/\//.test(target!)) external.push(`${sheet} → ${target!}`);
      }
    }
    expect(external).toEqual([]);
  });

  it('gives every picture a size and words', () => {
    for (const page of pagesOf(site.dist)) {
      for (const { name, attributes } of tagsOf(html(page))) {
        if (name !== 'img') continue;
        expect(attributes['alt'], page).toMatch(
          /unit .+:\d+|^Stimulus: |^Dead leaves of seed \d+$|^Filters of .+, row by row$/,
        );
        expect(Number(attributes['width']), page).toBeGreaterThan(0);
        expect(Number(attributes['height']), page).toBeGreaterThan(0);
      }
    }
  });

  it('lists every published claim, with evidence that has a page and the score that home gives', () => {
    const text = readFileSync(join(PROJECT, 'content/claims.yaml'), 'utf8');
    const claims = parse(text) as Claim[];
    const page = html('/claims/');
    const tags = tagsOf(page);
    const ids = idsOf(tags);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(21);
    for (const { id } of claims) expect(ids).toContain(id);
    const links = linksOf(tags);
    for (const { id, evidence } of claims) {
      for (const tag of evidence) {
        const address = [`/f/${tag}/`, `/c/${tag}/`].find((each) => links.includes(each));
        expect(address, `${id} ${tag}`).toBeDefined();
        expect(existsSync(fileOf(site.dist, address!)), address).toBe(true);
      }
    }
    for (const { claims: own } of claimsByModel(claims)) {
      const score = `, ${scoreText(own)}.`;
      for (const shown of [page, html('/')]) expect(shown.replaceAll(/\s+/g, ' ')).toContain(score);
    }
    expect(readFileSync(join(site.dist, 'data/claims.yaml'), 'utf8')).toBe(text);
  });

  it('lists every work with the pages that cite it, which lead to it, and gives the file', () => {
    const file = readFileSync(join(PROJECT, 'content/references.bib'), 'utf8');
    const tags = tagsOf(html('/references/'));
    for (const { key } of readBibtex(file, 'references.bib')) expect(idsOf(tags)).toContain(key);
    const citing = linksOf(tags).filter((target) => existsSync(fileOf(site.dist, target)));
    for (const page of ['/designed/', '/method/', '/groups/hue/', '/claims/']) {
      expect(citing).toContain(page);
      const cited = linksOf(tagsOf(html(page))).filter((link) => link.startsWith('/references/#'));
      expect(cited.length, page).toBeGreaterThan(0);
    }
    expect(readFileSync(join(site.dist, 'references.bib'), 'utf8')).toBe(file);
  });

  it('publishes the records byte for byte, kernels beside their circuits', () => {
    for (const { model, tag } of records<Circuit[]>('circuits.json').flat()) {
      const committed = join(PROJECT, `content/atlas/${model}/kernels/${tag}.safetensors`);
      const published = readFileSync(join(site.dist, `c/${tag}.safetensors`));
      expect(published.equals(readFileSync(committed)), tag).toBe(true);
    }
    for (const path of globSync('content/atlas/*/*.json', { cwd: PROJECT })) {
      const published = path.replace('content/atlas', 'data');
      expect(
        readFileSync(join(site.dist, published)).equals(readFileSync(join(PROJECT, path))),
        published,
      ).toBe(true);
    }
  });

  it('states the true digest of every download', () => {
    for (const page of pagesOf(site.dist)) {
      const data = linkedDataOf(html(page)) as
        { distribution: { contentUrl: string; sha256: string }[] } | undefined;
      for (const { contentUrl, sha256 } of data?.distribution ?? []) {
        const bytes = readFileSync(fileOf(site.dist, new URL(contentUrl).pathname));
        expect(createHash('sha256').update(bytes).digest('hex'), contentUrl).toBe(sha256);
      }
    }
  });

  it('keeps every page of a family, circuit, motif, model, layer and unit, of designed equivariance and of references within 100 kB of compressed HTML, style and script', () => {
    const compressed = (path: string) => gzipSync(readFileSync(path)).length;
    for (const page of pagesOf(site.dist).filter((address) =>
      /^\/(f|c|motifs|models|designed|references)\//.test(address),
    )) {
      const resources = resourcesOf(tagsOf(html(page))).filter((s) => /\.(css|js)$/.test(s));
      const total = [page, ...new Set(resources)]
        .map((address) => compressed(fileOf(site.dist, address)))
        .reduce((sum, bytes) => sum + bytes, 0);
      expect(total, page).toBeLessThanOrEqual(100_000);
    }
  });
});
