import { rotatePoint } from '../actions/planar.ts';
import { BACKGROUND } from './stimulus.ts';

/** A square RGB picture, [y, x, 3] on 0–255, row-major. */
export interface SquarePicture {
  readonly size: number;
  readonly data: ArrayLike<number>;
}

/**
 * How a patch is moved before it is shown: mirrored left-right, then turned (degrees, clockwise on
 * the screen), then magnified, all about its centre.
 */
export interface Placement {
  readonly turn: number;
  readonly mirrored: boolean;
  readonly magnification: number;
}

/** Where patches may be centred so that their disc lies inside a picture: [from, to], pixels. */
export function centreRange(pictureSize: number, patchSize: number): readonly [number, number] {
  const half = (patchSize - 1) / 2;
  if (pictureSize < patchSize) {
    throw new RangeError(
      `a patch of ${String(patchSize)} px does not fit into a picture of ${String(pictureSize)} px`,
    );
  }
  return [half, pictureSize - 1 - half];
}

/**
 * The disc of a picture around a centre, moved, and faded to mid-grey from `inner` to `outer` pixels
 * from the centre of the patch, so that no corner tells one turn from another. Bilinear: exact where
 * the centre is a whole pixel and the turn a multiple of 90°. What lies outside the picture repeats
 * its edge.
 *
 * @param centre [y, x] in pixels of the picture
 * @param size odd number of pixels a side of the patch
 * @param fade radii [inner, outer] in pixels
 * @returns RGB, [y, x, 3] on 0–255
 */
export function samplePatch(
  picture: SquarePicture,
  [centreY, centreX]: readonly [number, number],
  size: number,
  { turn, mirrored, magnification }: Placement,
  [inner, outer]: readonly [number, number],
): Float32Array {
  const { data, size: side } = picture;
  const half = (size - 1) / 2;
  const grey = 255 * BACKGROUND;
  const patch = new Float32Array(size * size * 3).fill(grey);
  // The inverse of the movement takes a pixel of the patch to the place in the picture it shows.
  const [cos, sin] = rotatePoint(1 / magnification, 0, -turn);
  const flip = mirrored ? -1 : 1;
  const last = side - 1;
  for (let y = 0; y < size; y++) {
    const v = y - half;
    for (let x = 0; x < size; x++) {
      const u = x - half;
      const radius = Math.hypot(u, v);
      if (radius >= outer) continue;
      const weight =
        radius <= inner ? 1 : 0.5 + 0.5 * Math.cos((Math.PI * (radius - inner)) / (outer - inner));
      const sourceX = Math.min(last, Math.max(0, centreX + flip * (cos * u - sin * v)));
      const sourceY = Math.min(last, Math.max(0, centreY + sin * u + cos * v));
      const x0 = Math.min(last - 1, Math.floor(sourceX));
      const y0 = Math.min(last - 1, Math.floor(sourceY));
      const fx = sourceX - x0;
      const fy = sourceY - y0;
      const a = (1 - fx) * (1 - fy);
      const b = fx * (1 - fy);
      const c = (1 - fx) * fy;
      const d = fx * fy;
      const top = (y0 * side + x0) * 3;
      const bottom = top + side * 3;
      const at = (y * size + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value =
          a * data[top + channel]! +
          b * data[top + 3 + channel]! +
          c * data[bottom + channel]! +
          d * data[bottom + 3 + channel]!;
        patch[at + channel] = grey + weight * (value - grey);
      }
    }
  }
  return patch;
}
