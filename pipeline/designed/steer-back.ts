import { solveRidge } from '../numerics/least-squares.ts';
import type { PlanarMove } from './planar-group.ts';
import type { SteerableBasis } from './steerable-basis.ts';

/**
 * Undoes a move of kernels that are patterns of a steerable basis, exactly and at any angle: the
 * coefficients of the moved patterns are found by least squares and given to the patterns as they were.
 * What is not in the basis is lost.
 *
 * @returns a function of kernels [y, x] of the basis's size
 */
export function steerBack(
  { samples, count, moved }: SteerableBasis,
  move: PlanarMove,
): (kernel: Float64Array) => Float64Array {
  const places = samples.length / count;
  const matrix = moved(move);
  const there = new Float64Array(samples.length);
  for (let place = 0; place < places; place++) {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += samples[place * count + k]! * matrix[k * count + j]!;
      there[place * count + j] = sum;
    }
  }
  const gram = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let at = 0; at < there.length; at += count) sum += there[at + i]! * there[at + j]!;
      gram[i * count + j] = sum;
    }
  }
  return (kernel) => {
    const right = new Float64Array(count);
    kernel.forEach((value, place) => {
      for (let j = 0; j < count; j++) right[j] = right[j]! + value * there[place * count + j]!;
    });
    const coefficients = solveRidge(gram, right, 1e-12);
    return kernel.map((_, place) =>
      coefficients.reduce((sum, c, j) => sum + c * samples[place * count + j]!, 0),
    );
  };
}
