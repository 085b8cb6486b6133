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
 * Draws a kernel (row-major, y down) as one path a shade; neighbours of equal shade in a row are
 * joined.
 * @param size [height, width] of the kernel.
 * @param largest magnitude at the ends of the table's scale.
 * @param origin [x, y] of the kernel's upper left corner, in cells.
 */
export function weightMap(
  kernel: ArrayLike<number>,
  size: readonly [number, number],
  largest: number,
  origin: readonly [number, number] = [0, 0],
): WeightCells[] {
  const paths = new Map<number, string>();
  const [height, width] = size;
  for (let row = 0; row < height; row += 1) {
    const level = (column: number) => weightLevel(kernel[row * width + column]!, largest);
    for (let start = 0; start < width;) {
      const shade = level(start);
      let end = start + 1;
      while (end < width && level(end) === shade) end += 1;
      if (shade !== 0) {
        const [x, y] = [origin[0] + start, origin[1] + row].map(String);
        const run = String(end - start);
        paths.set(shade, `${paths.get(shade) ?? ''}M${x!} ${y!}h${run}v1h-${run}z`);
      }
      start = end;
    }
  }
  return [...paths].map(([level, path]) => ({ level, path })).sort((a, b) => a.level - b.level);
}

/** The largest magnitude in some kernels: the end of their one scale. */
export function largestWeight(kernels: Iterable<ArrayLike<number>>): number {
  let largest = 0;
  for (const kernel of kernels) largest = Math.max(largest, Math.abs(kernelPeak(kernel)));
  return largest;
}

/** Sum of a kernel over its positions. */
export function kernelSum(kernel: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < kernel.length; i += 1) sum += kernel[i]!;
  return sum;
}

/** The weight of largest magnitude at one position, signed. */
export function kernelPeak(kernel: ArrayLike<number>): number {
  let peak = 0;
  for (let i = 0; i < kernel.length; i += 1) {
    if (Math.abs(kernel[i]!) > Math.abs(peak)) peak = kernel[i]!;
  }
  return peak;
}

/** A kernel seen in the left-right mirror. */
export function flippedKernel(
  kernel: ArrayLike<number>,
  [, width]: readonly [number, number],
): number[] {
  return Array.from(kernel, (_, i) => kernel[i - (i % width) + (width - 1 - (i % width))]!);
}
