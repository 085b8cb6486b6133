import { openObjectStore, type ObjectStore, type ObjectStoreOptions } from './object-store.ts';
import { openStageIndex, type StageIndex } from './stage-index.ts';

/** Artifacts by content digest, and how each was made by stage key. */
export interface Store {
  readonly root: string;
  readonly objects: ObjectStore;
  readonly index: StageIndex;
}

export function openStore(options: ObjectStoreOptions): Store {
  return {
    root: options.root,
    objects: openObjectStore(options),
    index: openStageIndex(options.root, options.note),
  };
}
