import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** What the site is built from; all of it is small, except node_modules, which is linked. */
const SOURCES = [
  'astro.config.mjs',
  'CITATION.cff',
  'content',
  'package.json',
  'pipeline/records',
  'public',
  'src',
  'tsconfig.json',
];

export const SITE = 'https://atlas.test';

export interface BuiltSite {
  readonly folder: string;
  readonly dist: string;
  /** Exit status and output of the build. */
  readonly status: number;
  readonly log: string;
  remove(): Promise<void>;
}

/**
 * Builds a copy of the project, so that builds neither meet each other nor touch the working tree.
 * @param prepare changes the copy before it is built.
 * @param folder where the copy is made; a temporary folder unless said.
 */
export async function buildProject(
  prepare?: (folder: string) => void,
  folder = mkdtempSync(join(tmpdir(), 'atlas-site-')),
): Promise<BuiltSite> {
  for (const path of SOURCES) {
    if (!existsSync(join(PROJECT, path))) continue;
    cpSync(join(PROJECT, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  prepare?.(folder);
  const { status, log } = await runAstro(folder);
  return {
    folder,
    dist: join(folder, 'dist'),
    status,
    log,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function runAstro(folder: string): Promise<{ status: number; log: string }> {
  const command = [join(PROJECT, 'node_modules/astro/bin/astro.mjs'), 'build', '--force'];
  const env = {
    ...process.env,
    ATLAS_SITE: SITE,
    ASTRO_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      command,
      { cwd: folder, env, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ status, log: stdout + stderr });
      },
    );
  });
}

/** All HTML pages of a built site, as addresses from its root (`/f/0A1B/`, `/404.html`). */
export const pagesOf = (dist: string) =>
  globSync('**/*.html', { cwd: dist })
    .map((path) => `/${path.replaceAll('\\', '/')}`.replace(/index\.html$/, ''))
    .sort();

/** The file that a static host serves for an address, whether it exists or not. */
export const fileOf = (dist: string, address: string) =>
  join(dist, decodeURI(address.endsWith('/') ? `${address}index.html` : address));
