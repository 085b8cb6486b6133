import type { Variant } from './resources.ts';

export const trained: Variant = { kind: 'trained' };

/** The control network shown beside every model. */
export const shuffled = { kind: 'shuffled', seed: 1 } as const satisfies Variant;
