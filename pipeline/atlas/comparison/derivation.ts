import type { Derivation } from '../../records/derivation.ts';
import { stageKey } from '../../store/stage-key.ts';

/** What an entry is computed from, with its key. */
export function derivation(made: Omit<Derivation, 'key'>): Derivation {
  return { ...made, key: stageKey(made) };
}
