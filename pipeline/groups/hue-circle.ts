import { circleGroup, cyclicGroup, type CyclicGroup } from './cyclic.ts';
import type { Group } from './group.ts';

/**
 * The circle of hue angles, degrees in [0, 360): as a group SO(2) again, here turning the hue of
 * every colour at fixed lightness and chroma. Which colour space the angle belongs to, and what
 * happens at the edge of its gamut, is the action's affair.
 */
export const hueCircle: Group<number> = { ...circleGroup, name: 'hue circle' };

/**
 * `hues` evenly spaced hue angles, a cyclic group. Element k shifts hues by 360 k / `hues` degrees.
 *
 * @throws RangeError where `hues` is no positive integer
 */
export function hueGroup(hues: number): CyclicGroup {
  const group = cyclicGroup(hues);
  return { ...group, name: `hue ${group.name}` };
}
