import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { AtlasModules } from '../../pipeline/cli/atlas-modules.ts';
import { readEnvironment } from '../../pipeline/cli/environment.ts';
import { runCommandLine } from '../../pipeline/cli/run-command-line.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'atlas-draw-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Draws with the small network whose weights the project ships. */
async function draw(...line: readonly string[]) {
  const [out, told]: [string[], string[]] = [[], []];
  const progress = new Writable({
    write: (bytes: Buffer, _encoding, done) => {
      told.push(bytes.toString().trim());
      done();
    },
  });
  const code = await runCommandLine(['draw', 'cifar-plain', ...line, '--out', folder], {
    environment: readEnvironment({}),
    atlas: {} as AtlasModules,
    print: (text) => out.push(text),
    progress,
  });
  return { code, out, told };
}

describe('draw', () => {
  it('writes a picture for every unit and says what the unit makes of it', async () => {
    const { code, out } = await draw('conv1', '0,5');
    expect(code).toBe(0);
    expect(out.map((line) => line.replace(/: .*/, ''))).toEqual(
      [0, 5].map((unit) => join(folder, `cifar-plain-conv1-5x5-unit-${String(unit)}.webp`)),
    );
    for (const line of out) {
      const [file, value] = line.split(': ');
      expect(Number(value)).toBeGreaterThan(0);
      expect((await sharp(file).metadata()).width).toBeGreaterThan(100);
    }
  });

  it('draws differences and copies, of a layer by its whole name', async () => {
    expect((await draw('conv2/3x3', '1,2', '--kind', 'difference')).code).toBe(0);
    expect((await draw('conv2/3x3', '3', '--kind', 'diverse', '--copies', '2')).code).toBe(0);
    expect(readdirSync(folder).filter((file) => file.includes('conv2'))).toEqual([
      'cifar-plain-conv2-3x3-difference-1.webp',
      'cifar-plain-conv2-3x3-difference-2.webp',
      'cifar-plain-conv2-3x3-diverse-3-1.webp',
      'cifar-plain-conv2-3x3-diverse-3-2.webp',
    ]);
  });

  it.each([
    [['conv9', '1'], /expected a layer of cifar-plain \(conv1, conv2, 3a\), found "conv9"/],
    [['conv1', '1;2'], /expected units like 379,385/],
    [['conv1', '1:2,3'], /expected units like 379,385, without weights, .* found "1:2,3"/],
    [['conv1', '1', '--copies', '2'], /expected --copies only with --kind diverse/],
    [['conv1', '1', '--kind', 'dream'], /expected --kind to be one of unit, negative/],
    [['conv1', '999'], /expected a unit from 0 to \d+, found 999/],
    [['conv1', '1', '--kind', 'difference'], /expected two or more units/],
  ] as const)('refuses %j in one line', async (line, message) => {
    const { code, told } = await draw(...line);
    expect(code).toBe(2);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(message);
  });
});
