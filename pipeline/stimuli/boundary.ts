/** How close to a boundary a sample counts as lying on it, pixels: beyond rounding, below all else. */
const ON_BOUNDARY = 1e-9;

/**
 * 1 below zero and 0 above; ½ at zero, where a boundary runs through the sample itself: counted to
 * either side, it would shift upright boundaries and no others.
 */
export function below(distance: number): number {
  return distance < -ON_BOUNDARY ? 1 : distance > ON_BOUNDARY ? 0 : 0.5;
}

/**
 * From 1 to 0 along half a cosine, `width` pixels wide and centred on zero: a blurred {@link below}.
 * Width 0 is the sharp boundary.
 */
export function softBelow(distance: number, width: number): number {
  if (distance <= -width / 2 || distance >= width / 2) return below(distance);
  return 0.5 - 0.5 * Math.sin((Math.PI * distance) / width);
}
