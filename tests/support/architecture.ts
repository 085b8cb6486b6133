import { posix } from 'node:path';
import ts from 'typescript';

/**
 * The rules of the house, as functions from source files to broken rules (one line each), so that
 * they can be tried on made-up files. Paths are relative to the project's root, with slashes.
 */
export type Sources = ReadonlyMap<string, string>;

/** A file of pipeline/ imports only files of a lower rank or of its own folder. */
export const ranks: Readonly<Record<string, number>> = {
  records: 0,
  numerics: 0,
  store: 1,
  groups: 1,
  graph: 1,
  actions: 2,
  importers: 2,
  engine: 3,
  stimuli: 3,
  probes: 4,
  visualize: 4,
  families: 5,
  circuits: 6,
  designed: 6,
  atlas: 7,
  cli: 8,
};

export const longestFile = 320;

const drawers = /^(utils?|utilities|helpers?|common|misc|shared|stuff|lib)$/;
const code = /\.(ts|mjs|astro)$/;

/**
 * Module specifiers that a file imports: static and dynamic imports, re-exports, and files that it
 * names by `new URL('./x.ts', import.meta.url)`. Of an Astro file, the frontmatter and the scripts.
 */
export function importsOf(path: string, source: string): string[] {
  const scripts = path.endsWith('.astro') ? astroScripts(source) : [source];
  return scripts.flatMap((script) => {
    const { importedFiles } = ts.preProcessFile(script, true, true);
    const addresses = script.matchAll(/new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g);
    return [
      ...importedFiles.map(({ fileName }) => fileName),
      ...[...addresses].map((match) => match[1]!).filter((specifier) => code.test(specifier)),
    ];
  });
}

function astroScripts(source: string): string[] {
  const frontmatter = /^\s*---\n([\s\S]*?)\n---/.exec(source);
  const scripts = source.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g);
  return [...(frontmatter ? [frontmatter[1]!] : []), ...[...scripts].map((match) => match[1]!)];
}

/** Files of the project that a file imports, by path. */
function localImports(path: string, source: string): string[] {
  return importsOf(path, source)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}

/** Imports against the ranks, and folders of pipeline/ that have none. */
export function rankViolations(sources: Sources): string[] {
  const problems = new Set<string>();
  for (const [path, source] of sources) {
    const from = folderOf(path);
    if (from === undefined) continue;
    const rank = ranks[from];
    if (rank === undefined) {
      problems.add(`pipeline/${from} has no rank`);
      continue;
    }
    for (const target of localImports(path, source)) {
      const to = folderOf(target);
      if (to === from) continue;
      const other = to === undefined ? undefined : ranks[to];
      if (other === undefined) problems.add(`${path} imports ${target}, outside the pipeline`);
      else if (other >= rank) {
        problems.add(`${path} (${String(rank)}) imports ${target} (${String(other)})`);
      }
    }
  }
  return [...problems];
}

/** Imports of src/ from other places than src/ and pipeline/records, content and styles aside. */
export function siteViolations(sources: Sources): string[] {
  return [...sources].flatMap(([path, source]) => {
    if (!path.startsWith('src/')) return [];
    return localImports(path, source)
      .filter((target) => !target.startsWith('src/') && !target.startsWith('pipeline/records/'))
      .filter((target) => code.test(target) || target.startsWith('pipeline/'))
      .map((target) => `${path} imports ${target}, and the site knows only pipeline/records`);
  });
}

/** Cycles of imports, each told once. */
export function cycles(sources: Sources): string[] {
  const done = new Set<string>();
  const trail: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '));
    const source = sources.get(path);
    if (source === undefined || start >= 0 || done.has(path)) return;
    trail.push(path);
    for (const target of localImports(path, source)) visit(target);
    trail.pop();
    done.add(path);
  };
  for (const path of sources.keys()) visit(path);
  return found;
}

/** Files over the limit of lines. */
export function lengthViolations(sources: Sources): string[] {
  return [...sources].flatMap(([path, source]) => {
    const lines = source.trimEnd().split('\n').length;
    return lines > longestFile ? [`${path} has ${String(lines)} lines`] : [];
  });
}

/**
 * Names that say nothing, names in pipeline/ that are not kebab-case, index files there that do more
 * than list, and relative imports there without the ending of their file.
 */
export function nameViolations(sources: Sources): string[] {
  return [...sources].flatMap(([path, source]) => {
    const problems: string[] = [];
    const inPipeline = path.startsWith('pipeline/');
    const parts = path.replace(code, '').split('/');
    const stem = parts.at(-1)!;
    // The architecture gives src/ a folder lib, whose files have names of their own.
    const spoken = inPipeline ? parts : [stem];
    const drawer = spoken.find((part) => drawers.test(part.toLowerCase()));
    if (drawer !== undefined) problems.push(`${path}: "${drawer}" does not say what is in it`);
    if (!inPipeline) return problems;
    if (!parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part))) {
      problems.push(`${path} is not in kebab-case`);
    }
    if (stem === 'index' && !/^(\s*export \* from '[^']+';)+\s*$/.test(source)) {
      problems.push(`${path} does more than list what the folder exports`);
    }
    for (const target of localImports(path, source)) {
      if (!/\.(ts|mjs|json)$/.test(target))
        problems.push(`${path} imports ${target} without ending`);
    }
    return problems;
  });
}

/** The folder of pipeline/ that a path lies in. */
function folderOf(path: string): string | undefined {
  const [top, folder, ...rest] = path.split('/');
  return top === 'pipeline' && rest.length > 0 ? folder : undefined;
}
