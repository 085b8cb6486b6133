import type { Colour } from '../actions/oklab.ts';
import { rotatePoint } from '../actions/planar.ts';

/**
 * What a stimulus shows at (x, y), in pixels from its centre, x to the right and y down: a lightness or
 * a colour, sRGB-encoded in [0, 1]. Rasterising, antialiasing and the aperture happen elsewhere.
 */
export type Painting = (x: number, y: number) => number | Colour;

/** The painting turned about its centre by `degrees`, clockwise on the screen; exact at 0. */
export function turned(painting: Painting, degrees: number): Painting {
  // The inverse turn takes a point of the turned painting to the point of `painting` it shows.
  const [cos, sin] = rotatePoint(1, 0, degrees);
  return (x, y) => painting(cos * x + sin * y, cos * y - sin * x);
}
