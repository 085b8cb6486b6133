import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../pipeline/records/index.ts';
import { type BibtexEntry, readBibtex } from './read-bibtex.ts';

/** Where the works that are cited stand, below the project's root. */
export const REFERENCES_FILE = 'content/references.bib';

export interface Author {
  readonly family: string;
  /** Empty for a name that is one whole. */
  readonly given: string;
}

/** A work that is cited. */
export interface Reference {
  readonly key: string;
  readonly authors: readonly Author[];
  readonly title: string;
  readonly year: number;
  /** Where it appeared, in words, without the year: journal and volume, proceedings, publisher. */
  readonly venue: string;
  /** The address of the work: its DOI's, its own, or that of its preprint. */
  readonly href: string | undefined;
  readonly doi: string | undefined;
  /** Identifier of the preprint on arXiv. */
  readonly arxiv: string | undefined;
}

/** Works by key, in the order of authors and years. */
export type Bibliography = ReadonlyMap<string, Reference>;

/** Fields that every entry has, and that are understood at all. */
const NEEDED = ['author', 'title', 'year'];
const KNOWN = new Set([
  ...NEEDED,
  ...['journal', 'booktitle', 'institution', 'publisher', 'series', 'volume', 'number', 'pages'],
  ...['doi', 'url', 'eprint', 'note'],
]);

/**
 * Reads a bibliography.
 * @throws UserError for BibTeX that cannot be read, a field that is missing or not known, and a year
 * that is none
 */
export function parseBibliography(text: string, file: string): Bibliography {
  const works = readBibtex(text, file).map((entry) => referenceOf(entry, file));
  const order = (work: Reference) =>
    `${work.authors.map(({ family }) => family).join(' ')} ${String(work.year)} ${work.title}`;
  works.sort((a, b) => order(a).localeCompare(order(b), 'en'));
  return new Map(works.map((work) => [work.key, work]));
}

/** The bibliography of the project that is being built. */
export const readBibliography = (): Bibliography =>
  parseBibliography(readFileSync(join(process.cwd(), REFERENCES_FILE), 'utf8'), REFERENCES_FILE);

/** @throws UserError for a key that the bibliography lacks, naming where it is cited */
export function findReference(works: Bibliography, key: string, citedIn: string): Reference {
  const work = works.get(key);
  if (work) return work;
  throw new UserError({
    expected: `a key of ${REFERENCES_FILE} cited in ${citedIn}`,
    found: key,
    remedy: 'correct the key or add the work',
  });
}

function referenceOf({ key, fields }: BibtexEntry, file: string): Reference {
  const refuse = (expected: string, found: string): never => {
    throw new UserError({
      expected: `${expected} in ${key} of ${file}`,
      found,
      remedy: 'correct it',
    });
  };
  for (const name of NEEDED) {
    if ((fields[name] ?? '') === '') refuse(`a field ${name}`, 'none');
  }
  for (const name of Object.keys(fields)) {
    if (!KNOWN.has(name)) refuse('fields that a reference shows', name);
  }
  const year = fields['year']!;
  if (!/^\d{4}$/.test(year)) refuse('a year of four digits', year);
  const { doi, eprint: arxiv, url } = fields;
  return {
    key,
    authors: authorsOf(fields['author']!, (found) => refuse('authors as Family, Given', found)),
    title: fields['title']!,
    year: Number(year),
    venue: venueOf(fields, arxiv),
    href: doi ? `https://doi.org/${doi}` : (url ?? (arxiv && `https://arxiv.org/abs/${arxiv}`)),
    doi,
    arxiv,
  };
}

/** Names are parted by ` and `; each is `Family, Given`, or `Given Family` of two words. */
function authorsOf(list: string, refuse: (found: string) => never): Author[] {
  return list.split(/\s+and\s+/).map((name) => {
    const [family = '', given = '', ...more] = name.split(',').map((part) => part.trim());
    if (family === '' || more.length > 0) refuse(JSON.stringify(name));
    if (given !== '') return { family, given };
    const words = family.split(' ');
    if (words.length > 2) refuse(JSON.stringify(name));
    return { family: words.at(-1)!, given: words.slice(0, -1).join(' ') };
  });
}

function venueOf(fields: BibtexEntry['fields'], arxiv: string | undefined): string {
  const { journal, booktitle, institution, publisher, series, volume, number, pages, note } =
    fields;
  const inside = journal ?? booktitle;
  const issue = [volume, number && `(${number})`].filter(Boolean).join('');
  const placed = journal
    ? `${journal} ${issue}`.trim()
    : [series, volume].filter(Boolean).join(' ');
  const parts = [
    ...(journal ? [] : [booktitle, institution, publisher]),
    inside && volume && !series && !journal ? issue : placed,
    pages && `${/\D/.test(pages) ? 'pp.' : 'p.'} ${pages}`,
    inside || institution || publisher || !arxiv ? undefined : `arXiv:${arxiv}`,
    note,
  ];
  return parts.filter(Boolean).join(', ');
}

/** `Exel`, `Cohen and Welling`, `Dieleman and others`. */
export function shortAuthors({ authors }: Pick<Reference, 'authors'>): string {
  const [first, second] = authors;
  if (authors.length > 2) return `${first!.family} and others`;
  return second ? `${first!.family} and ${second.family}` : first!.family;
}

/** `T. S. Cohen and M. Welling`. */
export function allAuthors({ authors }: Pick<Reference, 'authors'>): string {
  const names = authors.map(({ family, given }) => `${initials(given)} ${family}`.trim());
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

const initials = (given: string) =>
  given
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) =>
      name
        .split('-')
        .map((part) => `${part[0]!}.`)
        .join('-'),
    )
    .join(' ');
