import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  cycles,
  importsOf,
  lengthViolations,
  longestFile,
  nameViolations,
  rankViolations,
  siteViolations,
  type Sources,
} from './support/architecture.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

function readSources(folder: string): [string, string][] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry): [string, string][] => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return readSources(path);
    return /\.(ts|mjs|astro)$/.test(path) ? [[path, readFileSync(join(root, path), 'utf8')]] : [];
  });
}

describe('the house', () => {
  const sources: Sources = new Map([...readSources('pipeline'), ...readSources('src')]);

  it('is there to be checked', () => {
    expect([...sources.keys()]).toContain('pipeline/records/family.ts');
    expect(sources.size).toBeGreaterThan(20);
  });

  it('imports only downward', () => {
    expect(rankViolations(sources)).toEqual([]);
  });

  it('shows the site nothing of the pipeline but its records', () => {
    expect(siteViolations(sources)).toEqual([]);
  });

  it('has no cycles of imports', () => {
    expect(cycles(sources)).toEqual([]);
  });

  it('has no long files', () => {
    expect(lengthViolations(sources)).toEqual([]);
  });

  it('has names that say what is in a file', () => {
    expect(nameViolations(sources)).toEqual([]);
  });
});

const files = (made: Record<string, string>): Sources => new Map(Object.entries(made));

describe('the checker of imports', () => {
  it('sees static, type-only and dynamic imports, re-exports and files named by URL', () => {
    const source = `
      import { a } from './a.ts';
      import type { B } from "./b.ts";
      import './c.ts';
      export * from './d.ts';
      export { e } from './e.ts';
      const f = await import('./f.ts');
      const worker = new Worker(new URL('./g.ts', import.meta.url));
      const data = new URL('./picture.webp', import.meta.url);
      // import './comment.ts';
      const text = "import './text.ts'";`;
    expect(importsOf('pipeline/cli/x.ts', source).sort()).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `./${name}.ts`),
    );
  });

  it('reads the frontmatter and the scripts of an Astro file, and not its text', () => {
    const source = `---\nimport Layout from './layout.astro';\n---\n<p>import './text.ts'</p>
      <script lang="ts">import { run } from '../islands/run.ts';</script>`;
    expect(importsOf('src/pages/x.astro', source)).toEqual(['./layout.astro', '../islands/run.ts']);
  });

  it('refuses an import of the same or a higher rank, also a type and also at run time', () => {
    const sources = files({
      'pipeline/store/a.ts': "import { cyclic } from '../groups/cyclic.ts';",
      'pipeline/engine/b.ts': "import type { Probe } from '../probes/probe.ts';",
      'pipeline/atlas/c.ts': "export const load = () => import('../cli/main.ts');",
    });
    expect(rankViolations(sources)).toEqual([
      'pipeline/store/a.ts (1) imports pipeline/groups/cyclic.ts (1)',
      'pipeline/engine/b.ts (3) imports pipeline/probes/probe.ts (4)',
      'pipeline/atlas/c.ts (7) imports pipeline/cli/main.ts (8)',
    ]);
  });

  it('refuses an import from outside the pipeline and a folder without a rank', () => {
    const sources = files({
      'pipeline/store/a.ts': "import { x } from '../../src/x.ts';",
      'pipeline/attic/b.ts': '',
      'pipeline/cli/commands/c.ts': "import { y } from '../../attic/b.ts';",
    });
    expect(rankViolations(sources)).toEqual([
      'pipeline/store/a.ts imports src/x.ts, outside the pipeline',
      'pipeline/attic has no rank',
      'pipeline/cli/commands/c.ts imports pipeline/attic/b.ts, outside the pipeline',
    ]);
  });

  it('allows lower ranks, the own folder and packages', () => {
    const source = "import 'node:fs'; import './b.ts'; import '../store/digest.ts'; import 'zod';";
    expect(rankViolations(files({ 'pipeline/atlas/a.ts': source }))).toEqual([]);
  });

  it('refuses a site that imports the pipeline beyond its records', () => {
    const sources = files({
      'src/pages/a.astro':
        "---\nimport { discover } from '../../pipeline/families/discover.ts';\n---",
      'src/lib/b.ts':
        "import '../../pipeline/records/index.ts'; import claims from '../../x.json';",
      'src/lib/c.ts': "import '../../tests/support/laws.ts';",
    });
    expect(siteViolations(sources).map((line) => line.split(',')[0])).toEqual([
      'src/pages/a.astro imports pipeline/families/discover.ts',
      'src/lib/c.ts imports tests/support/laws.ts',
    ]);
  });

  it('finds a cycle, however long, and the file that imports itself', () => {
    const sources = files({
      'pipeline/store/a.ts': "import './b.ts';",
      'pipeline/store/b.ts': "import type { C } from './c.ts';",
      'pipeline/store/c.ts': "export const a = () => import('./a.ts');",
      'pipeline/store/d.ts': "import './d.ts'; import './a.ts';",
    });
    expect(cycles(sources)).toEqual([
      'pipeline/store/a.ts → pipeline/store/b.ts → pipeline/store/c.ts → pipeline/store/a.ts',
      'pipeline/store/d.ts → pipeline/store/d.ts',
    ]);
  });

  it('takes two ways to one file for no cycle', () => {
    const sources = files({
      'pipeline/store/a.ts': "import './b.ts'; import './c.ts';",
      'pipeline/store/b.ts': "import './c.ts';",
      'pipeline/store/c.ts': '',
    });
    expect(cycles(sources)).toEqual([]);
  });
});

describe('the checker of lengths and names', () => {
  it('refuses one line more than the limit', () => {
    const lines = (count: number): string => 'x;\n'.repeat(count);
    const sources = files({ 'src/a.ts': lines(longestFile), 'src/b.ts': lines(longestFile + 1) });
    expect(lengthViolations(sources)).toEqual([`src/b.ts has ${String(longestFile + 1)} lines`]);
  });

  it.each(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'lib'])(
    'refuses a drawer called %s, as a file and as a folder',
    (name) => {
      const sources = files({
        [`pipeline/store/${name}.ts`]: '',
        [`pipeline/store/${name}/digest.ts`]: '',
        [`src/components/${name}.ts`]: '',
      });
      expect(nameViolations(sources)).toHaveLength(3);
    },
  );

  it('refuses names in the pipeline that are not in kebab-case', () => {
    const sources = files({
      'pipeline/store/objectStore.ts': '',
      'pipeline/store/Object.ts': '',
      'pipeline/store/object_store.ts': '',
      'pipeline/store/object-store.ts': '',
      'src/components/OrbitWheel.astro': '',
      'src/lib/angle.ts': '',
    });
    expect(nameViolations(sources)).toEqual([
      'pipeline/store/objectStore.ts is not in kebab-case',
      'pipeline/store/Object.ts is not in kebab-case',
      'pipeline/store/object_store.ts is not in kebab-case',
    ]);
  });

  it('refuses an index that does more than list, and an import without its ending', () => {
    const sources = files({
      'pipeline/records/index.ts': "export * from './tag.ts';\nexport * from './unit.ts';\n",
      'pipeline/store/index.ts': "export * from './digest.ts';\nexport const x = 1;\n",
      'pipeline/store/a.ts': "import './digest';",
    });
    expect(nameViolations(sources)).toEqual([
      'pipeline/store/index.ts does more than list what the folder exports',
      'pipeline/store/a.ts imports pipeline/store/digest without ending',
    ]);
  });
});
