import type { Circuit } from '../../pipeline/records/index.ts';
import type { OrientedPair } from './choose-members.ts';

/** Two connections that a mirror ties: the second one's kernel is the first one's, flipped. */
export interface MirrorTie {
  readonly first: OrientedPair;
  readonly second: OrientedPair;
}

/**
 * The ties of a mirror circuit: one for every single unit, or two between two pairs (of like partners
 * and of unlike ones).
 */
export function mirrorTies({ from, to }: Pick<Circuit, 'from' | 'to'>): MirrorTie[] {
  if (from.elements === null) {
    return from.units.map((_, source) => ({
      first: { source, target: 0 },
      second: { source, target: 1 },
    }));
  }
  if (to.elements === null) {
    return to.units.map((_, target) => ({
      first: { source: 0, target },
      second: { source: 1, target },
    }));
  }
  return [0, 1].map((source) => ({
    first: { source, target: 0 },
    second: { source: 1 - source, target: 1 },
  }));
}
