/**
 * A stage is a pure function from parameters and artifacts to one artifact; a task is one run of a
 * stage on one subject. Everything else in this folder decides which tasks have to be computed.
 */

/** What a stage reads that is neither a parameter nor an artifact, and may not be at hand. */
export type Need = 'weights' | 'photographs';

export type Parameters = Readonly<Record<string, unknown>>;

export interface StageDescription {
  readonly name: string;
  /** Raised whenever the code changes in a way that can change the bytes. */
  readonly version: number;
  readonly needs: readonly Need[];
}

export interface ComputeArguments<Resources> {
  readonly parameters: Parameters;
  /** Bytes of the inputs that are outputs of other tasks. */
  readonly inputs: Readonly<Record<string, Uint8Array>>;
  /** Digests of the inputs that lie outside the store: a model's tensors, an image set. */
  readonly sources: Readonly<Record<string, string>>;
  readonly resources: Resources;
}

export interface Artifact {
  readonly bytes: Uint8Array;
  /** What did the arithmetic, e.g. `wasm`. */
  readonly backend: string;
}

export interface Stage<Resources> extends StageDescription {
  compute(args: ComputeArguments<Resources>): Promise<Artifact>;
}

/** The output of another task, or something outside the store known by its declared digest. */
export type TaskInput = { readonly task: string } | { readonly digest: string };

export interface Task {
  readonly stage: string;
  /** What is computed, for people: `inception_3b/output`, `inception_3b/output:206`. Not in the key. */
  readonly subject: string;
  readonly parameters: Parameters;
  readonly inputs: Readonly<Record<string, TaskInput>>;
  /** Whether the records can be written without it where its needs are not at hand. */
  readonly optional?: boolean | undefined;
  /** Expected effort relative to other tasks of the stage, for the estimate of time; 1 if absent. */
  readonly cost?: number | undefined;
}

/** A task's name within its graph. */
export function taskId(task: Pick<Task, 'stage' | 'subject'>): string {
  return `${task.stage} ${task.subject}`;
}

/**
 * Output of a task by id; undefined while it is not known. Asking makes the bytes wanted: the graph
 * is evaluated again as soon as they are there.
 */
export type Known = (id: string) => Promise<Uint8Array | undefined>;

/**
 * All tasks, as far as they can be told from the outputs known so far: a function that is evaluated
 * again whenever an output it asked for becomes known, until it adds nothing. It must ask only for
 * outputs of tasks that it lists.
 */
export type TaskGraph = (known: Known) => Promise<readonly Task[]>;
