import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AbelianGrid, abelianGrid } from '../../pipeline/groups/abelian-grid.ts';
import type { FiniteGroup } from '../../pipeline/groups/group.ts';
import { hueRotationGroup } from '../../pipeline/groups/hue-rotation.ts';
import { quotientGroup } from '../../pipeline/groups/quotient.ts';
import { testingElements } from '../../pipeline/groups/testing-elements.ts';
import { brokenFiniteGroupLaws } from './finite-group-laws.ts';

function groupOf(grid: AbelianGrid): FiniteGroup<number> {
  const elements = Array.from({ length: grid.order }, (_, element) => element);
  return {
    name: grid.name,
    order: grid.order,
    identity: 0,
    product: grid.add,
    inverse: grid.negate,
    equal: (a, b) => a === b,
    elements: () => elements,
    index: (element) => element,
    testingElements: () => testingElements(elements),
  };
}

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });

describe('a grid of an abelian group', () => {
  it.each([[[1]], [[24]], [[12, 12]], [[12, 24]], [[2, 3, 4]], [[]]])(
    '%j obeys the laws of a finite group',
    (axes) => {
      expect(brokenFiniteGroupLaws(groupOf(abelianGrid('grid', axes)))).toEqual([]);
    },
  );

  it('numbers its elements row-major, the last axis fastest', () => {
    const grid = abelianGrid('hue × rotation', [3, 4]);
    expect(grid.order).toBe(12);
    expect(grid.index([1, 2])).toBe(6);
    expect(grid.coordinates(6)).toEqual([1, 2]);
    expect(grid.index([-1, 5])).toBe(grid.index([2, 1]));
  });

  it('adds, subtracts and negates coordinate by coordinate', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (axes, p, q) => {
        const grid = abelianGrid('grid', axes);
        const [a, b] = [p % grid.order, q % grid.order];
        const [x, y] = [grid.coordinates(a), grid.coordinates(b)];
        expect(grid.index(x)).toBe(a);
        expect(grid.add(a, b)).toBe(grid.index(x.map((value, i) => value + y[i]!)));
        expect(grid.subtract(a, b)).toBe(grid.index(x.map((value, i) => value - y[i]!)));
        expect(grid.add(grid.negate(a), a)).toBe(0);
      }),
    );
  });

  it('has the cosets of the quotient by the same generators', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(), { maxLength: 2 }), (axes, numbers) => {
        const grid = abelianGrid('grid', axes);
        const generators = numbers.map((number) => number % grid.order);
        const quotient = quotientGroup(groupOf(grid), generators);
        const cosets = grid.cosets(generators);
        expect([...cosets]).toEqual(quotient.parent.elements().map(quotient.coset));
      }),
    );
  });

  it('has the cosets of the hue-rotation group', () => {
    const grid = abelianGrid('hue × rotation', [12, 24]);
    const group = hueRotationGroup(12, 24);
    const cosets = grid.cosets([grid.index([6, 12])]);
    expect([...cosets]).toEqual(
      group.parent.elements().map((element) => grid.index(group.coset(element))),
    );
  });

  it('has one coset an element where nothing acts trivially', () => {
    const grid = abelianGrid('grid', [2, 3]);
    expect([...grid.cosets([])]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(grid.cosets([])).toBeInstanceOf(Int32Array);
  });

  it('refuses sizes and coordinates that mean nothing', () => {
    expect(() => abelianGrid('grid', [3, 0])).toThrow('grid has a positive whole size, not 0');
    expect(() => abelianGrid('grid', [100, 100])).toThrow('10000 elements');
    expect(() => abelianGrid('grid', [3, 4]).index([1])).toThrow('2 whole coordinates, not (1)');
    expect(() => abelianGrid('grid', [3]).index([0.5])).toThrow('not (0.5)');
  });
});
