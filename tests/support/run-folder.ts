import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that all test files of a run share and that goes with it. */
    runFolder: string;
  }
}

/** Set up once for a run of tests, before any of them; gives what is done after all of them. */
export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-tests-'));
  project.provide('runFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
