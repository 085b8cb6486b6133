/** Channels of a picture. */
const COLOURS = 3;

/**
 * Floating-point operations, two per multiply-add, of the matrix products that paint one picture and of
 * their gradients: colours of the axes at every coefficient, then the Fourier basis along either axis.
 *
 * @param period side of the picture, pixels: as many coefficients a side
 * @param viewSize side of what is painted of it
 */
export function paintingWork(period: number, viewSize: number): number {
  const colours = period ** 2 * COLOURS ** 2;
  const alongX = COLOURS * period * period * viewSize;
  const alongY = COLOURS * viewSize * period * viewSize;
  return 2 * 2 * (colours + alongX + alongY);
}
