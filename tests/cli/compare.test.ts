import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { toyProject } from './toy-project.ts';

// Every command is a process of its own, and machines are shared.
vi.setConfig({ testTimeout: 30_000 });

describe('compare', () => {
  it('says in one line what is not at hand, writes its records, and then has nothing to write', async () => {
    const project = toyProject();
    rmSync(project.path('models/toy.weights'));
    const first = await project.run('compare');
    expect(first.code).toBe(0);
    expect(first.err).toHaveLength(1);
    expect(first.err[0]).toMatch(/^no first layer of toy: no weights at .*toy\.weights; download/);
    expect(first.out).toEqual([
      '0 computed, 0 fresh, 0 kept as recorded; 4 files written, 0 removed',
    ]);
    expect(readFileSync(project.path('content/comparison/first-layers.json'), 'utf8')).toBe('[]\n');
    const second = await project.run('compare');
    expect(second.out[0]).toMatch(/; 0 files written, 0 removed$/);
  });

  it('removes pictures that no record names', async () => {
    const project = toyProject();
    rmSync(project.path('models/toy.weights'));
    const stray = project.path('public/atlas/comparison/stray.webp');
    mkdirSync(project.path('public/atlas/comparison'), { recursive: true });
    writeFileSync(stray, 'stray');
    expect((await project.run('verify')).out).toContain(
      'public/atlas/comparison/stray.webp is in no record',
    );
    const { out } = await project.run('compare');
    expect(out[0]).toMatch(/1 removed$/);
    expect(existsSync(stray)).toBe(false);
  });

  it('ends with one line for weights that cannot be read, and for a broken record', async () => {
    const project = toyProject();
    const unreadable = await project.run('compare');
    expect(unreadable.code).toBe(2);
    expect(unreadable.err).toHaveLength(1);
    expect(unreadable.err[0]).toMatch(/^compare: expected .*toy\.weights/);
    expect(existsSync(project.path('content/comparison'))).toBe(false);
    mkdirSync(project.path('content/comparison'), { recursive: true });
    writeFileSync(project.path('content/comparison/first-layers.json'), '[{}]');
    const broken = await project.run('compare');
    expect(broken.code).toBe(2);
    expect(broken.err[0]).toContain('a valid content/comparison/first-layers.json');
  });
});
