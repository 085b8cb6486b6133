import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { finished, toyProject, type ToyProject } from './toy-project.ts';

/** 6 bases, 6 doubles, 1 list, 6 pictures. */
const tasks = 19;
const workers = 2;

async function startedTasks(project: ToyProject, count: number): Promise<void> {
  for (let i = 0; project.log().length < count; i++) {
    if (i > 1000) throw new Error('the run does not get there');
    await sleep(5);
  }
}

describe('a run that is killed', () => {
  // In the first tasks, between stages, while the graph grows, among the last ones.
  it.each([1, 6, 12, 13, 17])(
    'loses only the work in flight when it is killed after starting task %i',
    { timeout: 30_000 },
    async (moment) => {
      const project = toyProject();
      const child = project.start('run', '--workers', String(workers));
      const end = finished(child);
      await startedTasks(project, moment);
      child.kill('SIGKILL');
      await end;
      const before = project.log();
      expect(before.length, 'it was killed before it was done').toBeLessThan(tasks);

      expect((await project.run('verify')).out.at(-1)).toMatch(/all sound$/);
      project.clearLog();
      const second = await project.run('run', '--workers', String(workers));
      expect(second.code).toBe(0);
      const after = project.log();
      const redone = before.filter((task) => after.includes(task));
      expect(redone.length).toBeLessThanOrEqual(workers);
      expect(new Set([...before, ...after]).size).toBe(tasks);

      expect((await project.run('verify')).out.at(-1)).toMatch(/6 pictures checked, all sound$/);
      project.clearLog();
      const third = await project.run('run');
      expect(third.out).toEqual(['toy: nothing to do (19 artifacts fresh)']);
      expect(project.log()).toEqual([]);
    },
  );

  it(
    'ends with one line and code 130 on an interrupt, and keeps what was finished',
    { timeout: 30_000 },
    async () => {
      const project = toyProject();
      const child = project.start('run');
      const end = finished(child);
      await startedTasks(project, 5);
      child.kill('SIGINT');
      const { code, err } = await end;
      expect(code).toBe(130);
      expect(err).toEqual(['stopped; everything that was finished is kept']);
      const before = project.log().length;
      project.clearLog();
      await project.run('run');
      // At most the two tasks that were running are started twice.
      expect(project.log().length).toBeLessThanOrEqual(tasks - before + workers);
    },
  );
});
