import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const citationFileSchema = z.object({
  title: z.string(),
  version: z.string(),
  abstract: z.string(),
  authors: z
    .array(
      z.union([
        z.object({ name: z.string() }),
        z.object({ 'family-names': z.string(), 'given-names': z.string() }),
      ]),
    )
    .min(1),
  license: z.array(z.string()).min(1),
});

/** What `CITATION.cff`, the one source for citing, says. */
export interface CitationFile {
  readonly title: string;
  readonly version: string;
  readonly abstract: string;
  readonly authors: readonly (
    { readonly literal: string } | { readonly family: string; readonly given: string }
  )[];
  readonly licences: readonly string[];
}

/** Reads and checks the citation file. */
export function parseCitation(text: string): CitationFile {
  const file = citationFileSchema.parse(parse(text));
  return {
    title: file.title,
    version: file.version,
    abstract: file.abstract.trim(),
    authors: file.authors.map((author) =>
      'name' in author
        ? { literal: author.name }
        : { family: author['family-names'], given: author['given-names'] },
    ),
    licences: file.license,
  };
}

/** The citation file of the project that is being built. */
export const readCitation = () =>
  parseCitation(readFileSync(join(process.cwd(), 'CITATION.cff'), 'utf8'));

/** One page of the atlas as a thing to cite. */
export interface Citable {
  /** Without the atlas's own title, e.g. `Curves of 3b (family 0A1B)`. */
  readonly title: string;
  /** Tag, or `atlas` for the whole. */
  readonly key: string;
  /** The permanent address. */
  readonly url: string;
}

/** BibTeX for a page of the atlas; without a date, because none is made up. */
export function bibtex(page: Citable, file: CitationFile): string {
  const names = file.authors.map((a) =>
    'literal' in a ? `{${a.literal}}` : `${a.family}, ${a.given}`,
  );
  const fields = [
    ['title', `{${texText(page.title)}}`],
    ['author', texText(names.join(' and '))],
    ...(page.key === 'atlas' ? [] : [['howpublished', texText(file.title)]]),
    ['version', file.version],
    ['url', page.url],
  ];
  const lines = fields.map(([name, value]) => `  ${name!.padEnd(12)} = {${value!}}`);
  return `@misc{natural-equivariance-${page.key.toLowerCase()},\n${lines.join(',\n')}\n}\n`;
}

const TEX: Readonly<Record<string, string>> = {
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '→': '{$\\rightarrow$}',
  '°': '{$^\\circ$}',
};

const texText = (text: string) => text.replace(/[&%#_→°]/g, (c) => TEX[c]!);

/** The same as one CSL-JSON item in an array. */
export function cslJson(page: Citable, file: CitationFile): string {
  const item = {
    id: `natural-equivariance-${page.key.toLowerCase()}`,
    type: 'dataset',
    title: page.title,
    author: file.authors,
    ...(page.key === 'atlas' ? {} : { 'container-title': file.title }),
    version: file.version,
    URL: page.url,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
