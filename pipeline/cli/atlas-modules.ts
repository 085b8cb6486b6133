import type { EmitArguments } from '../atlas/emit-arguments.ts';
import type { EmittedPart } from '../atlas/emit-pictures.ts';
import type { ResourceRequest } from '../atlas/resources.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Provenance } from '../records/provenance.ts';
import type { Known, Stage, Task } from '../store/stage.ts';

export type { EmitArguments, ResourceRequest };

export interface StagesModule {
  readonly stages: readonly Stage<unknown>[];
  /** What the stages share within a worker, or a promise of it. */
  openResources(request: ResourceRequest): unknown;
}

export interface TaskGraphModule {
  taskGraph(model: ModelFile, known: Known): Promise<readonly Task[]>;
}

export interface EmitModule {
  /**
   * All generated files of a model by path below the project's root: under `content/atlas/<model>/`
   * and `public/atlas/<model>/`, whose other files are removed, and the registers
   * `content/tags.csv` and `content/claims.yaml`. Without provenance.json, which the command adds.
   */
  emitRecords(args: EmitArguments): Promise<ReadonlyMap<string, Uint8Array | string>>;
  /** What there is to write where pictures alone are new; undefined where it is not so. */
  emitPictures?(
    args: EmitArguments,
    before: readonly Provenance[],
  ): Promise<EmittedPart | undefined>;
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
