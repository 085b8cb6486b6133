import { mirroredPlace } from '../actions/kernel.ts';
import type { LinearPath } from './linear-path.ts';

/** The end of a path that a unit belongs to. */
export type PathEnd = 'source' | 'target';

/**
 * The kernels between one unit and every unit of the other layer in coordinates that the left-right
 * mirror F keeps (even) or turns round (odd): (K[y, x] ± K[y, −x]) / √2, and the middle column. The
 * change is orthogonal, so ⟨K, L⟩ = ⟨K, L⟩even + ⟨K, L⟩odd and ⟨K, F L⟩ = ⟨K, L⟩even − ⟨K, L⟩odd.
 */
export interface ParityKernels {
  /** [unit, coordinate], row-major. */
  readonly even: Float32Array;
  readonly odd: Float32Array;
}

/** Coordinates of a kernel of so many positions a side. */
export function parityDepths(size: number): { readonly even: number; readonly odd: number } {
  return { even: size * Math.ceil(size / 2), odd: size * Math.floor(size / 2) };
}

/**
 * @param scales every target's kernels are divided by its own, see `incomingScales`
 * @param end the end at which `unit` is; the kernels are those of all units at the other end
 */
export function parityKernels(
  { size, sources, channels, kernel }: LinearPath,
  scales: Float64Array,
  end: PathEnd,
  unit: number,
): ParityKernels {
  const units = end === 'source' ? channels : sources;
  const depths = parityDepths(size);
  const even = new Float32Array(units * depths.even);
  const odd = new Float32Array(units * depths.odd);
  const first = end === 'source' ? unit * channels : unit;
  const step = end === 'source' ? 1 : channels;
  let nextEven = 0;
  let nextOdd = 0;
  for (let place = 0; place < size * size; place++) {
    const mirrored = mirroredPlace(place, size);
    if (place > mirrored) continue;
    const here = place * sources * channels + first;
    const there = mirrored * sources * channels + first;
    for (let u = 0; u < units; u++) {
      const scale = scales[end === 'source' ? u : unit]!;
      const left = kernel[here + u * step]! / scale;
      const right = kernel[there + u * step]! / scale;
      if (place === mirrored) {
        even[u * depths.even + nextEven] = left;
      } else {
        even[u * depths.even + nextEven] = (left + right) * Math.SQRT1_2;
        odd[u * depths.odd + nextOdd] = (left - right) * Math.SQRT1_2;
      }
    }
    nextEven++;
    if (place !== mirrored) nextOdd++;
  }
  return { even, odd };
}
