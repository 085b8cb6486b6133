import { mirroredPlace } from '../actions/kernel.ts';
import type { AlignedKernel } from './aligned-kernels.ts';
import type { FittedCircuit } from './fitted-circuit.ts';
import type { KernelTable } from './kernel-table.ts';
import { averageTurned } from './turned-kernels.ts';

/**
 * Kernels that the mirror ties, two by two: the second one flipped, both averaged in the frame of the
 * pair's first unit. One for every single unit, or straight and crosswise between two pairs.
 */
export function mirroredKernels(
  table: KernelTable,
  { from, to }: Pick<FittedCircuit, 'from' | 'to'>,
): AlignedKernel[] {
  const { size, sources, values } = table;
  const area = size * size;
  const kernel = (t: number, s: number): Float64Array =>
    values.slice((t * sources + s) * area, (t * sources + s + 1) * area);
  const flipped = (k: Float64Array): Float64Array =>
    k.map((_, place) => k[mirroredPlace(place, size)]!);
  const average = (one: Float64Array, other: Float64Array) =>
    averageTurned([one, flipped(other)], [0, 0], size);
  if (from.elements === null) {
    return from.units.map((unit, s) => ({
      unit,
      delta: null,
      ...average(kernel(0, s), kernel(1, s)),
    }));
  }
  if (to.elements === null) {
    return to.units.map((unit, t) => ({
      unit,
      delta: null,
      ...average(kernel(t, 0), kernel(t, 1)),
    }));
  }
  return [
    { unit: null, delta: 0, ...average(kernel(0, 0), kernel(1, 1)) },
    { unit: null, delta: 1, ...average(kernel(1, 0), kernel(0, 1)) },
  ];
}
