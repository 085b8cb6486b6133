import { computeJob, type Executor } from '../../pipeline/store/compute-job.ts';
import { plan, run, type Outcome, type Reporter } from '../../pipeline/store/schedule.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';
import type { Stage, Task, TaskGraph, TaskInput } from '../../pipeline/store/stage.ts';
import type { Survey, SurveyOptions } from '../../pipeline/store/survey.ts';

/** Arithmetic as stages: every output is a number, or a list of numbers, as JSON. */
export interface ToyResources {
  /** Names of the stages in the order in which they were computed, with their result. */
  readonly log: string[];
}

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
export const decode = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function stage(
  name: string,
  compute: (values: readonly number[], parameters: Record<string, number>) => unknown,
  needs: Stage<ToyResources>['needs'] = [],
): Stage<ToyResources> {
  return {
    name,
    version: 1,
    needs,
    async compute({ inputs, parameters, resources }) {
      const values = Object.values(inputs).map((bytes) => decode(bytes) as number);
      const result = compute(values, parameters as Record<string, number>);
      resources.log.push(`${name} ${JSON.stringify(result)}`);
      return { bytes: encode(result), backend: 'toy' };
    },
  };
}

export const toyStages: readonly Stage<ToyResources>[] = [
  stage('measure', (_, { value }) => value, ['weights']),
  stage('parity', ([value]) => value! % 2),
  stage('sum', (values, { extra = 0 }) => values.reduce((sum, value) => sum + value, extra)),
  stage('count', ([value]) => Array.from({ length: value! }, (_, i) => i)),
  stage('item', (_, { index }) => index),
  stage('broken', () => {
    throw new Error('the toy is broken\nin its second line');
  }),
];

export function task(
  stageName: string,
  subject: string,
  parameters: Task['parameters'] = {},
  inputs: readonly string[] = [],
): Task {
  const named = inputs.map((id): [string, TaskInput] => [id, { task: id }]);
  return { stage: stageName, subject, parameters, inputs: Object.fromEntries(named) };
}

export const silent: Reporter = {
  failed: () => undefined,
  progress: () => undefined,
  now: () => 0,
};

export interface ToyRun {
  readonly outcome: Outcome;
  /** What was computed, in order. */
  readonly log: readonly string[];
  /** Result of a task as a value. */
  value(id: string): Promise<unknown>;
}

export interface ToyOptions extends Partial<Omit<SurveyOptions, 'graph' | 'store'>> {
  readonly workers?: number;
  readonly reporter?: Reporter;
  readonly executor?: (execute: Executor) => Executor;
  readonly note?: (line: string) => void;
}

/** Runs a toy graph in this process against the store at `root`. */
export async function runToy(
  root: string,
  graph: readonly Task[] | TaskGraph,
  options: ToyOptions = {},
): Promise<ToyRun> {
  const { workers = 1, reporter = silent, executor = (execute) => execute } = options;
  const survey = toySurvey(root, graph, options);
  const log: string[] = [];
  const stages = survey.stages as readonly Stage<ToyResources>[];
  const execute: Executor = (job) =>
    computeJob(job, { stages, resources: { log }, store: survey.store });
  const outcome = await run({ ...survey, workers, reporter, execute: executor(execute) });
  return {
    outcome,
    log,
    async value(id) {
      const state = outcome.tasks.find((each) => each.id === id)?.state;
      const digest = state?.status === 'fresh' ? state.provenance.output : undefined;
      const bytes = digest === undefined ? undefined : await outcome.read(digest);
      return bytes === undefined ? undefined : decode(bytes);
    },
  };
}

export function planToy(
  root: string,
  graph: readonly Task[] | TaskGraph,
  options: ToyOptions = {},
): Promise<Survey> {
  return plan(toySurvey(root, graph, options));
}

function toySurvey(
  root: string,
  graph: readonly Task[] | TaskGraph,
  { stages = toyStages, recorded = [], missing = {}, wanted, note }: ToyOptions,
): SurveyOptions & { readonly store: Store } {
  return {
    graph: typeof graph === 'function' ? graph : () => Promise.resolve(graph),
    store: openStore({ root, note: note ?? (() => undefined) }),
    ...{ stages, recorded, missing },
    ...(wanted === undefined ? {} : { wanted }),
  };
}

/** States by id, in a word or two. */
export function statuses({ tasks }: Survey): Record<string, string> {
  return Object.fromEntries(
    tasks.map(({ id, state }) => {
      if (state.status !== 'fresh') return [id, `${state.status}: ${state.reason}`];
      return [id, state.from === 'store' ? 'fresh' : 'fresh, from records'];
    }),
  );
}
