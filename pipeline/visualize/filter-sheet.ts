import type { Raster } from '../actions/planar.ts';

/** Where the tiles of a sheet are: `side` pixels each, `gap` pixels between and around them. */
export interface SheetLayout {
  readonly columns: number;
  readonly rows: number;
  readonly side: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

const WHITE = 255;
const MIDDLE = 128;
const REACH = 127;

/** The layout of so many square tiles that is nearest to twice as wide as high. */
export function sheetLayout(tiles: number, side: number, gap = 1): SheetLayout {
  const columns = Math.max(1, Math.min(tiles, Math.round(Math.sqrt(2 * tiles))));
  const rows = Math.ceil(tiles / columns);
  const across = (count: number): number => count * (side + gap) + gap;
  return { columns, rows, side, gap, width: across(columns), height: across(rows) };
}

/**
 * Filters side by side, in order: mid-grey is a weight of 0, black and white in a channel are its tile's
 * `reaches`; what lies beyond is cut off. White between the tiles.
 *
 * @param filters [y, x, RGB], as many pixels a side as the layout says
 * @param reaches the weight that is black or white, one a filter; a filter of zeros may have 0
 * @returns RGB bytes, [y, x, 3]
 */
export function filterSheet(
  { columns, side, gap, width, height }: SheetLayout,
  filters: readonly Pick<Raster, 'data'>[],
  reaches: readonly number[],
): Uint8Array {
  const pixels = new Uint8Array(width * height * 3).fill(WHITE);
  filters.forEach(({ data }, tile) => {
    const left = gap + (tile % columns) * (side + gap);
    const top = gap + Math.floor(tile / columns) * (side + gap);
    const scale = reaches[tile]! > 0 ? REACH / reaches[tile]! : 0;
    for (let y = 0; y < side; y++) {
      for (let i = 0; i < 3 * side; i++) {
        const value = Math.round(MIDDLE + scale * data[y * side * 3 + i]!);
        pixels[((top + y) * width + left) * 3 + i] = Math.min(255, Math.max(0, value));
      }
    }
  });
  return pixels;
}
