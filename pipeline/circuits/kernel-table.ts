import type { LinearPath } from './linear-path.ts';

/** Effective weights between some units of two layers: one kernel for every (target, source). */
export interface KernelTable {
  /** Positions a side, odd; the middle one is offset (0, 0). */
  readonly size: number;
  readonly sources: number;
  readonly targets: number;
  /** [target, source, y, x], row-major, y down. */
  readonly values: Float64Array;
}

/** Units that a group moves along a circle, or (with null) leaves where they are. */
export interface CircuitUnits {
  readonly units: readonly number[];
  /** Degrees, in the order of `units`; null for single units. */
  readonly elements: readonly number[] | null;
  /** Degrees after which elements repeat. */
  readonly period: number;
}

/**
 * The kernels of a linear path between some of its units, every target's divided by its scale.
 *
 * @param scale see `incomingScales`
 * @throws RangeError where the kernel has no middle position for angles to be measured from
 */
export function kernelTable(
  path: LinearPath,
  sources: readonly number[],
  targets: readonly number[],
  scale: (target: number) => number = () => 1,
): KernelTable {
  const { size, kernel, sources: all, channels } = path;
  if (size % 2 === 0) {
    throw new RangeError(`kernels have a middle position; these are ${String(size)} wide`);
  }
  const values = new Float64Array(targets.length * sources.length * size * size);
  let next = 0;
  for (const target of targets) {
    const factor = 1 / scale(target);
    for (const source of sources) {
      for (let place = 0; place < size * size; place++) {
        values[next++] = factor * kernel[(place * all + source) * channels + target]!;
      }
    }
  }
  return { size, sources: sources.length, targets: targets.length, values };
}

/**
 * Root mean square of every target's effective weights over all sources and positions: divided by
 * it, every target of a layer counts alike, and what a few sources explain is a share of all that the
 * target listens to. 1 for a target without weights.
 */
export function incomingScales({ size, sources, channels, kernel }: LinearPath): Float64Array {
  const power = new Float64Array(channels);
  for (let at = 0; at < kernel.length; at++) {
    const channel = at % channels;
    power[channel] = power[channel]! + kernel[at]! ** 2;
  }
  return power.map((sum) => (sum > 0 ? Math.sqrt(sum / (size * size * sources)) : 1));
}
