import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';
import { buildProject, type BuiltSite } from './build-project.ts';

/** Milliseconds between looks at whether another test file's build has ended. */
const PAUSE = 250;

export type CommittedSite = Pick<BuiltSite, 'dist' | 'status' | 'log'>;

/**
 * The site of the committed records, to be read only: built by the first test file of a run that asks,
 * while others wait for it.
 */
export async function committedSite(): Promise<CommittedSite> {
  const folder = inject('runFolder');
  const result = join(folder, 'site.json');
  if (isFirst(join(folder, 'building'))) {
    const { dist, status, log } = await buildProject(undefined, join(folder, 'site'));
    writeFileSync(`${result}.part`, JSON.stringify({ dist, status, log } satisfies CommittedSite));
    renameSync(`${result}.part`, result);
  }
  while (!existsSync(result)) await setTimeout(PAUSE);
  return JSON.parse(readFileSync(result, 'utf8')) as CommittedSite;
}

/** Makes a folder; whether it was not there. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
