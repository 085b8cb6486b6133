import type { AstroIntegration } from 'astro';
import type { VFile } from 'vfile';
import { type Bibliography, findReference, type Reference, shortAuthors } from './bibliography.ts';

/** Where all works are listed. */
export const REFERENCES_HREF = '/references/';

/** The same as a file. */
export const BIBTEX_HREF = '/references.bib';

export const referenceHref = (key: string) => `${REFERENCES_HREF}#${key}`;

/** Citations in prose, `[@cohen2016]` or `[@cohen2016; @weiler2019]`. */
const CITATION = /\[(@[a-z][a-z0-9]*(?:;\s*@[a-z][a-z0-9]*)*)\]/g;

/** Keys that some text cites, in order, each once. */
export const citedKeys = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(CITATION)].flatMap(([, keys]) => keys!.split(/;\s*/).map((k) => k.slice(1))),
  ),
];

/** What a link to a work shows when it is pointed at; lines are parted by `|`. */
export const citationCard = (work: Reference) =>
  [work.title, `${shortAuthors(work)}, ${String(work.year)}`, work.venue]
    .map((line) => line.replaceAll('|', '/'))
    .filter((line) => line !== '')
    .join('|');

/** The parts of a tree of Markdown that matter here. */
interface Node {
  readonly type: string;
  value?: string;
  children?: Node[];
  url?: string;
  data?: { readonly hProperties: Readonly<Record<string, string>> };
}

/**
 * A plugin for remark that makes links of the citations in prose, `(Cohen and Welling, 2016)`, and an
 * integration that fails a build in which a key is cited that the bibliography lacks. Content is
 * cached between builds, so this holds for builds that render it anew (`astro build --force`).
 */
export function citations(readWorks: () => Bibliography): {
  readonly remarkPlugin: () => (tree: unknown, file: VFile) => void;
  readonly integration: AstroIntegration;
} {
  const problems = new Set<string>();
  return {
    remarkPlugin: () => (tree, file) => {
      // An error thrown here would be logged, and the page built without its text.
      const find = (key: string) => {
        try {
          return findReference(readWorks(), key, file.path);
        } catch (error) {
          problems.add(error instanceof Error ? error.message : String(error));
          return undefined;
        }
      };
      linkCitations(tree as Node, find, (text) => {
        problems.add(
          `expected citations like [@cohen2016; @weiler2019] in ${file.path}, found ${text}; correct it`,
        );
      });
    },
    integration: {
      name: 'citations',
      hooks: {
        'astro:build:done': () => {
          if (problems.size > 0) throw new Error([...problems].join('\n'));
        },
      },
    },
  };
}

function linkCitations(
  node: Node,
  find: (key: string) => Reference | undefined,
  refuse: (text: string) => void,
): void {
  // Leaves stay without the property: what turns the tree into HTML asks for its presence.
  if (node.children === undefined) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') {
      const slip = /\[@[^\]]*\]?/.exec(child.value!.replaceAll(CITATION, ''));
      if (slip) refuse(slip[0]);
      return linkedText(child.value!, find);
    }
    linkCitations(child, find, refuse);
    return [child];
  });
}

function linkedText(text: string, find: (key: string) => Reference | undefined): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(CITATION)) {
    nodes.push({ type: 'text', value: `${text.slice(from, match.index)}(` });
    citedKeys(match[0]).forEach((key, i) => {
      if (i > 0) nodes.push({ type: 'text', value: '; ' });
      const work = find(key);
      nodes.push(work ? linkTo(work) : { type: 'text', value: key });
    });
    nodes.push({ type: 'text', value: ')' });
    from = match.index + match[0].length;
  }
  return [...nodes, { type: 'text', value: text.slice(from) }];
}

const linkTo = (work: Reference): Node => ({
  type: 'link',
  url: referenceHref(work.key),
  children: [{ type: 'text', value: `${shortAuthors(work)}, ${String(work.year)}` }],
  data: { hProperties: { className: 'citation', 'data-card': citationCard(work) } },
});
