import type { Raster } from '../actions/planar.ts';

/**
 * Height and width of pictures that are all of one size.
 *
 * @throws RangeError where they are not, and for no pictures
 */
export function commonSize(
  pictures: readonly Pick<Raster, 'height' | 'width'>[],
): readonly [height: number, width: number] {
  const [first] = pictures;
  if (!first) throw new RangeError('the probe needs at least one picture');
  const { height, width } = first;
  const odd = pictures.find((each) => each.height !== height || each.width !== width);
  if (!odd) return [height, width];
  throw new RangeError(
    `pictures are of one size, not ${String(height)}×${String(width)} and ${String(odd.height)}×${String(odd.width)}`,
  );
}
