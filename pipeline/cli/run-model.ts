import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMPARISON_RECORDS } from '../atlas/comparison/compared-folders.ts';
import { weightDirectory } from '../importers/weight-directory.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Provenance } from '../records/provenance.ts';
import { run, type Outcome } from '../store/schedule.ts';
import { loadEmit } from './atlas-modules.ts';
import type { CommandContext } from './command.ts';
import { readProvenance } from './committed-records.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { surveyModel } from './survey-model.ts';
import { openWorkerPool } from './worker-pool.ts';
import { freshProvenance, provenanceText, writeRecords } from './write-records.ts';

export interface RunModelOptions {
  readonly workers: number;
  readonly backend: string;
  /** A store to use instead of the environment's, ignoring what is recorded. */
  readonly freshStore: string | undefined;
  readonly reporter: ProgressReporter;
}

/**
 * Brings one model up to date: computes what is stale, writes the records, prints what happened.
 * Exit code 0 where everything is fresh, 1 where a task failed, 2 where something is not at hand.
 */
export async function runModel(
  model: ModelFile,
  context: CommandContext,
  { workers, backend, freshStore, reporter }: RunModelOptions,
): Promise<number> {
  const { environment, print } = context;
  if (model.layers.length === 0) {
    print(`${model.name}: nothing to do (its file lists no layers to probe)`);
    return 0;
  }
  const note = (line: string): void => {
    reporter.note(line);
  };
  const survey = await surveyModel(model, context, { note, freshStore });
  const { images, root } = environment;
  const models = weightDirectory(model, environment);
  const pool = openWorkerPool(
    {
      stages: context.atlas.stages.href,
      store: { root: survey.store.root, committed: survey.committed },
      request: { model, models, images, backend },
    },
    note,
  );
  const wanted = new Set<string>();
  const computed: string[] = [];
  const failuresBefore = reporter.failures.length;
  try {
    for (;;) {
      const { execute } = pool;
      const outcome = await run({ ...survey, wanted, execute, workers, reporter });
      reporter.end();
      computed.push(...outcome.computed);
      const failures = reporter.failures.slice(failuresBefore);
      if (failures.length > 0 || outcome.tasks.some(isAmiss)) {
        return reportIncomplete(model, outcome, computed, failures, print);
      }
      const recorded = await readProvenance(root, model.name);
      if (freshStore !== undefined) print(comparison(model, outcome, recorded));
      if (outcome.unlisted.length > 0) {
        // Part of the graph is out of sight: what is recorded of it stays as it is.
        print(summary(model, outcome, computed, { written: [], removed: [] }));
        return 0;
      }
      const result = await writeRecords(await loadEmit(context.atlas), root, model, outcome);
      if (!('missing' in result)) {
        print(summary(model, outcome, computed, result));
        if (result.written.length > 0 && existsSync(join(root, COMPARISON_RECORDS))) {
          print(`${COMPARISON_RECORDS} is computed from records: run "npm run atlas -- compare"`);
        }
        return 0;
      }
      if (isRecorded(outcome, recorded)) {
        print(summary(model, outcome, computed, { written: [], removed: [] }));
        return 0;
      }
      if (wanted.has(result.missing)) {
        note(`${model.name}: the records cannot be written without the bytes of ${result.missing}`);
        return 2;
      }
      // The records read an artifact of which only the digest is known: compute it after all.
      wanted.add(result.missing);
    }
  } finally {
    await pool.close();
  }
}

/** Not fresh, and the records need it. */
function isAmiss({ task, state }: Outcome['tasks'][number]): boolean {
  return state.status !== 'fresh' && !(task.optional && state.status === 'unavailable');
}

/** Whether the committed provenance says the same: then its records do, too. */
function isRecorded(outcome: Outcome, recorded: readonly Provenance[]): boolean {
  const now = provenanceText([...freshProvenance(outcome.tasks).values()]);
  return now === provenanceText(recorded);
}

/** How many artifacts came out with the very bytes that are recorded. */
function comparison(
  { name }: ModelFile,
  { tasks }: Outcome,
  recorded: readonly Provenance[],
): string {
  const outputs = new Map(recorded.map(({ key, output }) => [key, output]));
  const same = tasks.filter(
    ({ state }) =>
      state.status === 'fresh' && outputs.get(state.provenance.key) === state.provenance.output,
  );
  return `${name}: ${String(same.length)} of ${String(tasks.length)} artifacts equal the recorded ones`;
}

function summary(
  { name }: ModelFile,
  { tasks }: Outcome,
  computed: readonly string[],
  { written, removed }: { written: readonly string[]; removed: readonly string[] },
): string {
  const left = tasks.filter(({ state }) => state.status !== 'fresh').map(({ id }) => id);
  const without = left.length > 0 ? `, without ${left.join(', ')}` : '';
  const fresh = `${String(tasks.length - left.length)} artifacts fresh${without}`;
  const recorded = tasks.filter(({ state }) => state.status === 'fresh' && !state.atHand).length;
  const known = recorded > 0 ? `, ${String(recorded)} of them from records` : '';
  if (computed.length + written.length + removed.length === 0) {
    return `${name}: nothing to do (${fresh}${known})`;
  }
  return (
    `${name}: ${String(computed.length)} computed (${fresh}${known}); ` +
    `${String(written.length)} files written, ${String(removed.length)} removed`
  );
}

function reportIncomplete(
  { name }: ModelFile,
  { tasks }: Outcome,
  computed: readonly string[],
  failures: readonly string[],
  print: (line: string) => void,
): number {
  const fresh = tasks.filter(({ state }) => state.status === 'fresh').length;
  print(
    `${name}: ${String(computed.length)} computed, ${String(fresh)} of ${String(tasks.length)} artifacts fresh`,
  );
  for (const failure of failures) print(`failed: ${failure}`);
  const waiting = new Map<string, string[]>();
  for (const { id, state } of tasks) {
    if (state.status !== 'unavailable') continue;
    waiting.set(state.reason, [...(waiting.get(state.reason) ?? []), id]);
  }
  for (const [reason, ids] of waiting) {
    const others = ids.length > 1 ? ` and ${String(ids.length - 1)} more` : '';
    print(`unavailable: ${ids[0]!}${others}: ${reason}`);
  }
  return failures.length > 0 ? 1 : 2;
}
