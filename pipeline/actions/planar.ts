/**
 * Rotations of the plane, and the one place where the atlas fixes its conventions:
 *
 * - Image coordinates: x grows to the right, y grows DOWNWARD; the centre of pixel 0 is 0.
 * - An angle is measured from +x towards +y. Because y points down, a growing angle turns
 *   CLOCKWISE ON THE SCREEN: 0° points right, 90° down, 180° left, 270° up.
 * - The element of a curve is the direction of its outward normal, from its centre of curvature
 *   to the curve. Turning the image by g adds g to the element.
 * - The action on images is (g·f)(p) = f(g⁻¹ p): the content turns clockwise by g.
 *
 * Laws: identity acts as identity; acting by b and then by a equals acting by a·b; the inverse
 * undoes. They hold exactly for quarter turns of odd (and even) square grids, and up to the
 * interpolation's error otherwise.
 */

const RADIANS = Math.PI / 180;

/** cos and sin of an angle in degrees, exact at multiples of 90°. */
export function direction(degrees: number): readonly [x: number, y: number] {
  const quarter = degrees / 90;
  if (Number.isInteger(quarter)) {
    const turns = ((quarter % 4) + 4) % 4;
    return [[1, 0] as const, [0, 1] as const, [-1, 0] as const, [0, -1] as const][turns]!;
  }
  return [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
}

/** The point (x, y) turned by `degrees` about the origin, clockwise on the screen. */
export function rotatePoint(x: number, y: number, degrees: number): [x: number, y: number] {
  const [cos, sin] = direction(degrees);
  return [cos * x - sin * y, sin * x + cos * y];
}

/** A square or rectangular picture: `data` is [y, x, channel], row-major. */
export interface Raster {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/**
 * The picture turned by `degrees` about its centre, bilinearly sampled; what comes from outside is
 * `fill`. Quarter turns of a square picture only move pixels.
 */
export function rotateRaster(picture: Raster, degrees: number, fill = 0): Raster {
  const { height, width, channels, data } = picture;
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const out = new Float32Array(data.length);
  const at = (y: number, x: number, c: number): number =>
    y < 0 || x < 0 || y >= height || x >= width ? fill : data[(y * width + x) * channels + c]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [px, py] = rotatePoint(x - centreX, y - centreY, -degrees);
      const sourceX = px + centreX;
      const sourceY = py + centreY;
      const x0 = Math.floor(sourceX);
      const y0 = Math.floor(sourceY);
      const fx = sourceX - x0;
      const fy = sourceY - y0;
      for (let c = 0; c < channels; c++) {
        const top = fx === 0 ? at(y0, x0, c) : (1 - fx) * at(y0, x0, c) + fx * at(y0, x0 + 1, c);
        const bottom =
          fy === 0
            ? 0
            : fx === 0
              ? at(y0 + 1, x0, c)
              : (1 - fx) * at(y0 + 1, x0, c) + fx * at(y0 + 1, x0 + 1, c);
        out[(y * width + x) * channels + c] = (1 - fy) * top + fy * bottom;
      }
    }
  }
  return { height, width, channels, data: out };
}
