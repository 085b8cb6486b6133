import { solveRidge } from '../numerics/least-squares.ts';
import { rings } from './kernel-rings.ts';

const RADIANS = Math.PI / 180;

/** A mean kernel and the standard deviation of what it is the mean of, both [y, x]. */
export interface AveragedKernel {
  readonly kernels: number;
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

/** Highest harmonic of the position's angle that a turned kernel keeps. */
const HIGHEST = 3;

/**
 * Averages kernels after turning each one back by its own angle. A small grid cannot be turned by
 * interpolation; ring by ring the kernel is written as harmonics of the position's angle, up to the
 * third, which turn exactly.
 *
 * @param kernels [y, x] each, of `size` positions a side
 * @param angles degrees, one a kernel; all 0 to average kernels as they are
 */
export function averageTurned(
  kernels: readonly Float64Array[],
  angles: readonly number[],
  size: number,
): AveragedKernel {
  const turned = angles.every((angle) => angle === 0) ? kernels : turnBack(kernels, angles, size);
  const count = turned.length;
  const mean = new Float64Array(size * size);
  const spread = new Float64Array(size * size);
  for (let place = 0; place < mean.length; place++) {
    let sum = 0;
    let squares = 0;
    for (const kernel of turned) {
      sum += kernel[place]!;
      squares += kernel[place]! ** 2;
    }
    mean[place] = sum / count;
    spread[place] = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  }
  return { kernels: count, mean, spread };
}

function turnBack(
  kernels: readonly Float64Array[],
  angles: readonly number[],
  size: number,
): readonly Float64Array[] {
  const out = kernels.map(() => new Float64Array(size * size));
  for (const { radius, places } of rings(size)) {
    const highest = radius === 0 ? 0 : Math.min(HIGHEST, Math.floor((places.length - 1) / 2));
    const terms = (angle: number): number[] => [
      1,
      ...Array.from({ length: highest }, (_, n) => [
        Math.cos((n + 1) * angle * RADIANS),
        Math.sin((n + 1) * angle * RADIANS),
      ]).flat(),
    ];
    const count = 1 + 2 * highest;
    const rows = places.map(({ angle }) => terms(angle));
    const gram = new Float64Array(count * count);
    for (const row of rows) {
      row.forEach((a, i) => {
        row.forEach((b, j) => (gram[i * count + j] = gram[i * count + j]! + a * b));
      });
    }
    kernels.forEach((kernel, k) => {
      const right = new Float64Array(count);
      places.forEach(({ index }, place) => {
        rows[place]!.forEach((term, i) => (right[i] = right[i]! + term * kernel[index]!));
      });
      const weights = solveRidge(gram, right);
      for (const { index, angle } of places) {
        // After turning back by e, what lies at φ came from φ + e.
        out[k]![index] = terms(angle + angles[k]!).reduce(
          (sum, term, i) => sum + term * weights[i]!,
          0,
        );
      }
    });
  }
  return out;
}
