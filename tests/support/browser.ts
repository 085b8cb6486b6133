import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Nothing may leave the machine, and no helper process of the browser should try. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export type BrowserPlan =
  | { readonly kind: 'installed' | 'embedded'; readonly options: LaunchOptions }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The browser for tests: CHROMIUM_PATH, else an installed Chromium, else the one in the npm package
 * @sparticuz/chromium (Linux on x64), else none with the reason. `ATLAS_BROWSER=embedded` takes the
 * package's even where another is installed.
 */
export async function planBrowser(): Promise<BrowserPlan> {
  const wanted = process.env['ATLAS_BROWSER'] ?? 'any';
  if (wanted !== 'any' && wanted !== 'embedded') {
    throw new Error(`expected ATLAS_BROWSER to be any or embedded, found ${wanted}; correct it`);
  }
  const named = process.env['CHROMIUM_PATH'];
  if (wanted === 'any' && named !== undefined && !existsSync(named)) {
    throw new Error(`expected a browser at CHROMIUM_PATH, found none at ${named}; correct it`);
  }
  const installed = [named, ...INSTALLED].find((path) => path !== undefined && existsSync(path));
  if (wanted === 'any' && installed !== undefined) {
    return {
      kind: 'installed',
      options: { executablePath: installed, args: [...QUIET, '--disable-gpu'] },
    };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      kind: 'none',
      reason: `no Chromium is installed and the embedded one does not run on ${process.platform} ${process.arch}; set CHROMIUM_PATH`,
    };
  }
  return { kind: 'embedded', options: await embeddedOptions() };
}

export async function launch(plan: BrowserPlan): Promise<Browser> {
  if (plan.kind === 'none') throw new Error(plan.reason);
  return chromium.launch(plan.options);
}

/** Folder of @sparticuz/chromium, unpacked once into the user's cache; for Linux on x64. */
export async function embeddedChromium(): Promise<string> {
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url);
  if (manifest === undefined) throw new Error('@sparticuz/chromium is missing; run npm ci');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'natural-equivariance', `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return folder;
}

async function embeddedOptions(): Promise<LaunchOptions> {
  const folder = await embeddedChromium();
  return {
    executablePath: join(folder, 'chromium'),
    args: [...QUIET, '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

/**
 * Unpacks beside `folder`, then renames. The package unpacks into TMPDIR as it finds it when
 * imported, and its NSS libraries only where it believes to run on Amazon's Node 24; its fonts.conf
 * names /tmp/fonts, without which all text is blank.
 */
async function unpackInto(folder: string): Promise<void> {
  const temporary = `${folder}.${String(process.pid)}`;
  await mkdir(temporary, { recursive: true });
  const before = [process.env['TMPDIR'], process.env['AWS_LAMBDA_JS_RUNTIME']] as const;
  process.env['TMPDIR'] = temporary;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs24.x';
  try {
    const { default: embedded } = await import('@sparticuz/chromium');
    await embedded.executablePath();
  } finally {
    restore('TMPDIR', before[0]);
    restore('AWS_LAMBDA_JS_RUNTIME', before[1]);
  }
  const config = join(temporary, 'fonts', 'fonts.conf');
  const text = await readFile(config, 'utf8');
  const fonts = join(folder, 'fonts');
  await writeFile(config, text.replaceAll(/<dir>[^<]*<\/dir>/g, `<dir>${fonts}</dir>`));
  await rename(temporary, folder).catch(async (error: unknown) => {
    // Another process was first.
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
