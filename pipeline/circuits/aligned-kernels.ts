import { relativeElement } from './profile.ts';
import type { CircuitUnits, KernelTable } from './kernel-table.ts';
import type { CircleGroup } from './motif-terms.ts';
import { averageTurned, type AveragedKernel } from './turned-kernels.ts';

/** An average over the kernels of one single unit, or over the pairs of one relative element. */
export interface AlignedKernel extends AveragedKernel {
  readonly unit: number | null;
  /** Middle of the bin of target − source, degrees; null for a single unit. */
  readonly delta: number | null;
}

/**
 * Kernels averaged in the aligned frame: as for a member of element 0. Where both ends move, kernels
 * are turned back by the element of the end whose elements repeat later (the source's where both repeat
 * alike), and averaged by relative element in bins of `width` degrees.
 */
export function alignedKernels(
  table: KernelTable,
  group: CircleGroup,
  from: CircuitUnits,
  to: CircuitUnits,
  width: number,
): readonly AlignedKernel[] {
  const { size, sources, values } = table;
  const area = size * size;
  const kernel = (t: number, s: number): Float64Array =>
    values.subarray((t * sources + s) * area, (t * sources + s + 1) * area);
  const angle = (end: CircuitUnits, k: number): number => (group === 'hue' ? 0 : end.elements![k]!);
  if (from.elements === null) {
    return from.units.map((unit, s) => ({
      unit,
      delta: null,
      ...averageTurned(
        to.units.map((_, t) => kernel(t, s)),
        to.units.map((_, t) => angle(to, t)),
        size,
      ),
    }));
  }
  if (to.elements === null) {
    return to.units.map((unit, t) => ({
      unit,
      delta: null,
      ...averageTurned(
        from.units.map((_, s) => kernel(t, s)),
        from.units.map((_, s) => angle(from, s)),
        size,
      ),
    }));
  }
  const bins = new Map<number, { kernels: Float64Array[]; angles: number[] }>();
  to.elements.forEach((target, t) => {
    from.elements!.forEach((source, s) => {
      const delta = relativeElement(target, source, Math.min(from.period, to.period), width);
      const bin = bins.get(delta) ?? { kernels: [], angles: [] };
      bin.kernels.push(kernel(t, s));
      bin.angles.push(from.period >= to.period ? angle(from, s) : angle(to, t));
      bins.set(delta, bin);
    });
  });
  return [...bins.entries()]
    .sort(([a], [b]) => a - b)
    .map(([delta, { kernels, angles }]) => ({
      unit: null,
      delta,
      ...averageTurned(kernels, angles, size),
    }));
}
