import { wrapDegrees } from '../numerics/circular.ts';
import { cyclicGroup } from './cyclic.ts';
import { hueGroup } from './hue-circle.ts';
import { finiteProduct, type Pair } from './product.ts';
import { type QuotientGroup, quotientGroup } from './quotient.ts';

/** [hue, turn]: a shift of all hues by 360 hue / m, and a turn by 360 turn / n. They commute. */
export type HueTurn = Pair<number, number>;

/**
 * (C_m hue × C_n turns) / ⟨(180°, 180°)⟩, the orbit of an edge between two opposite hues: turning it by
 * half a turn exchanges its sides, shifting its hues by 180° exchanges them back. The representative
 * of a coset has its hue in [0°, 180°).
 */
export interface HueRotationGroup extends QuotientGroup<HueTurn> {
  /** Hue shift and turn of the representative, degrees. */
  degrees(element: HueTurn): { readonly hue: number; readonly rotation: number };
  /**
   * u = hue + turn and v = hue − turn, degrees in [0, 360): the same for every representative of a
   * coset, and different for different cosets. On the continuous group they show the quotient to be
   * a torus again.
   */
  torus(element: HueTurn): { readonly u: number; readonly v: number };
}

/**
 * @param hues m, even
 * @param turns n, even
 * @throws RangeError where either is no positive even integer: half a turn would be missing
 */
export function hueRotationGroup(hues: number, turns: number): HueRotationGroup {
  for (const [axis, order] of Object.entries({ hues, turns })) {
    if (!(Number.isInteger(order) && order > 0 && order % 2 === 0)) {
      throw new RangeError(
        `the number of ${axis} is a positive even integer, not ${String(order)}`,
      );
    }
  }
  const hue = hueGroup(hues);
  const rotation = cyclicGroup(turns);
  const parent = finiteProduct(hue, rotation);
  const group = quotientGroup(
    parent,
    [[hues / 2, turns / 2]],
    `(${parent.name}) modulo (180°, 180°)`,
  );
  const degrees = (element: HueTurn) => {
    const [h, r] = group.coset(element);
    return { hue: hue.degrees(h), rotation: rotation.degrees(r) };
  };
  return {
    ...group,
    degrees,
    torus: (element) => {
      const { hue: h, rotation: r } = degrees(element);
      return { u: wrapDegrees(h + r), v: wrapDegrees(h - r) };
    },
  };
}
