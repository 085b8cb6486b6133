import type { PictureSprite } from '../../pipeline/records/index.ts';

/**
 * The CSS that shows a unit's tile as a background that fills an element of any square size; undefined
 * for a unit that the sprite has not.
 */
export function spriteStyle(
  { file, units, columns, width, height, tile }: PictureSprite,
  unit: number,
): string | undefined {
  const place = units.indexOf(unit);
  if (place < 0) return undefined;
  const share = (index: number, count: number): string =>
    count === 1 ? '0' : `${String((100 * index) / (count - 1))}%`;
  const rows = height / tile;
  const x = share(place % columns, columns);
  const y = share(Math.floor(place / columns), rows);
  return `background:url(/${file}) ${x} ${y}/${String((100 * width) / tile)}% auto`;
}
