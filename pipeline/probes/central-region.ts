import type { ReceptiveField } from '../records/model.ts';

/** Where a map's positions lie in the picture. */
export type MapGrid = Pick<ReceptiveField, 'start' | 'stride'>;

/**
 * The positions [x, y] of a map whose receptive-field centre lies within `radius` (pixels) of the
 * centre of a picture of height and width: a disc, so that no direction is preferred, and the same
 * disc for every layer, so that a turn or a change of scale moves the same part of the picture.
 *
 * @throws RangeError where there is none
 */
export function centralRegion(
  grid: MapGrid,
  [height, width]: readonly [number, number],
  radius: number,
): (readonly [x: number, y: number])[] {
  const near = (middle: number): number[] => {
    const first = Math.max(0, Math.ceil((middle - radius - grid.start) / grid.stride));
    const last = Math.floor((middle + radius - grid.start) / grid.stride);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  };
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  const positions = near(middleY).flatMap((y) =>
    near(middleX)
      .filter((x) => {
        const dx = grid.start + grid.stride * x - middleX;
        const dy = grid.start + grid.stride * y - middleY;
        return Math.hypot(dx, dy) <= radius;
      })
      .map((x) => [x, y] as const),
  );
  if (positions.length > 0) return positions;
  throw new RangeError(
    `no position of stride ${String(grid.stride)} lies within ${String(radius)} pixels of the centre`,
  );
}

/**
 * Whether the receptive field of a position in the disc of `radius` can meet the picture's border, or
 * the `reach` pixels inside it where a transformed picture shows what lay outside.
 */
export function borderReaches(
  field: Pick<ReceptiveField, 'size'>,
  [height, width]: readonly [number, number],
  radius: number,
  reach: number,
): boolean {
  return radius + (field.size - 1) / 2 + reach > (Math.min(height, width) - 1) / 2;
}
