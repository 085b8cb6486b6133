import type { Executor, Job } from './compute-job.ts';
import { estimateRemaining, measuredRates, type RemainingTime } from './estimate.ts';
import { oneLine } from './one-line.ts';
import { openSurveyor, type Survey, type SurveyOptions, type Surveyor } from './survey.ts';
import { taskId } from './stage.ts';

export interface Progress {
  readonly computed: number;
  /** Tasks known to be stale, those running among them. */
  readonly remaining: number;
  /** Ids of the tasks that are running. */
  readonly running: readonly string[];
  readonly time: RemainingTime;
}

/** Effects of a run: where its lines and its progress go, and the clock. */
export interface Reporter {
  failed(id: string, reason: string): void;
  progress(progress: Progress): void;
  /** Seconds on a clock that only moves forward. */
  now(): number;
}

export interface RunOptions extends SurveyOptions {
  readonly execute: Executor;
  /** Tasks computed at once. */
  readonly workers: number;
  readonly reporter: Reporter;
}

export interface Outcome extends Survey {
  /** Ids of the tasks that were computed, in the order in which they finished. */
  readonly computed: readonly string[];
  /** Bytes of an artifact by digest, or undefined where only the digest is known. */
  read(digest: string): Promise<Uint8Array | undefined>;
}

/** What a run would do: the state of every task, without computing anything. */
export async function plan(options: SurveyOptions): Promise<Survey> {
  return (await openSurveyor(options)).survey();
}

/**
 * Computes everything stale that can be computed, inputs before readers, up to `workers` tasks at
 * once. Tasks with the same key are computed once. A failure ends only what depends on it; nothing
 * of it is kept, so the next run tries again. Every artifact is in the store before the next task
 * starts: a process killed at any moment loses the tasks that were running and no others.
 */
export async function run(options: RunOptions): Promise<Outcome> {
  const { execute, workers, reporter } = options;
  const surveyor = await openSurveyor(options);
  const computed: string[] = [];
  const attempts = new Map<string, number>();
  const running = new Map<string, { job: Job; since: number; done: Promise<void> }>();
  const sound = new Set<string>();

  async function compute(job: Job): Promise<void> {
    const id = taskId(job);
    try {
      if (!(await inputsAreSound(job, surveyor, sound))) return;
      const attempt = (attempts.get(job.key) ?? 0) + 1;
      attempts.set(job.key, attempt);
      // A second time is for an object damaged since the first; then the disk is at fault.
      if (attempt > 2) throw new Error('its object was damaged as often as it was written');
      const entry = await execute(job);
      surveyor.learn(entry);
      computed.push(id);
    } catch (error) {
      surveyor.fail(job.key, oneLine(error));
      reporter.failed(id, oneLine(error));
    }
  }

  for (;;) {
    const survey = await surveyor.survey();
    const stale = survey.tasks.flatMap(({ task, state }) =>
      state.status === 'stale' ? [{ task, job: state.ready }] : [],
    );
    for (const { job } of stale) {
      if (job === undefined || running.has(job.key) || running.size >= workers) continue;
      const done = compute(job).finally(() => running.delete(job.key));
      running.set(job.key, { job, since: reporter.now(), done });
    }
    if (running.size === 0) {
      return { ...survey, computed, read: (digest) => surveyor.read(digest) };
    }
    const jobs = [...running.values()];
    const waiting = stale.filter(({ job }) => job === undefined || !running.has(job.key));
    reporter.progress({
      computed: computed.length,
      remaining: stale.length,
      running: jobs.map(({ job }) => taskId(job)),
      time: estimateRemaining(
        waiting.map(({ task }) => ({ stage: task.stage, cost: task.cost ?? 1 })),
        jobs.map(({ job, since }) => ({ ...job, elapsed: reporter.now() - since })),
        measuredRates(surveyor.entries()),
        workers,
      ),
    });
    await Promise.race(jobs.map(({ done }) => done));
  }
}

/** Reads every stored input once per run: one that is damaged is computed again before its reader. */
async function inputsAreSound(job: Job, surveyor: Surveyor, sound: Set<string>): Promise<boolean> {
  const unread = job.inputs.filter(({ digest, stored }) => stored && !sound.has(digest));
  for (const { digest } of unread) {
    if ((await surveyor.read(digest)) !== undefined) sound.add(digest);
  }
  return unread.every(({ digest }) => sound.has(digest));
}
