import { describe, expect, it } from 'vitest';
import { rotatePoint } from '../../pipeline/actions/planar.ts';
import {
  turnsAndMirrors,
  turnsOfThePlane,
  type PlanarGroup,
} from '../../pipeline/designed/planar-group.ts';
import { brokenFiniteGroupLaws } from '../groups/finite-group-laws.ts';
import { brokenActionLaws } from '../support/laws.ts';

const groups = [turnsOfThePlane(4), turnsOfThePlane(16), turnsAndMirrors(4), turnsAndMirrors(8)];

type Point = readonly [x: number, y: number];

function onPoints(group: PlanarGroup, move = group.move) {
  return {
    group,
    elements: group.elements(),
    points: [
      [1, 0],
      [2, 1],
      [-0.5, 3],
    ] as Point[],
    act: (element: number, [x, y]: Point): Point => {
      const { degrees, mirrored } = move(element);
      return rotatePoint(mirrored ? -x : x, y, degrees);
    },
    distance: (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]),
    // Sines and cosines are good to 1e-16, and the points lie within 4.
    tolerance: 1e-14,
  };
}

describe('groups of the plane', () => {
  it.each(groups)('$name obeys the laws of a finite group', (group) => {
    expect(brokenFiniteGroupLaws(group)).toEqual([]);
  });

  it.each(groups)('$name acts on the points of the plane', (group) => {
    expect(brokenActionLaws(onPoints(group))).toEqual([]);
  });

  it('act no longer where mirrored elements turn the other way', () => {
    const group = turnsAndMirrors(4);
    const move = (element: number) => {
      const { degrees, mirrored } = group.move(element);
      return { degrees: mirrored ? -degrees : degrees, mirrored };
    };
    expect(brokenActionLaws(onPoints(group, move))).not.toEqual([]);
  });
});
