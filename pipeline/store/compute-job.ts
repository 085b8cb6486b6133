import type { ComputeArguments, Parameters, Stage } from './stage.ts';
import type { StageEntry } from './stage-index.ts';
import type { Store } from './store.ts';

/** A task whose inputs are all known by digest: everything an executor has to be told. */
export interface Job {
  readonly key: string;
  readonly stage: string;
  readonly version: number;
  readonly subject: string;
  readonly parameters: Parameters;
  /** `stored` inputs are read from the store; the others are sources outside it. */
  readonly inputs: readonly {
    readonly name: string;
    readonly digest: string;
    readonly stored: boolean;
  }[];
  readonly cost: number;
}

/** Computes a job and keeps its artifact and entry in the store before it answers. */
export type Executor = (job: Job) => Promise<StageEntry>;

/** Runs a job's stage here: reads the inputs, computes, writes the object, then the entry. */
export async function computeJob<Resources>(
  job: Job,
  context: {
    readonly stages: readonly Stage<Resources>[];
    readonly resources: Resources;
    readonly store: Store;
  },
): Promise<StageEntry> {
  const stage = context.stages.find(({ name }) => name === job.stage);
  if (stage?.version !== job.version) {
    throw new Error(`there is no version ${String(job.version)} of stage ${job.stage}`);
  }
  const inputs: Record<string, Uint8Array> = {};
  const sources: Record<string, string> = {};
  for (const { name, digest, stored } of job.inputs) {
    if (!stored) {
      sources[name] = digest;
      continue;
    }
    const bytes = await context.store.objects.get(digest);
    if (bytes === undefined) throw new Error(`input ${name} (${digest}) is not in the store`);
    inputs[name] = bytes;
  }
  const args: ComputeArguments<Resources> = {
    parameters: job.parameters,
    inputs,
    sources,
    resources: context.resources,
  };
  const start = performance.now();
  const { bytes, backend } = await stage.compute(args);
  const seconds = (performance.now() - start) / 1000;
  const { key, version, subject, parameters, cost } = job;
  const entry: StageEntry = {
    stage: job.stage,
    version,
    subject,
    key,
    parameters: { ...parameters },
    inputs: job.inputs.map(({ name, digest }) => ({ name, digest })),
    // The object comes first: an entry is a promise that its object was there.
    output: await context.store.objects.put(bytes),
    backend,
    seconds,
    cost,
  };
  await context.store.index.put(entry);
  return entry;
}
