import { describe, expect, it } from 'vitest';
import { circleGroup, cyclicGroup } from '../../pipeline/groups/cyclic.ts';
import { dihedralGroup } from '../../pipeline/groups/dihedral.ts';
import { hueCircle, hueGroup } from '../../pipeline/groups/hue-circle.ts';
import { directProduct, finiteProduct } from '../../pipeline/groups/product.ts';
import { reflectionGroup } from '../../pipeline/groups/reflection.ts';
import { brokenGroupLaws } from '../support/laws.ts';
import { brokenFiniteGroupLaws } from './finite-group-laws.ts';

describe('hue', () => {
  it('is a circle, and evenly spaced hues a cyclic group', () => {
    expect(brokenGroupLaws(hueCircle)).toEqual([]);
    expect(brokenFiniteGroupLaws(hueGroup(12))).toEqual([]);
    expect(hueGroup(12).degrees(4)).toBe(120);
    expect([hueCircle.name, hueGroup(12).name]).toEqual(['hue circle', 'hue C_12']);
  });
});

describe('the direct product', () => {
  it('of two circles obeys the group laws', () => {
    const torus = directProduct(hueCircle, circleGroup);
    expect(brokenGroupLaws(torus)).toEqual([]);
    expect(torus.product([350, 10], [20, 350])).toEqual([10, 0]);
  });

  it('of finite groups obeys the laws of a finite group', () => {
    const curvesAndMirror = finiteProduct(cyclicGroup(4), reflectionGroup);
    expect(brokenFiniteGroupLaws(curvesAndMirror)).toEqual([]);
    expect(curvesAndMirror.name).toBe('C_4 × Z_2');
    const edges = finiteProduct(hueGroup(12), cyclicGroup(12));
    expect(brokenFiniteGroupLaws(edges)).toEqual([]);
    expect(edges.order).toBe(144);
  });

  it('obeys them for a factor that is not abelian', () => {
    expect(brokenFiniteGroupLaws(finiteProduct(dihedralGroup(3), hueGroup(4)))).toEqual([]);
  });

  it('lists its elements with the second entry running fastest', () => {
    const group = finiteProduct(cyclicGroup(2), cyclicGroup(3));
    expect(group.elements().map(([a, b]) => 10 * a + b)).toEqual([0, 1, 2, 10, 11, 12]);
  });

  it('is seen broken where one factor is', () => {
    const broken = { ...cyclicGroup(4), inverse: (a: number) => a };
    expect(brokenGroupLaws(directProduct(hueCircle, broken))).toContain('a⁻¹·a = e');
  });
});
