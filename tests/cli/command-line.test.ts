import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { commandTable } from '../../pipeline/cli/command-table.ts';
import { readEnvironment } from '../../pipeline/cli/environment.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { finished, type CommandResult } from './toy-project.ts';

// Every command is a process of its own, and machines are shared.
vi.setConfig({ testTimeout: 30_000 });

const main = fileURLToPath(new URL('../../pipeline/cli/main.ts', import.meta.url));

/** Runs the real command line, away from this machine's weights and store. */
function atlas(...line: string[]): Promise<CommandResult> {
  return atlasWith({}, ...line);
}

function atlasWith(places: Record<string, string>, ...line: string[]): Promise<CommandResult> {
  const cwd = temporaryFolder();
  const nowhere = { ATLAS_MODELS: cwd, ATLAS_IMAGES: cwd, ATLAS_STORE: cwd };
  const env = { ...process.env, ...nowhere, ...places };
  return finished(spawn(process.execPath, [main, ...line], { env, cwd }));
}

const commands = Object.keys(commandTable).length;

describe('the command line', () => {
  it('answers an unknown command with one line, the commands and code 2', async () => {
    const { code, out, err } = await atlas('rnu');
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err[0]).toBe('there is no command "rnu"');
    expect(err[1]).toBe('usage: npm run atlas -- <command> [options]');
    expect(err).toHaveLength(2 + commands);
  });

  it.each([
    [['run', '--wrokers', '3'], "run: Unknown option '--wrokers'"],
    [['run', '--workers'], "run: Option '--workers <value>' argument missing"],
    [['run', 'googlenet'], 'run: unexpected argument "googlenet"'],
    [['explain'], 'explain: <digest> is missing'],
    [['verify', '--fresh'], "verify: Unknown option '--fresh'"],
  ])('answers %j with one line, the usage and code 2', async (line, message) => {
    const { code, out, err } = await atlas(...line);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err[0]).toBe(message);
    expect(err[1]).toMatch(new RegExp(`^usage: npm run atlas -- ${line[0]!}`));
    expect(err).toHaveLength(2);
  });

  it.each([
    [['run', '--workers', '0'], /^run: expected --workers to be a whole number .*, found "0"; /],
    [['run', '--workers', '2.5'], /^run: expected --workers .*, found "2.5"; /],
    [['run', '--backend', 'gpu'], /^run: expected a backend \(auto, .*\), found "gpu"; /],
    [['plan', '--model', 'alexnet'], /^plan: expected a model of .*, found "alexnet"; /],
    [['train', 'alexnet'], /^train: expected one of cifar-plain, .*, found "alexnet"; /],
    [['evaluate', 'alexnet'], /^evaluate: expected a model of .*, found "alexnet"; /],
    [['evaluate', 'googlenet'], /^evaluate: expected the weights of googlenet at .*ATLAS_MODELS/],
    [['explain', 'xyz'], /^explain: expected at least four digits .*, found "xyz", /],
  ])('answers %j with one line and code 2', async (line, message) => {
    const { code, out, err } = await atlas(...line);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(message);
  });

  it('says in one line that the store is no folder', async () => {
    const { code, err } = await atlasWith({ ATLAS_STORE: main }, 'plan');
    expect(code).toBe(2);
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^plan: expected a folder at .*main\.ts, found a file in its way/);
  });

  it('tells an old Node what it needs before anything else', async () => {
    const versions = JSON.stringify({ value: { ...process.versions, node: '20.20.2' } });
    const old = `Object.defineProperty(process, 'versions', ${versions})`;
    const start = fileURLToPath(new URL('../../pipeline/cli/start.mjs', import.meta.url));
    const line = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, start, 'models'];
    const { code, out, err } = await finished(spawn(process.execPath, line));
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^expected Node 22\.18 or newer, found 20\.20\.2; /);
  });

  it('is started by a Node that is new enough', async () => {
    const start = fileURLToPath(new URL('../../pipeline/cli/start.mjs', import.meta.url));
    const { code, out } = await finished(spawn(process.execPath, [start, '--help']));
    expect(code).toBe(0);
    expect(out[0]).toBe('usage: npm run atlas -- <command> [options]');
  });

  it('explains itself when asked', async () => {
    const { code, out } = await atlas('--help');
    expect(code).toBe(0);
    expect(out).toHaveLength(1 + commands);
    expect((await atlas('run', '--help')).out[1]).toMatch(/^usage: npm run atlas -- run \[--model/);
  });
});

describe('readEnvironment', () => {
  it('finds everything below .atlas of the project unless told otherwise', () => {
    expect(readEnvironment({ ATLAS_IMAGES: '' }, '/project')).toEqual({
      root: '/project',
      models: '/project/.atlas/models',
      images: '/project/.atlas/images',
      cifar10: '/project/.atlas/cifar10',
      trained: '/project/.atlas/trained',
      drawn: '/project/.atlas/drawn',
      store: '/project/.atlas/store',
    });
  });

  it('starts relative paths at the project, whatever the current folder is', () => {
    expect(readEnvironment({ ATLAS_MODELS: '../shared/models' }, '/project').models).toBe(
      '/shared/models',
    );
  });
});
