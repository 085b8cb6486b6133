/**
 * Geometry of the circle of angles, in degrees. An angle points as in the records: clockwise on
 * screen from +x (y grows downward), so (cos, sin) are screen coordinates as they stand.
 */

/** The angle in [0, 360). */
export const wrap = (angle: number) => ((angle % 360) + 360) % 360;

/** `to − from` in (−180, 180]. */
export function turn(from: number, to: number): number {
  const difference = wrap(to - from);
  return difference > 180 ? difference - 360 : difference;
}

/** The point at `radius` from the origin in direction `angle`, y down. */
export function pointAt(angle: number, radius: number): readonly [x: number, y: number] {
  const radians = (angle * Math.PI) / 180;
  return [radius * Math.cos(radians), radius * Math.sin(radians)];
}

/**
 * Linear interpolation of `values`, sampled evenly over the full circle from `first`, at `angle`.
 */
export function sampleCircle(values: readonly number[], angle: number, first = 0): number {
  const position = (wrap(angle - first) / 360) * values.length;
  const below = Math.floor(position) % values.length;
  const share = position - Math.floor(position);
  return (1 - share) * values[below]! + share * values[(below + 1) % values.length]!;
}

/** Rounds for SVG attributes: one decimal, no negative zero. */
export const tidy = (value: number) => Math.round(value * 10) / 10 + 0;
