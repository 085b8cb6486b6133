/** Positions of a square kernel at about one distance from its middle. */
export interface Ring {
  /** Mean distance in positions. */
  readonly radius: number;
  /** Index y · size + x and angle (degrees, clockwise on the screen) of every position. */
  readonly places: readonly { readonly index: number; readonly angle: number }[];
}

/** Up to this distance, in positions, rings hold equal distances; beyond, distances that round alike. */
const EXACT = 3;

/** The rings of a kernel, the middle first; together they hold every position once. */
export function rings(size: number): Ring[] {
  const middle = (size - 1) / 2;
  const byDistance = new Map<number, { index: number; angle: number; distance: number }[]>();
  for (let index = 0; index < size * size; index++) {
    const x = (index % size) - middle;
    const y = Math.floor(index / size) - middle;
    const distance = Math.hypot(x, y);
    const key = distance <= EXACT ? x * x + y * y : Math.round(distance) ** 2;
    const places = byDistance.get(key) ?? [];
    places.push({ index, angle: (Math.atan2(y, x) * 180) / Math.PI, distance });
    byDistance.set(key, places);
  }
  return [...byDistance.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, places]) => ({
      radius: places.reduce((sum, { distance }) => sum + distance, 0) / places.length,
      places: places.map(({ index, angle }) => ({ index, angle })),
    }));
}
