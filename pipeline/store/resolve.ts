import type { Provenance } from '../records/provenance.ts';
import type { Job } from './compute-job.ts';
import { stageKey } from './stage-key.ts';
import { taskId, type Need, type StageDescription, type Task } from './stage.ts';
import { upstream } from './task-order.ts';

/**
 * - `fresh`: nothing to do; the output's digest is known from the store (`store`) or from the
 *   committed provenance (`records`), and `atHand` says whether its bytes can be read.
 * - `stale`: to be computed; `ready` once all inputs are at hand.
 * - `unavailable`: stale, but something it needs is missing, or it waits for such a task.
 * - `failed`: computing was tried in this run.
 */
export type TaskState =
  | {
      readonly status: 'fresh';
      readonly from: 'store' | 'records';
      readonly atHand: boolean;
      readonly provenance: Provenance;
    }
  | { readonly status: 'stale'; readonly reason: string; readonly ready: Job | undefined }
  | { readonly status: 'unavailable' | 'failed'; readonly reason: string };

/** What is known at one moment; `resolve` is a pure function of it. */
export interface Knowledge {
  readonly stages: readonly StageDescription[];
  /** The store's entries, by key. */
  readonly entries: ReadonlyMap<string, Provenance>;
  /** Committed provenance, by key. */
  readonly recorded: ReadonlyMap<string, Provenance>;
  /** Digests of the artifacts whose bytes can be read. */
  readonly present: ReadonlySet<string>;
  /** Keys that could not be computed, and why. */
  readonly failures: ReadonlyMap<string, string>;
  /** Needs that are not at hand, and why. */
  readonly missing: Readonly<Partial<Record<Need, string>>>;
  /** Ids of the tasks whose bytes are wanted, not only their digests. */
  readonly wanted: ReadonlySet<string>;
}

/** The state of every task. `tasks` is in the order of `orderTasks`. */
export function resolve(
  tasks: ReadonlyMap<string, Task>,
  knowledge: Knowledge,
): ReadonlyMap<string, TaskState> {
  const jobs = new Map<string, Job>();
  const found = new Map<string, TaskState & { status: 'fresh' }>();
  for (const [id, task] of tasks) {
    const job = jobOf(task, knowledge.stages, found);
    if (job === undefined) continue;
    jobs.set(id, job);
    const state = lookUp(job, knowledge);
    if (state !== undefined) found.set(id, state);
  }
  const obstacles = findObstacles(tasks, jobs, found, knowledge);
  const toCompute = findWork(tasks, found, obstacles, knowledge);
  const states = new Map<string, TaskState>();
  for (const [id, task] of tasks) {
    const why = toCompute.get(id);
    const obstacle = obstacles.get(id);
    const fresh = found.get(id);
    if (why !== undefined) {
      const inputsAtHand = upstream(task).every((input) => found.get(input)?.atHand === true);
      const ready = inputsAtHand ? jobs.get(id) : undefined;
      states.set(id, { status: 'stale', reason: why, ready });
    } else {
      states.set(id, fresh ?? obstacle ?? { status: 'failed', reason: 'nothing is known of it' });
    }
  }
  return states;
}

function jobOf(
  task: Task,
  stages: readonly StageDescription[],
  found: ReadonlyMap<string, { readonly provenance: Provenance }>,
): Job | undefined {
  const inputs: Job['inputs'][number][] = [];
  for (const [name, input] of Object.entries(task.inputs).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const stored = 'task' in input;
    const digest = stored ? found.get(input.task)?.provenance.output : input.digest;
    if (digest === undefined) return undefined;
    inputs.push({ name, digest, stored });
  }
  const { version } = stages.find(({ name }) => name === task.stage)!;
  const { stage, subject, parameters, cost = 1 } = task;
  const key = stageKey({ stage, version, parameters, inputs });
  return { key, stage, version, subject, parameters, inputs, cost };
}

function lookUp(job: Job, known: Knowledge): (TaskState & { status: 'fresh' }) | undefined {
  const entry = known.entries.get(job.key);
  const usable = entry !== undefined && known.present.has(entry.output);
  const origin = usable ? entry : known.recorded.get(job.key);
  if (origin === undefined) return undefined;
  const { stage, version, key, parameters, inputs, output, backend } = origin;
  return {
    status: 'fresh',
    from: usable ? 'store' : 'records',
    atHand: known.present.has(output),
    // The entry may have been made for another subject with the same key.
    provenance: {
      ...{ stage, version, subject: job.subject, key },
      ...{ parameters, inputs, output, backend },
    },
  };
}

type Obstacle = TaskState & { status: 'unavailable' | 'failed' };

/** What keeps a task's bytes from being had: a failure, a missing need, or an input's obstacle. */
function findObstacles(
  tasks: ReadonlyMap<string, Task>,
  jobs: ReadonlyMap<string, Job>,
  found: ReadonlyMap<string, TaskState & { status: 'fresh' }>,
  { stages, failures, missing }: Knowledge,
): ReadonlyMap<string, Obstacle> {
  const obstacles = new Map<string, Obstacle>();
  for (const [id, task] of tasks) {
    if (found.get(id)?.atHand === true) continue;
    const failure = failures.get(jobs.get(id)?.key ?? '');
    const { needs } = stages.find(({ name }) => name === task.stage)!;
    const lacking = needs.find((need) => missing[need] !== undefined);
    const blocked = upstream(task).find((input) => obstacles.has(input));
    if (failure !== undefined) {
      obstacles.set(id, { status: 'failed', reason: failure });
    } else if (lacking !== undefined) {
      obstacles.set(id, { status: 'unavailable', reason: missing[lacking]! });
    } else if (blocked !== undefined) {
      const { status, reason } = obstacles.get(blocked)!;
      const cause = status === 'failed' ? `waits for ${blocked}, which failed` : reason;
      obstacles.set(id, { status: 'unavailable', reason: cause });
    }
  }
  return obstacles;
}

/** Tasks that are to be computed and why: stale ones, and fresh ones whose bytes are wanted. */
function findWork(
  tasks: ReadonlyMap<string, Task>,
  found: ReadonlyMap<string, TaskState & { status: 'fresh' }>,
  obstacles: ReadonlyMap<string, Obstacle>,
  { wanted }: Knowledge,
): ReadonlyMap<string, string> {
  const work = new Map<string, string>();
  const readers = new Map<string, string>();
  // Readers come after what they read, so going backwards meets them first.
  for (const [id, task] of [...tasks].reverse()) {
    if (obstacles.has(id)) continue;
    const state = found.get(id);
    const reader = readers.get(id) ?? (wanted.has(id) ? 'the next step' : undefined);
    if (state === undefined) work.set(id, whyStale(task, found));
    else if (!state.atHand && reader !== undefined) {
      work.set(id, `only its digest is recorded, and ${reader} reads its bytes`);
    }
    if (work.has(id)) for (const input of upstream(task)) readers.set(input, taskId(task));
  }
  return work;
}

function whyStale(task: Task, found: ReadonlyMap<string, unknown>): string {
  const waitsFor = upstream(task).find((input) => !found.has(input));
  return waitsFor === undefined ? 'not computed yet' : `waits for ${waitsFor}`;
}
