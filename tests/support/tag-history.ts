import { execFileSync } from 'node:child_process';
import { brokenPromises, parseTags, type TagRegister } from '../../pipeline/atlas/tags.ts';

/** The register as one commit left it, or as the working tree has it. */
export interface RegisterVersion {
  readonly name: string;
  readonly register: TagRegister;
}

/** Broken promises between any version of the register and the one after it, oldest first. */
export function historyProblems(versions: readonly RegisterVersion[]): string[] {
  return versions.slice(1).flatMap(({ name, register }, i) => {
    return brokenPromises(versions[i]!.register, register).map((line) => `${name}: ${line}`);
  });
}

const file = 'content/tags.csv';

/**
 * All versions of the register on main (or on the current branch where there is no main), oldest
 * first, as far as the clone goes back; undefined where there is no git history at all. A commit
 * that removed the file counts as an empty register.
 */
export function committedVersions(root: string): readonly RegisterVersion[] | undefined {
  const branch = ['main', 'origin/main', 'HEAD'].find(
    (name) => git(root, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`) !== undefined,
  );
  const log =
    branch === undefined
      ? undefined
      : git(root, 'log', '--first-parent', '--reverse', '--format=%H', branch, '--', file);
  return log?.split('\n').flatMap((commit) => {
    if (commit === '') return [];
    const text = git(root, 'show', `${commit}:${file}`);
    return [{ name: commit.slice(0, 12), register: text === undefined ? [] : parseTags(text) }];
  });
}

function git(root: string, ...args: string[]): string | undefined {
  try {
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio });
  } catch {
    return undefined;
  }
}
