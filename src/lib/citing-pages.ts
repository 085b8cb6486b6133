import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { citedKeys } from './citations.ts';

/** Prose by folder of `content/`, and the page that each of its files is part of. */
const PROSE: readonly (readonly [folder: string, page: (name: string) => string])[] = [
  ['essays', (name) => `/${name}/`],
  ['groups', (name) => `/groups/${name}/`],
  ['motifs', (name) => `/motifs/${name}/`],
  ['designed', () => '/designed/'],
];

/** Markup with citations of its own: `<Cite work="…">`. */
const MARKUP: readonly (readonly [folder: string, page: (name: string) => string])[] = [
  ['src/pages', (name) => `/${name}/`],
  ['src/components/designed', () => '/designed/'],
];

const inMarkup = (text: string): string[] =>
  [...text.matchAll(/<Cite\b[^>]*?\bwork="([^"]*)"/g)].map(([, key]) => key!);

/**
 * Pages that cite, with the keys that each cites, from the sources of the project.
 * @param root the folder of the project
 */
export function citingPages(root: string): Map<string, ReadonlySet<string>> {
  const pages = new Map<string, Set<string>>();
  const add = (page: string, keys: readonly string[]) => {
    if (keys.length > 0) pages.set(page, new Set([...(pages.get(page) ?? []), ...keys]));
  };
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  for (const [folder, page] of PROSE) {
    for (const path of globSync(`content/${folder}/*.md`, { cwd: root }).sort()) {
      add(page(basename(path, '.md')), citedKeys(read(path)));
    }
  }
  for (const [folder, page] of MARKUP) {
    for (const path of globSync(`${folder}/*.astro`, { cwd: root }).sort()) {
      add(page(basename(path, '.astro')), inMarkup(read(path)));
    }
  }
  return pages;
}
