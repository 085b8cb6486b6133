import { direction } from './planar.ts';

/**
 * Rotation of RGB triples about the grey axis (1, 1, 1): linear, keeps lengths and greys, and carries
 * red to green at 120° and green to blue at 240°, the sense of growing OKLCh hue. It stands in for the
 * turn of hue (see hue) where something linear is needed, as on weights. Near mid-grey the OKLCh hues
 * of the three primaries lie 128°, 141° and 91° apart instead of 120°, so that a turn of OKLCh hue
 * moves a pale colour by up to 35° more or less about the axis, and a saturated one further off.
 *
 * @returns the matrix [row][column] that acts on (red, green, blue)
 */
export function greyAxisRotation(degrees: number): readonly (readonly [number, number, number])[] {
  const [cos, sin] = direction(degrees);
  const same = (1 + 2 * cos) / 3;
  const next = (1 - cos) / 3 + sin / Math.sqrt(3);
  const last = (1 - cos) / 3 - sin / Math.sqrt(3);
  return [
    [same, last, next],
    [next, same, last],
    [last, next, same],
  ];
}
