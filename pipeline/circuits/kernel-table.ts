import type { LinearPath } from './linear-path.ts';

/** Effective weights between two families: one kernel for every (target, source). */
export interface KernelTable {
  /** Degrees, one per source and per target. */
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  /** Positions a side, odd; the middle one is offset (0, 0). */
  readonly size: number;
  /** [target, source, y, x], row-major, y down. */
  readonly values: Float64Array;
}

export interface FamilyEnd {
  readonly units: readonly number[];
  /** Degrees, in the order of `units`. */
  readonly elements: readonly number[];
}

/**
 * The kernels of a linear path between the members of two families.
 *
 * @throws RangeError where the path is strided or its kernel is not centred: then there is no middle
 *   position for angles to be measured from
 */
export function kernelTable(path: LinearPath, from: FamilyEnd, to: FamilyEnd): KernelTable {
  const { size, origin, stride, kernel, sources, channels } = path;
  if (stride !== 1 || 2 * origin !== 1 - size) {
    throw new RangeError(
      `kernels are centred, with stride 1, not of size ${String(size)} from ${String(origin)} with stride ${String(stride)}`,
    );
  }
  const values = new Float64Array(to.units.length * from.units.length * size * size);
  let next = 0;
  for (const target of to.units) {
    for (const source of from.units) {
      for (let place = 0; place < size * size; place++) {
        values[next++] = kernel[(place * sources + source) * channels + target]!;
      }
    }
  }
  return { sources: from.elements, targets: to.elements, size, values };
}

/** The kernels with every target's scaled to a mean square of 1 over its sources and positions. */
export function normaliseTargets(table: KernelTable): KernelTable {
  const { targets, values } = table;
  const block = values.length / targets.length;
  const scaled = Float64Array.from(values);
  targets.forEach((_, t) => {
    const part = scaled.subarray(t * block, (t + 1) * block);
    const power = part.reduce((sum, value) => sum + value * value, 0) / block;
    if (power > 0) for (let i = 0; i < block; i++) part[i] = part[i]! / Math.sqrt(power);
  });
  return { ...table, values: scaled };
}
