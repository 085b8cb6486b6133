import { greyAxisRotation } from '../actions/grey-axis.ts';
import { rotatePoint, type Raster } from '../actions/planar.ts';
import { sampleBicubic } from '../actions/sample-bicubic.ts';

/** How a kernel has been moved from its family's template. */
export interface KernelElement {
  /** Degrees, clockwise on the screen. */
  readonly turn: number;
  /** Degrees about the grey axis. */
  readonly hue: number;
  readonly mirrored: boolean;
}

export const UNMOVED: KernelElement = { turn: 0, hue: 0, mirrored: false };

/** The places [x, y] of a square kernel that every turn about its centre keeps inside it. */
export function kernelDisc(side: number): (readonly [x: number, y: number])[] {
  const half = (side - 1) / 2;
  return allPlaces(side).filter(([x, y]) => Math.hypot(x - half, y - half) <= half);
}

export function allPlaces(side: number): (readonly [x: number, y: number])[] {
  return Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)] as const);
}

/**
 * The kernel, [y, x, RGB], with its element undone, at the given places and scaled to unit norm:
 * turned back about its centre (Catmull–Rom; exactly for quarter turns), its colours turned back about
 * the grey axis, mirrored left-right (exactly).
 *
 * @returns [place, channel], row-major; zeros for a kernel of zeros
 */
export function alignKernel(
  kernel: Raster,
  { turn, hue, mirrored }: KernelElement,
  places: readonly (readonly [x: number, y: number])[],
): Float64Array {
  const { width, height, channels } = kernel;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const aligned = new Float64Array(places.length * channels);
  for (const [i, [x, y]] of places.entries()) {
    const [u, v] = rotatePoint((mirrored ? -1 : 1) * (x - middleX), y - middleY, turn);
    sampleBicubic(kernel, u + middleX, v + middleY, aligned, i * channels);
  }
  if (hue !== 0) turnColours(aligned, -hue);
  const norm = Math.sqrt(aligned.reduce((sum, weight) => sum + weight * weight, 0));
  return norm === 0 ? aligned : aligned.map((weight) => weight / norm);
}

function turnColours(weights: Float64Array, degrees: number): void {
  const rows = greyAxisRotation(degrees);
  for (let i = 0; i < weights.length; i += 3) {
    const colour = weights.slice(i, i + 3);
    rows.forEach((row, channel) => {
      weights[i + channel] = row[0] * colour[0]! + row[1] * colour[1]! + row[2] * colour[2]!;
    });
  }
}
