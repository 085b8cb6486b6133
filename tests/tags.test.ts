import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assignTag, parseTags, serialiseTags, type TagRegister } from '../pipeline/atlas/tags.ts';
import { temporaryFolder } from './store/temporary-folder.ts';
import { committedVersions, historyProblems } from './support/tag-history.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

describe('the permanent tags', () => {
  const committed = committedVersions(root);
  const working = parseTags(readFileSync(join(root, 'content/tags.csv'), 'utf8'));

  it('are written in the one way that the pipeline writes them', () => {
    expect(readFileSync(join(root, 'content/tags.csv'), 'utf8')).toBe(serialiseTags(working));
  });

  it.skipIf(committed === undefined)(
    'have never disappeared nor changed meaning on main (skipped without git history)',
    () => {
      const versions = [...committed!, { name: 'working tree', register: working }];
      expect(historyProblems(versions)).toEqual([]);
    },
  );
});

function grown(register: TagRegister, label: string): TagRegister {
  return assignTag(register, label, 'family').register;
}

describe('the checker of the history', () => {
  const one = grown([], 'a');
  const two = grown(one, 'b');

  it('finds nothing wrong with registers that only grow', () => {
    expect(historyProblems([])).toEqual([]);
    expect(
      historyProblems([
        { name: 'first', register: one },
        { name: 'second', register: two },
        { name: 'third', register: two },
      ]),
    ).toEqual([]);
  });

  it('finds a tag that was there for one version only', () => {
    const problems = historyProblems([
      { name: 'first', register: one },
      { name: 'second', register: two },
      { name: 'third', register: one },
    ]);
    expect(problems).toEqual([`third: tag ${two[1]!.tag} (b) has disappeared`]);
  });

  it('finds a tag whose meaning was changed long ago and never back', () => {
    const renamed = two.map((entry) => ({ ...entry, label: `${entry.label}, renamed` }));
    const problems = historyProblems([
      { name: 'first', register: two },
      { name: 'second', register: renamed },
      { name: 'third', register: renamed },
    ]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^second: tag .* meant a and now means a, renamed$/);
  });

  it('reads the versions from git, oldest first, a removed file among them', () => {
    const folder = temporaryFolder();
    const git = (...args: string[]): void => {
      const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
      execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' });
    };
    mkdirSync(join(folder, 'content'));
    git('init', '--initial-branch=main');
    expect(committedVersions(folder), 'before the first commit').toBeUndefined();
    for (const register of [one, two]) {
      writeFileSync(join(folder, 'content/tags.csv'), serialiseTags(register));
      git('add', '.');
      git('commit', '--message=tags');
    }
    git('rm', '--quiet', 'content/tags.csv');
    git('commit', '--message=oops');
    const versions = committedVersions(folder)!;
    expect(versions.map(({ register }) => register)).toEqual([one, two, []]);
    expect(historyProblems(versions)).toHaveLength(2);
  });

  it('finds no history in a folder that is no repository', () => {
    expect(committedVersions(temporaryFolder())).toBeUndefined();
  });
});
