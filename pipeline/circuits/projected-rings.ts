import { rings } from './kernel-rings.ts';
import type { KernelTable } from './kernel-table.ts';

const RADIANS = Math.PI / 180;

/** One ring of all kernels of a table, against e^(i n φ): all that fits need of it. */
export interface ProjectedRing {
  /** Mean distance from the middle, positions. */
  readonly radius: number;
  /** Degrees, one a position. */
  readonly angles: readonly number[];
  /** Σ over positions of K cos n φ and K sin n φ: by n, [target, source]. */
  readonly real: readonly Float64Array[];
  readonly imaginary: readonly Float64Array[];
  /** Σ of K², [target, source]. */
  readonly power: Float64Array;
}

/** The rings of a table's kernels with harmonics 0 … `highest` of the position's angle. */
export function projectRings(
  { size, sources, targets, values }: KernelTable,
  highest: number,
): readonly ProjectedRing[] {
  const area = size * size;
  const pairs = sources * targets;
  return rings(size).map(({ radius, places }) => {
    const top = radius === 0 ? 0 : highest;
    const real = Array.from({ length: top + 1 }, () => new Float64Array(pairs));
    const imaginary = real.map(() => new Float64Array(pairs));
    const power = new Float64Array(pairs);
    for (const { index, angle } of places) {
      for (let n = 0; n <= top; n++) {
        const cosine = Math.cos(n * angle * RADIANS);
        const sine = Math.sin(n * angle * RADIANS);
        const [re, im] = [real[n]!, imaginary[n]!];
        for (let pair = 0; pair < pairs; pair++) {
          const value = values[pair * area + index]!;
          re[pair] = re[pair]! + value * cosine;
          im[pair] = im[pair]! + value * sine;
        }
      }
      for (let pair = 0; pair < pairs; pair++) {
        power[pair] = power[pair]! + values[pair * area + index]! ** 2;
      }
    }
    return { radius, angles: places.map(({ angle }) => angle), real, imaginary, power };
  });
}
