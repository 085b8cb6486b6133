import type { Random } from '../numerics/random.ts';

/** How far a picture may move between two looks. There is no rotation: it would blur orientation. */
export interface TransformRange {
  /** Largest shift along each axis, pixels. */
  readonly jitter: number;
  /** Largest relative change of size. */
  readonly scale: number;
}

/** One look: picture coordinates = centre + factor · (pixel − centre of the view) + shift. */
export interface Look {
  readonly factor: number;
  /** [y, x], pixels. */
  readonly shift: readonly [number, number];
}

/** The look straight on. */
export const STRAIGHT: Look = { factor: 1, shift: [0, 0] };

/** Draws a look: uniform whole-pixel shifts and a uniform factor. With both ranges 0 it is straight on. */
export function randomLook({ jitter, scale }: TransformRange, random: Random): Look {
  const shift = () => random.integer(2 * jitter + 1) - jitter;
  return { factor: 1 + scale * (2 * random.uniform() - 1), shift: [shift(), shift()] };
}

/**
 * Picture coordinates [y, x] of the pixels of a view of `length` pixels a side, whose pixel
 * `viewCentre` sees the picture's `pictureCentre` when looking straight on.
 */
export function viewCoordinates(
  look: Look,
  length: number,
  viewCentre: number,
  pictureCentre: number,
): [Float64Array, Float64Array] {
  const along = (shift: number) =>
    Float64Array.from(
      { length },
      (_, pixel) => pictureCentre + look.factor * (pixel - viewCentre) + shift,
    );
  return [along(look.shift[0]), along(look.shift[1])];
}
