import type { Group } from './group.ts';

/**
 * A partial action of a group on a set: an element may have nowhere to take a point.
 *
 * Laws (Exel, Partial actions of groups and actions of inverse semigroups, 1998), for a, b in the
 * group and a point x:
 * - the identity takes every point to itself;
 * - where b takes x to y and a takes y to z, the product a·b takes x to z (it may also take x
 *   somewhere where b does not: up and down again by way of a place that does not exist);
 * - where a takes x to y, a⁻¹ takes y to x.
 */
export interface PartialAction<Element, Point> {
  readonly group: Group<Element>;
  /** Where the element takes the point; undefined where the action is not defined. */
  apply(element: Element, at: Point): Point | undefined;
  samePoint(a: Point, b: Point): boolean;
  /** Points on which laws are tried. */
  testingPoints(): readonly Point[];
}
