import type { StageEntry } from '../store/stage-index.ts';
import type { ResourceRequest } from './atlas-modules.ts';

/** Everything that a worker is told once. */
export interface WorkerSetup {
  /** Address of the module that exports `stages` and `openResources`. */
  readonly stages: string;
  readonly store: { readonly root: string; readonly committed: readonly string[] };
  readonly request: ResourceRequest;
}

/** What a worker says. A job is answered by exactly one entry or failure. */
export type WorkerMessage =
  | { readonly kind: 'entry'; readonly entry: StageEntry }
  | { readonly kind: 'failure'; readonly line: string }
  | { readonly kind: 'note'; readonly line: string };
