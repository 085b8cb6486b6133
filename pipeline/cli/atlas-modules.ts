import type { ModelFile } from '../records/model-file.ts';
import type { Provenance } from '../records/provenance.ts';
import type { Known, Stage, Task } from '../store/stage.ts';

/** What a worker is told when it opens the resources of its stages. */
export interface ResourceRequest {
  readonly model: ModelFile;
  /** Directory of weight files. */
  readonly models: string;
  /** Directory of photograph sets. */
  readonly images: string;
  /** One of the engine's backend names; `auto` is the best one present. */
  readonly backend: string;
}

export interface StagesModule {
  readonly stages: readonly Stage<unknown>[];
  /** What the stages share within a worker, or a promise of it. */
  openResources(request: ResourceRequest): unknown;
}

export interface TaskGraphModule {
  taskGraph(model: ModelFile, known: Known): Promise<readonly Task[]>;
}

export interface EmitArguments {
  readonly model: ModelFile;
  /** Of every task by id, in the order of the graph; all are fresh. */
  readonly provenance: ReadonlyMap<string, Provenance>;
  /** Bytes of a task's output. */
  read(id: string): Promise<Uint8Array>;
  /** Bytes of a committed file by its path below the project's root, e.g. `content/tags.csv`. */
  committed(path: string): Promise<Uint8Array | undefined>;
}

export interface EmitModule {
  /**
   * All generated files of a model by path below the project's root: under `content/atlas/<model>/`
   * and `public/atlas/<model>/`, whose other files are removed, and `content/tags.csv`. Without
   * provenance.json, which the command adds.
   */
  emitRecords(args: EmitArguments): Promise<ReadonlyMap<string, Uint8Array | string>>;
}

/** Where the atlas's stages, graph and records are defined; loaded when they are needed. */
export interface AtlasModules {
  readonly stages: URL;
  readonly taskGraph: URL;
  readonly emitRecords: URL;
}

export const atlasModules: AtlasModules = {
  stages: new URL('../atlas/stages.ts', import.meta.url),
  taskGraph: new URL('../atlas/task-graph.ts', import.meta.url),
  emitRecords: new URL('../atlas/emit-records.ts', import.meta.url),
};

export async function loadStages(modules: AtlasModules): Promise<StagesModule> {
  return (await import(modules.stages.href)) as StagesModule;
}

export async function loadTaskGraph(modules: AtlasModules): Promise<TaskGraphModule> {
  return (await import(modules.taskGraph.href)) as TaskGraphModule;
}

export async function loadEmit(modules: AtlasModules): Promise<EmitModule> {
  return (await import(modules.emitRecords.href)) as EmitModule;
}
