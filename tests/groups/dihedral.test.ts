import { describe, expect, it } from 'vitest';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { type DihedralElement, dihedralGroup } from '../../pipeline/groups/dihedral.ts';
import { reflectionGroup } from '../../pipeline/groups/reflection.ts';
import { brokenActionLaws } from '../support/laws.ts';
import { brokenFiniteGroupLaws } from './finite-group-laws.ts';

describe('the reflection group', () => {
  it('obeys the laws of a finite group', () => {
    expect(brokenFiniteGroupLaws(reflectionGroup)).toEqual([]);
  });

  it('has a reflection that undoes itself', () => {
    expect(reflectionGroup.product(true, true)).toBe(false);
  });
});

describe('dihedral groups', () => {
  it.each([1, 2, 3, 8, 24])('D_%i obeys the laws of a finite group', (n) => {
    expect(brokenFiniteGroupLaws(dihedralGroup(n))).toEqual([]);
  });

  it('obey their presentation: n turns are none, a mirror reverses the turn', () => {
    const { product, inverse, equal, identity } = dihedralGroup(5);
    const r: DihedralElement = { turn: 1, mirrored: false };
    const s: DihedralElement = { turn: 0, mirrored: true };
    expect(equal([r, r, r, r, r].reduce(product), identity)).toBe(true);
    expect(equal(product(s, s), identity)).toBe(true);
    expect(equal(product(product(s, r), s), inverse(r))).toBe(true);
    expect(equal(product(s, r), product(r, s))).toBe(false);
  });

  it('act on the directions of the plane', () => {
    const group = dihedralGroup(8);
    const laws = brokenActionLaws<DihedralElement, number>({
      group,
      elements: group.elements(),
      points: [0, 17, 90, 245],
      act: group.direction,
      distance: (a, b) => Math.abs(angularDifference(a, b)),
      // Multiples of 45° and whole degrees are exact in floating point.
      tolerance: 0,
    });
    expect(laws).toEqual([]);
  });

  it('mirror left and right, keeping up and down', () => {
    const { direction, axis } = dihedralGroup(4);
    const s: DihedralElement = { turn: 0, mirrored: true };
    expect([0, 90, 180, 270].map((angle) => direction(s, angle))).toEqual([180, 90, 0, 270]);
    expect(axis(s)).toBe(90);
  });

  it('fix the direction of the axis of every mirrored element, and of no turn', () => {
    const { elements, direction, axis } = dihedralGroup(12);
    for (const element of elements()) {
      const line = axis(element);
      expect(line === undefined).toBe(!element.mirrored);
      if (line !== undefined) expect(direction(element, line)).toBe(line);
    }
  });

  it('refuse an n that is no positive integer', () => {
    expect(() => dihedralGroup(0)).toThrow('not 0');
  });
});
