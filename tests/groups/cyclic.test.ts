import { describe, expect, it } from 'vitest';
import { circleGroup, cyclicGroup } from '../../pipeline/groups/cyclic.ts';
import { testingElements } from '../../pipeline/groups/testing-elements.ts';
import { brokenGroupLaws } from '../support/laws.ts';
import { brokenFiniteGroupLaws } from './finite-group-laws.ts';

describe('cyclic groups', () => {
  it.each([1, 2, 3, 8, 12, 72])('C_%i obeys the laws of a finite group', (order) => {
    expect(brokenFiniteGroupLaws(cyclicGroup(order))).toEqual([]);
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

  it('rejects a list of elements that is not the group', () => {
    expect(brokenFiniteGroupLaws({ ...c4, elements: () => [0, 1, 1, 3] })).toEqual([
      'index finds its place',
      'listed elements differ',
      'products with one element meet every element',
    ]);
    expect(brokenFiniteGroupLaws({ ...c4, order: 5 })).toContain('as many elements as the order');
  });
});

describe('testing elements', () => {
  const upTo = (length: number) => Array.from({ length }, (_, i) => i);

  it('are all of a short list', () => {
    expect(testingElements(upTo(48))).toEqual(upTo(48));
  });

  it.each([49, 144, 288, 1000])('are different elements of a list of %i, the first too', (n) => {
    const sample = testingElements(upTo(n));
    expect(sample[0]).toBe(0);
    expect(new Set(sample).size).toBe(24);
  });

  it.each([2, 3, 4, 6])('keep no step with a period of %i', (period) => {
    expect(new Set(testingElements(upTo(144)).map((k) => k % period)).size).toBe(period);
  });
});
