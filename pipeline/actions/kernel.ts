import { rotateRaster } from './planar.ts';

/**
 * Rotation of convolution kernels.
 *
 * @param kernel values [y, x, in, out], row-major, with an odd number of rows and columns
 * @param shape [height, width, in, out]; height equals width
 * @returns the spatial pattern of every (in, out) pair turned by `degrees` about the centre,
 *   clockwise on the screen; zero from outside. Quarter turns are exact.
 * @throws RangeError where the kernel is not square
 */
export function rotateKernel(
  kernel: Float32Array,
  shape: readonly [number, number, number, number],
  degrees: number,
): Float32Array {
  const [height, width, inputs, outputs] = shape;
  if (height !== width) {
    throw new RangeError(`only square kernels turn, not ${String(height)} × ${String(width)}`);
  }
  return rotateRaster({ height, width, channels: inputs * outputs, data: kernel }, degrees).data;
}

/** Where position y · size + x goes under x → size − 1 − x. */
export function mirroredPlace(place: number, size: number): number {
  const x = place % size;
  return place - x + (size - 1 - x);
}
