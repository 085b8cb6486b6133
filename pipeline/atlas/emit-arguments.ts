import type { ModelFile } from '../records/model-file.ts';
import type { Provenance } from '../records/provenance.ts';

/** What the records are assembled from. */
export interface EmitArguments {
  readonly model: ModelFile;
  /** Of every task by id, in the order of the graph; all are fresh. */
  readonly provenance: ReadonlyMap<string, Provenance>;
  /** Bytes of a task's output. */
  read(id: string): Promise<Uint8Array>;
  /** Bytes of a committed file by its path below the project's root. */
  committed(path: string): Promise<Uint8Array | undefined>;
}
