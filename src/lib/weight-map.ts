/** Shades of either sign in a weight picture. */
export const WEIGHT_LEVELS = 8;

export interface WeightCells {
  /** −WEIGHT_LEVELS to WEIGHT_LEVELS, never 0: cells of about no weight show the ground. */
  readonly level: number;
  /** One path for all cells of that shade; cells are unit squares, x right, y down. */
  readonly path: string;
}

/** The shade of a weight on a scale that ends at ±`largest`. */
export function weightLevel(weight: number, largest: number): number {
  if (largest <= 0) return 0;
  const share = Math.max(-1, Math.min(1, weight / largest));
  return Math.round(share * WEIGHT_LEVELS) + 0;
}

/**
 * Draws a kernel (row-major, y down) as one path a shade.
 * @param size [height, width] of the kernel.
 * @param largest magnitude at the ends of the table's scale.
 * @param origin [x, y] of the kernel's upper left corner, in cells.
 */
export function weightMap(
  kernel: readonly number[],
  size: readonly [number, number],
  largest: number,
  origin: readonly [number, number] = [0, 0],
): WeightCells[] {
  const paths = new Map<number, string>();
  kernel.forEach((weight, i) => {
    const level = weightLevel(weight, largest);
    if (level === 0) return;
    const x = origin[0] + (i % size[1]);
    const y = origin[1] + Math.floor(i / size[1]);
    paths.set(level, `${paths.get(level) ?? ''}M${String(x)} ${String(y)}h1v1h-1z`);
  });
  return [...paths].map(([level, path]) => ({ level, path })).sort((a, b) => a.level - b.level);
}

/** The largest magnitude in a table of kernels: the end of its one scale. */
export function largestWeight(kernels: readonly (readonly (readonly number[])[])[]): number {
  let largest = 0;
  for (const row of kernels) {
    for (const kernel of row) for (const w of kernel) largest = Math.max(largest, Math.abs(w));
  }
  return largest;
}

/** Sum of a kernel over its positions. */
export const kernelSum = (kernel: readonly number[]) => kernel.reduce((sum, w) => sum + w, 0);

/** The weight of largest magnitude at one position, signed. */
export const kernelPeak = (kernel: readonly number[]) =>
  kernel.reduce((peak, w) => (Math.abs(w) > Math.abs(peak) ? w : peak), 0);
