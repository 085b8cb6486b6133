import { describe, expect, it } from 'vitest';
import { circleGroup, cyclicGroup } from '../../pipeline/groups/cyclic.ts';
import { brokenGroupLaws } from '../support/laws.ts';

describe('cyclic groups', () => {
  it.each([1, 2, 3, 8, 12])('C_%i obeys the group laws', (order) => {
    expect(brokenGroupLaws(cyclicGroup(order))).toEqual([]);
  });

  it('the circle group obeys the group laws', () => {
    expect(brokenGroupLaws(circleGroup)).toEqual([]);
  });

  it('n steps of C_n make a full turn', () => {
    const group = cyclicGroup(8);
    expect(group.elements().map(group.degrees)).toEqual([0, 45, 90, 135, 180, 225, 270, 315]);
    expect(group.product(5, 6)).toBe(3);
  });

  it('refuses an order that is no positive integer', () => {
    expect(() => cyclicGroup(0)).toThrow('positive integer');
    expect(() => cyclicGroup(2.5)).toThrow('not 2.5');
  });
});

describe('the group law checker', () => {
  const c4 = cyclicGroup(4);

  it('rejects a product that is not associative', () => {
    const broken = { ...c4, product: (a: number, b: number) => (a - b + 4) % 4 };
    expect(brokenGroupLaws(broken)).toContain('(a·b)·c = a·(b·c)');
  });

  it('rejects a wrong identity and a wrong inverse', () => {
    expect(brokenGroupLaws({ ...c4, identity: 1 })).toContain('e·a = a');
    expect(brokenGroupLaws({ ...c4, inverse: (a: number) => a })).toContain('a⁻¹·a = e');
  });
});
