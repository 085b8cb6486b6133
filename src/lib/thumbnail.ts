import type { Circuit } from '../../pipeline/records/index.ts';
import { type CircuitKernels, type Kernel, readKernels } from './circuit-kernels.ts';
import { kernelPeak } from './weight-map.ts';

/** Positions a side that a thumbnail shows at most: the middle of larger kernels. */
const SIDE = 7;

export interface Thumbnail {
  readonly kernel: Kernel;
  readonly size: readonly [number, number];
}

/** The aligned kernel of a circuit with the strongest weight, cut to its middle. */
export function thumbnailOf(
  circuit: Circuit,
  { size, mean }: CircuitKernels = readKernels(circuit),
): Thumbnail {
  const means = circuit.aligned.map((_, i) => mean(i));
  const strongest = means.reduce((best, kernel) =>
    Math.abs(kernelPeak(kernel)) > Math.abs(kernelPeak(best)) ? kernel : best,
  );
  const [height, width] = size;
  const [rows, columns] = [Math.min(SIDE, height), Math.min(SIDE, width)];
  const [top, left] = [Math.floor((height - rows) / 2), Math.floor((width - columns) / 2)];
  return {
    kernel: Array.from({ length: rows * columns }, (_, i) => {
      const [y, x] = [top + Math.floor(i / columns), left + (i % columns)];
      return strongest[y * width + x]!;
    }),
    size: [rows, columns],
  };
}
