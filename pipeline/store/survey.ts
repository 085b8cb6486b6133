import type { Provenance } from '../records/provenance.ts';
import { resolve, type TaskState } from './resolve.ts';
import type { StageEntry } from './stage-index.ts';
import type { Need, StageDescription, Task, TaskGraph } from './stage.ts';
import type { Store } from './store.ts';
import { orderTasks } from './task-order.ts';

export interface SurveyOptions {
  readonly graph: TaskGraph;
  readonly stages: readonly StageDescription[];
  readonly store: Store;
  /** Committed provenance: outputs known by digest without their bytes. */
  readonly recorded: readonly Provenance[];
  /** Needs that are not at hand, and why, in words. */
  readonly missing: Readonly<Partial<Record<Need, string>>>;
  /** Tasks whose bytes must be at hand in the end. */
  readonly wanted?: ReadonlySet<string>;
}

export interface PlannedTask {
  readonly id: string;
  readonly task: Task;
  readonly state: TaskState;
}

export interface Survey {
  /** In an order in which every task comes after its inputs. */
  readonly tasks: readonly PlannedTask[];
  /** Tasks whose bytes would tell which further tasks there are, but cannot be had. */
  readonly unlisted: readonly string[];
}

/** The state of a task graph, kept up to date while tasks are computed. */
export interface Surveyor {
  survey(): Promise<Survey>;
  /** Bytes of an artifact, or undefined; one that turns out damaged counts as absent from then on. */
  read(digest: string): Promise<Uint8Array | undefined>;
  learn(entry: StageEntry): void;
  fail(key: string, reason: string): void;
  /** Entries with measured times, those of the store and those learnt. */
  entries(): Iterable<StageEntry>;
}

export async function openSurveyor(options: SurveyOptions): Promise<Surveyor> {
  const { graph, stages, store } = options;
  const entries = await store.index.load();
  const present = await store.objects.list();
  const recorded = new Map(options.recorded.map((provenance) => [provenance.key, provenance]));
  const failures = new Map<string, string>();
  const askedFor = new Set<string>();
  let states: ReadonlyMap<string, TaskState> = new Map();

  async function read(digest: string): Promise<Uint8Array | undefined> {
    if (!present.has(digest)) return undefined;
    const bytes = await store.objects.get(digest);
    if (bytes === undefined) present.delete(digest);
    return bytes;
  }

  /** Digest of a task's output as far as its bytes can be read. */
  function readable(id: string): string | undefined {
    const state = states.get(id);
    return state?.status === 'fresh' && state.atHand ? state.provenance.output : undefined;
  }

  /** One evaluation of the graph: the tasks, and which digest every question was answered with. */
  async function expand(): Promise<{
    tasks: ReadonlyMap<string, Task>;
    answers: ReadonlyMap<string, string | undefined>;
  }> {
    const answers = new Map<string, string | undefined>();
    const listed = await graph(async (id) => {
      askedFor.add(id);
      const digest = readable(id);
      const bytes = digest === undefined ? undefined : await read(digest);
      answers.set(id, bytes === undefined ? undefined : digest);
      return bytes;
    });
    const tasks = orderTasks(listed, stages);
    const stranger = [...answers.keys()].find((id) => !tasks.has(id));
    if (stranger !== undefined) throw new Error(`the graph asks for ${stranger}, not a task of it`);
    return { tasks, answers };
  }

  let expanded: Awaited<ReturnType<typeof expand>> | undefined;
  return {
    read,
    async survey() {
      for (;;) {
        expanded ??= await expand();
        const { tasks, answers } = expanded;
        const wanted = new Set([...askedFor, ...(options.wanted ?? [])]);
        const { missing } = options;
        states = resolve(tasks, { stages, entries, recorded, present, failures, missing, wanted });
        if ([...answers].every(([id, digest]) => readable(id) === digest)) break;
        expanded = undefined;
      }
      const { tasks, answers } = expanded;
      const unknown = [...answers].flatMap(([id, digest]) => (digest === undefined ? [id] : []));
      return {
        tasks: [...tasks].map(([id, task]) => ({ id, task, state: states.get(id)! })),
        unlisted: unknown.filter((id) => states.get(id)?.status !== 'stale'),
      };
    },
    learn(entry) {
      entries.set(entry.key, entry);
      present.add(entry.output);
    },
    fail: (key, reason) => failures.set(key, reason),
    entries: () => entries.values(),
  };
}
