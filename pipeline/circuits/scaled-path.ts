import { incomingScales } from './kernel-table.ts';
import type { LinearPath } from './linear-path.ts';

/** The effective weights between two layers with every target's scale, see `incomingScales`. */
export interface ScaledPath {
  readonly weights: LinearPath;
  readonly scales: Float64Array;
}

/** A path, and the same weighted by what nonlinearities pass on photographs. */
export interface ScaledPaths {
  readonly path: ScaledPath;
  readonly weighted: ScaledPath | undefined;
}

export function scaledPath(weights: LinearPath): ScaledPath {
  return { weights, scales: incomingScales(weights) };
}
