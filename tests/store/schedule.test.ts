import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../pipeline/records/provenance.ts';
import { stageKey } from '../../pipeline/store/stage-key.ts';
import { openStore } from '../../pipeline/store/store.ts';
import type { Progress } from '../../pipeline/store/schedule.ts';
import type { TaskGraph } from '../../pipeline/store/stage.ts';
import { temporaryFolder } from './temporary-folder.ts';
import {
  decode,
  planToy,
  runToy,
  silent,
  statuses,
  task,
  toyStages,
  type ToyRun,
} from './toy-graph.ts';

const measure = (value: number) => task('measure', 'a', { value });
const chain = (value: number) => [
  task('sum', 'total', { extra: 10 }, ['parity a']),
  task('parity', 'a', {}, ['measure a']),
  measure(value),
];

function provenanceOf({ outcome }: ToyRun): Provenance[] {
  return outcome.tasks.flatMap(({ state }) => (state.status === 'fresh' ? [state.provenance] : []));
}

describe('a run', () => {
  it('computes inputs before their readers, whatever order they are listed in', async () => {
    const { log, value } = await runToy(temporaryFolder(), chain(3));
    expect(log).toEqual(['measure 3', 'parity 1', 'sum 11']);
    expect(await value('sum total')).toBe(11);
  });

  it('computes nothing the second time', async () => {
    const root = temporaryFolder();
    await runToy(root, chain(3));
    const second = await runToy(root, chain(3));
    expect(second.log).toEqual([]);
    expect(await second.value('sum total')).toBe(11);
  });

  it('stops early where an input is computed anew with the same bytes', async () => {
    const root = temporaryFolder();
    await runToy(root, chain(3));
    expect((await runToy(root, chain(5))).log).toEqual(['measure 5', 'parity 1']);
    expect((await runToy(root, chain(6))).log).toEqual(['measure 6', 'parity 0', 'sum 10']);
  });

  it('computes again what a new version of a stage makes, and nothing beside it', async () => {
    const root = temporaryFolder();
    await runToy(root, chain(3));
    const stages = toyStages.map((stage) =>
      stage.name === 'parity' ? { ...stage, version: 2 } : stage,
    );
    expect((await runToy(root, chain(3), { stages })).log).toEqual(['parity 1']);
  });

  it('keeps the subject out of the key and shares tasks with the same key', async () => {
    const twins = [task('sum', 'first', { extra: 4 }), task('sum', 'second', { extra: 4 })];
    const { log, outcome, value } = await runToy(temporaryFolder(), twins, { workers: 2 });
    expect(log).toEqual(['sum 4']);
    expect(await value('sum second')).toBe(4);
    expect(provenanceOf({ log, outcome, value }).map(({ subject }) => subject)).toEqual([
      'first',
      'second',
    ]);
  });

  it('computes as many tasks at once as there are workers, and no more', async () => {
    let now = 0;
    let most = 0;
    const tasks = Array.from({ length: 9 }, (_, i) => task('sum', String(i), { extra: i }));
    await runToy(temporaryFolder(), tasks, {
      workers: 3,
      executor: (execute) => async (job) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return execute(job).finally(() => now--);
      },
    });
    expect(most).toBe(3);
  });

  it('goes on with other branches after a failure, tells it in one line and tries again next time', async () => {
    const root = temporaryFolder();
    const failures: string[] = [];
    const reporter = {
      ...silent,
      failed: (id: string, reason: string) => failures.push(`${id}: ${reason}`),
    };
    const tasks = [
      task('broken', 'x'),
      task('sum', 'after', {}, ['broken x']),
      task('sum', 'beside', { extra: 1 }),
    ];
    const first = await runToy(root, tasks, { reporter });
    expect(first.log).toEqual(['sum 1']);
    expect(failures).toEqual(['broken x: the toy is broken']);
    expect(statuses(first.outcome)).toEqual({
      'broken x': 'failed: the toy is broken',
      'sum after': 'unavailable: waits for broken x, which failed',
      'sum beside': 'fresh',
    });
    await runToy(root, tasks, { reporter });
    expect(failures).toHaveLength(2);
  });

  it('reports progress with an estimate once the stage has been measured', async () => {
    const seen: Progress[] = [];
    const tasks = [1, 2, 3].map((i) => task('sum', String(i), { extra: i }));
    await runToy(temporaryFolder(), tasks, {
      reporter: { ...silent, progress: (progress) => seen.push(progress) },
      executor: (execute) => async (job) => ({ ...(await execute(job)), seconds: 8 }),
    });
    expect(seen.map(({ computed, remaining }) => [computed, remaining])).toEqual([
      [0, 3],
      [1, 2],
      [2, 1],
    ]);
    expect(seen[0]!.time.complete).toBe(false);
    expect(seen[1]!.time).toEqual({ seconds: 16, complete: true });
  });
});

describe('a damaged object', () => {
  function damage(root: string, { outcome }: ToyRun, id: string): void {
    const state = outcome.tasks.find((each) => each.id === id)!.state;
    if (state.status !== 'fresh') throw new Error(`${id} is not fresh`);
    const { objects } = openStore({ root, note: () => undefined });
    truncateSync(objects.path(state.provenance.output), 0);
  }

  it('is computed again before its reader, which comes out the same', async () => {
    const root = temporaryFolder();
    const first = await runToy(root, chain(3));
    damage(root, first, 'parity a');
    const notes: string[] = [];
    const tasks = [...chain(3), task('sum', 'other', {}, ['parity a'])];
    const second = await runToy(root, tasks, { note: (line) => notes.push(line) });
    expect(second.log).toEqual(['parity 1', 'sum 1']);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^object [0-9a-f]{12} of the store is damaged and counts as absent$/);
  });

  it('is computed again after a run that found all inputs of a task damaged', async () => {
    const root = temporaryFolder();
    const inputs = [1, 2, 3, 4].map((i) => task('sum', `in ${String(i)}`, { extra: i }));
    const first = await runToy(root, inputs);
    for (const { subject } of inputs) damage(root, first, `sum ${subject}`);
    const reader = task(
      'sum',
      'all',
      {},
      inputs.map(({ subject }) => `sum ${subject}`),
    );
    const second = await runToy(root, [...inputs, reader]);
    expect(second.log).toEqual(['sum 1', 'sum 2', 'sum 3', 'sum 4', 'sum 10']);
  });

  it('fails its task, and the run ends, where the disk damages everything it is given', async () => {
    const root = temporaryFolder();
    const { objects } = openStore({ root, note: () => undefined });
    const { outcome } = await runToy(root, chain(3), {
      executor: (execute) => async (job) => {
        const entry = await execute(job);
        truncateSync(objects.path(entry.output), 0);
        return entry;
      },
    });
    expect(statuses(outcome)['measure a']).toBe(
      'failed: its object was damaged as often as it was written',
    );
  });
});

describe('what is not at hand', () => {
  const missing = { weights: 'no weights here' };

  it('makes its tasks and their readers unavailable, and says why', async () => {
    const tasks = [...chain(3), task('sum', 'beside', { extra: 1 })];
    const { outcome, log } = await runToy(temporaryFolder(), tasks, { missing });
    expect(log).toEqual(['sum 1']);
    expect(statuses(outcome)).toEqual({
      'measure a': 'unavailable: no weights here',
      'parity a': 'unavailable: no weights here',
      'sum total': 'unavailable: no weights here',
      'sum beside': 'fresh',
    });
  });

  it('does not matter to what has been computed', async () => {
    const root = temporaryFolder();
    await runToy(root, chain(3));
    expect(Object.values(statuses(await planToy(root, chain(3), { missing })))).toEqual([
      'fresh',
      'fresh',
      'fresh',
    ]);
  });

  it('is told by a plan, which computes nothing', async () => {
    const root = temporaryFolder();
    expect(statuses(await planToy(root, chain(3)))).toEqual({
      'measure a': 'stale: not computed yet',
      'parity a': 'stale: waits for measure a',
      'sum total': 'stale: waits for parity a',
    });
    expect(await openStore({ root, note: () => undefined }).objects.list()).toEqual(new Set());
  });
});

describe('committed provenance', () => {
  it('makes everything fresh in an empty store', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), chain(3)));
    const empty = temporaryFolder();
    const { outcome, log } = await runToy(empty, chain(3), {
      recorded,
      missing: { weights: 'no' },
    });
    expect(log).toEqual([]);
    expect(new Set(Object.values(statuses(outcome)))).toEqual(new Set(['fresh, from records']));
    expect(provenanceOf({ outcome, log, value: () => Promise.resolve() })).toEqual(recorded);
  });

  it('does not help where the weights or a parameter are others', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), chain(3)));
    const { log } = await runToy(temporaryFolder(), chain(4), { recorded });
    expect(log[0]).toBe('measure 4');
  });

  it('has inputs computed again when a stale task needs their bytes, and only those', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), chain(3)));
    const tasks = [...chain(3), task('sum', 'other', { extra: 5 }, ['parity a'])];
    const root = temporaryFolder();
    expect(statuses(await planToy(root, tasks, { recorded }))).toEqual({
      'measure a': 'stale: only its digest is recorded, and parity a reads its bytes',
      'parity a': 'stale: only its digest is recorded, and sum other reads its bytes',
      'sum total': 'fresh, from records',
      'sum other': 'stale: not computed yet',
    });
    const { log } = await runToy(root, tasks, { recorded });
    expect(log).toEqual(['measure 3', 'parity 1', 'sum 6']);
  });

  it('leaves a stale task unavailable when such an input cannot be computed again', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), chain(3)));
    const tasks = [...chain(3), task('sum', 'other', { extra: 5 }, ['parity a'])];
    const missing = { weights: 'no weights here' };
    const survey = await planToy(temporaryFolder(), tasks, { recorded, missing });
    expect(statuses(survey)).toEqual({
      'measure a': 'fresh, from records',
      'parity a': 'fresh, from records',
      'sum total': 'fresh, from records',
      'sum other': 'unavailable: no weights here',
    });
  });

  it('gives way to what this machine computes: readers of other bytes become stale', async () => {
    // As if parity had come out differently, and sum had read that, where it was recorded.
    const other = 'f'.repeat(64);
    const recorded = provenanceOf(await runToy(temporaryFolder(), chain(3))).map((entry) => {
      if (entry.stage === 'parity') return { ...entry, output: other };
      if (entry.stage !== 'sum') return entry;
      const inputs = entry.inputs.map(({ name }) => ({ name, digest: other }));
      return { ...entry, inputs, key: stageKey({ ...entry, inputs }) };
    });
    const before = await planToy(temporaryFolder(), chain(3), { recorded });
    expect(statuses(before)['sum total']).toBe('fresh, from records');
    const wanted = new Set(['parity a']);
    const { outcome, log } = await runToy(temporaryFolder(), chain(3), { recorded, wanted });
    expect(log).toEqual(['measure 3', 'parity 1', 'sum 11']);
    expect(statuses(outcome)['sum total']).toBe('fresh');
  });

  it('has wanted bytes computed again, and nothing that they do not need', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), chain(3)));
    const wanted = new Set(['measure a']);
    const { log } = await runToy(temporaryFolder(), chain(3), { recorded, wanted });
    expect(log).toEqual(['measure 3']);
  });
});

describe('a graph that depends on outputs', () => {
  const growing =
    (value: number): TaskGraph =>
    async (known) => {
      const list = await known('count a');
      const items = list === undefined ? [] : (decode(list) as number[]);
      const tasks = items.map((index) => task('item', String(index), { index }));
      const parts = tasks.map(({ subject }) => `item ${subject}`);
      const sum = list === undefined ? [] : [task('sum', 'items', {}, parts)];
      return [measure(value), task('count', 'a', {}, ['measure a']), ...tasks, ...sum];
    };

  it('grows while it is run, until it adds nothing', async () => {
    const root = temporaryFolder();
    const first = await runToy(root, growing(4));
    expect(await first.value('sum items')).toBe(6);
    expect(first.log).toHaveLength(7);
    expect((await runToy(root, growing(4))).log).toEqual([]);
    expect((await runToy(root, growing(5))).log).toEqual([
      'measure 5',
      'count [0,1,2,3,4]',
      'item 4',
      'sum 10',
    ]);
  });

  it('is planned as far as it can be seen', async () => {
    const root = temporaryFolder();
    expect((await planToy(root, growing(4))).tasks).toHaveLength(2);
    await runToy(root, growing(4));
    expect((await planToy(root, growing(4))).tasks).toHaveLength(7);
  });

  it('has an output computed again when only its digest is recorded', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), growing(3)));
    const { outcome, log } = await runToy(temporaryFolder(), growing(3), { recorded });
    expect(log).toEqual(['measure 3', 'count [0,1,2]']);
    expect(outcome.tasks).toHaveLength(6);
    expect(outcome.unlisted).toEqual([]);
  });

  it('says what it cannot list where that output cannot be had', async () => {
    const recorded = provenanceOf(await runToy(temporaryFolder(), growing(3)));
    const missing = { weights: 'no weights here' };
    const survey = await planToy(temporaryFolder(), growing(3), { recorded, missing });
    expect(Object.keys(statuses(survey))).toEqual(['measure a', 'count a']);
    expect(survey.unlisted).toEqual(['count a']);
  });

  it('grows again from a list that was damaged', async () => {
    const root = temporaryFolder();
    await runToy(root, growing(3));
    rmSync(join(root, 'objects'), { recursive: true });
    expect(await (await runToy(root, growing(3))).value('sum items')).toBe(3);
  });
});

describe('a graph with a mistake in it', () => {
  it.each([
    ['a task listed twice', [measure(1), measure(2)], 'measure a is listed twice'],
    ['an unknown stage', [task('none', 'a')], 'names a stage that does not exist'],
    ['an unknown input', [task('sum', 'a', {}, ['sum b'])], 'sum a reads sum b, which is not'],
    [
      'a cycle',
      [task('sum', 'a', {}, ['sum b']), task('sum', 'b', {}, ['sum a'])],
      'reads its own output',
    ],
  ])('is refused: %s', async (_name, tasks, message) => {
    await expect(planToy(temporaryFolder(), tasks)).rejects.toThrow(message);
  });

  it('is refused when it asks for what it does not list', async () => {
    const graph: TaskGraph = async (known) => {
      await known('count elsewhere');
      return [measure(1)];
    };
    await expect(planToy(temporaryFolder(), graph)).rejects.toThrow('asks for count elsewhere');
  });

  it('is refused when parameters have no canonical JSON', async () => {
    const tasks = [task('sum', 'a', { extra: NaN })];
    await expect(planToy(temporaryFolder(), tasks)).rejects.toThrow('is NaN');
  });
});
