import type { LinearPath } from './linear-path.ts';
import { mirroredPlace } from './mirror-parity.ts';

/** Effective weights as they are, not scaled by target. */
export interface MirroredKernel {
  /** [y, x], row-major, y down. */
  readonly mean: Float64Array;
  /** Standard deviation over both kernels. */
  readonly spread: Float64Array;
}

export interface Connection {
  readonly source: number;
  readonly target: number;
}

/** A kernel and the one it is tied to, averaged after the latter is mirrored. */
export function alignedKernel(
  path: LinearPath,
  first: Connection,
  partner: Connection,
): MirroredKernel {
  const { size, sources, channels, kernel } = path;
  const mean = new Float64Array(size * size);
  const spread = new Float64Array(size * size);
  for (let place = 0; place < size * size; place++) {
    const from = (place * sources + first.source) * channels;
    const mirrored = (mirroredPlace(place, size) * sources + partner.source) * channels;
    const a = kernel[from + first.target]!;
    const b = kernel[mirrored + partner.target]!;
    mean[place] = (a + b) / 2;
    spread[place] = Math.abs(a - b) / 2;
  }
  return { mean, spread };
}
