import { cyclicGroup } from '../groups/cyclic.ts';
import { dihedralGroup } from '../groups/dihedral.ts';
import type { FiniteGroup } from '../groups/group.ts';

/** First the left-right mirror where `mirrored`, then a turn, clockwise on the screen. */
export interface PlanarMove {
  readonly degrees: number;
  readonly mirrored: boolean;
}

/**
 * A finite group of turns and mirrors about a point of the plane. Elements are written as their places
 * in the list of the group that it is built from, so that units can be numbered by them; 0 is the
 * identity.
 */
export interface PlanarGroup extends FiniteGroup<number> {
  /** What an element does to the plane. Law: a·b moves as b and then a do. */
  move(element: number): PlanarMove;
}

/** C_n turning the plane by multiples of 360° / n. */
export function turnsOfThePlane(n: number): PlanarGroup {
  const group = cyclicGroup(n);
  return { ...group, move: (k) => ({ degrees: group.degrees(k), mirrored: false }) };
}

/** D_n turning and mirroring the plane; elements 0 … n − 1 are the turns. */
export function turnsAndMirrors(n: number): PlanarGroup {
  const group = dihedralGroup(n);
  const all = group.elements();
  const places = all.map((_, place) => place);
  return {
    name: group.name,
    order: group.order,
    identity: 0,
    product: (a, b) => group.index(group.product(all[a]!, all[b]!)),
    inverse: (a) => group.index(group.inverse(all[a]!)),
    equal: (a, b) => a === b,
    elements: () => places,
    index: (place) => place,
    testingElements: () => group.testingElements().map(group.index),
    move: (place) => ({ degrees: group.degrees(all[place]!), mirrored: all[place]!.mirrored }),
  };
}

/** A planar group as data: C_n for n `turns`, D_n with `mirrors`. */
export interface Symmetry {
  readonly turns: number;
  readonly mirrors: boolean;
}

export function planarGroup({ turns, mirrors }: Symmetry): PlanarGroup {
  return mirrors ? turnsAndMirrors(turns) : turnsOfThePlane(turns);
}
