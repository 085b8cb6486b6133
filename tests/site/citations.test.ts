import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { VFile } from 'vfile';
import { afterEach, describe, expect, it } from 'vitest';
import { parseBibliography, readBibliography } from '../../src/lib/bibliography.ts';
import { citations, citedKeys } from '../../src/lib/citations.ts';
import { citingPages } from '../../src/lib/citing-pages.ts';
import { PROJECT } from './build-project.ts';

const works = parseBibliography(
  `@misc{cohen2016, author = {Cohen, Taco and Welling, Max}, title = {Group | convolution}, year = 2016, eprint = {1602.07576}}
   @misc{exel1998, author = {Exel, Ruy}, title = {Partial}, year = 1998}`,
  'works.bib',
);

const essay = { path: 'essay.md' } as VFile;

/** The children of a paragraph of that text, and the problems that would fail the build. */
function rendered(text: string): { children: unknown[]; problems: string } {
  const { remarkPlugin, integration } = citations(() => works);
  const paragraph = { type: 'paragraph', children: [{ type: 'text', value: text }] };
  const tree = { type: 'root', children: [paragraph] };
  remarkPlugin()(tree, essay);
  let problems = '';
  try {
    (integration.hooks['astro:build:done'] as () => void)();
  } catch (error) {
    problems = (error as Error).message;
  }
  return { children: paragraph.children, problems };
}

describe('citations in Markdown', () => {
  it('become links in brackets, with a card of the work', () => {
    const { children, problems } = rendered('As shown [@cohen2016; @exel1998], it is.');
    const text = (value: string) => ({ type: 'text', value });
    const link = (key: string, words: string, card: string) => ({
      type: 'link',
      url: `/references/#${key}`,
      children: [text(words)],
      data: { hProperties: { className: 'citation', 'data-card': card } },
    });
    expect(children).toEqual([
      text('As shown ('),
      link(
        'cohen2016',
        'Cohen and Welling, 2016',
        'Group / convolution|Cohen and Welling, 2016|arXiv:1602.07576',
      ),
      text('; '),
      link('exel1998', 'Exel, 1998', 'Partial|Exel, 1998'),
      text(')'),
      text(', it is.'),
    ]);
    expect(problems).toBe('');
  });

  it('leave nodes without children as they are', () => {
    const { remarkPlugin } = citations(() => works);
    const tree = {
      type: 'root',
      children: [{ type: 'break' }, { type: 'inlineMath', value: 'x' }],
    };
    remarkPlugin()(tree, essay);
    expect(tree.children.map((node) => Object.keys(node))).toEqual([['type'], ['type', 'value']]);
  });

  it('fail the build where a key is not known, cannot be read, or the bibliography cannot', () => {
    expect(rendered('So [@nobody1900].').problems).toBe(
      'expected a key of content/references.bib cited in essay.md, found nobody1900; correct the key or add the work',
    );
    expect(rendered('So [@Cohen2016, p. 3].').problems).toMatch(
      /citations like .* in essay\.md, found \[@Cohen2016, p\. 3\]; correct it/,
    );
    const broken = citations(() => parseBibliography('@misc{', 'works.bib'));
    const tree = { type: 'root', children: [{ type: 'text', value: '[@cohen2016]' }] };
    broken.remarkPlugin()(tree, essay);
    expect(broken.integration.hooks['astro:build:done']).toThrow(/a key at line 1 of works\.bib/);
  });

  it('are found in text, each once', () => {
    expect(citedKeys('[@b2; @a1] and [@b2], not @c3 or [d4]')).toEqual(['b2', 'a1']);
  });
});

describe('the pages that cite', () => {
  let folder: string | undefined;
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
    folder = undefined;
  });

  it('are told from prose and from markup, by the page that each is part of', () => {
    folder = mkdtempSync(join(tmpdir(), 'citing-'));
    const files = {
      'content/essays/method.md': 'a [@a1]',
      'content/groups/hue.md': 'b [@b2]',
      'content/designed/bound.md': 'c [@c3]',
      'src/pages/stimuli.astro': '<Cite work="a1" narrative /> <Cite work="b2" />',
      'src/components/designed/Figure.astro': '<Cite\n  work="a1"\n/>',
      'src/pages/data.astro': 'nothing',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    expect([...citingPages(folder)].map(([page, keys]) => [page, [...keys]])).toEqual([
      ['/method/', ['a1']],
      ['/groups/hue/', ['b2']],
      ['/designed/', ['c3', 'a1']],
      ['/stimuli/', ['a1', 'b2']],
    ]);
  });

  it('cite every work of the project’s bibliography, and none beside it', () => {
    const cited = new Set([...citingPages(PROJECT).values()].flatMap((keys) => [...keys]));
    expect([...cited].sort()).toEqual([...readBibliography().keys()].sort());
  });
});
