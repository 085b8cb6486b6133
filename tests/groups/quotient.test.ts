import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclicGroup } from '../../pipeline/groups/cyclic.ts';
import { dihedralGroup } from '../../pipeline/groups/dihedral.ts';
import { hueRotationGroup } from '../../pipeline/groups/hue-rotation.ts';
import { finiteProduct } from '../../pipeline/groups/product.ts';
import { quotientGroup } from '../../pipeline/groups/quotient.ts';
import { rotationQuotient } from '../../pipeline/groups/rotation-quotient.ts';
import { brokenFiniteGroupLaws } from './finite-group-laws.ts';

describe('the quotient of an abelian group', () => {
  const size = fc.integer({ min: 1, max: 8 });
  const example = fc.record({ m: size, n: size }).chain(({ m, n }) =>
    fc.record({
      group: fc.constant(finiteProduct(cyclicGroup(m), cyclicGroup(n))),
      generators: fc.array(fc.tuple(fc.nat(m - 1), fc.nat(n - 1)), { maxLength: 2 }),
    }),
  );

  it('obeys the laws of a finite group, and its order divides that of the group', () => {
    fc.assert(
      fc.property(example, ({ group, generators }) => {
        const quotient = quotientGroup(group, generators);
        expect(brokenFiniteGroupLaws(quotient)).toEqual([]);
        expect(quotient.order * quotient.subgroup.length).toBe(group.order);
      }),
      { numRuns: 40 },
    );
  });

  it('takes two elements to one coset exactly where they differ by the subgroup', () => {
    fc.assert(
      fc.property(example, ({ group, generators }) => {
        const { coset, subgroup } = quotientGroup(group, generators);
        const { elements, index, inverse, product } = group;
        const inSubgroup = new Set(subgroup.map(index));
        for (const a of elements()) {
          for (const b of elements()) {
            const same = index(coset(a)) === index(coset(b));
            expect(same).toBe(inSubgroup.has(index(product(inverse(a), b))));
          }
          expect(index(coset(a))).toBeLessThanOrEqual(index(a));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes products to products', () => {
    const group = finiteProduct(cyclicGroup(6), cyclicGroup(4));
    const { coset, product, equal } = quotientGroup(group, [[3, 2]]);
    for (const a of group.elements()) {
      for (const b of group.elements()) {
        expect(equal(coset(group.product(a, b)), product(coset(a), coset(b)))).toBe(true);
      }
    }
  });

  it('is refused for a group that is not abelian', () => {
    const group = dihedralGroup(3);
    expect(() => quotientGroup(group, [{ turn: 0, mirrored: true }])).toThrow('D_3 is not abelian');
  });
});

describe('rotation modulo a period', () => {
  it.each([
    [24, 360, 24],
    [24, 180, 12],
    [24, 90, 6],
    [4, 90, 1],
  ] as const)('C_%i modulo %i° has %i elements', (turns, period, order) => {
    const quotient = rotationQuotient(turns, period);
    expect(brokenFiniteGroupLaws(quotient)).toEqual([]);
    expect(quotient.order).toBe(order);
  });

  it('writes a turn as the one below the period', () => {
    const lines = rotationQuotient(8, 180);
    expect(lines.elements().map(lines.degrees)).toEqual([0, 45, 90, 135]);
    expect(lines.degrees(7)).toBe(135);
    expect(lines.equal(1, 5)).toBe(true);
    expect(lines.inverse(1)).toBe(3);
  });

  it('is refused where the period is no turn of the group', () => {
    expect(() => rotationQuotient(6, 90)).toThrow('take a multiple of 4 turns');
  });
});

describe('the hue-rotation group', () => {
  it.each([
    [2, 2],
    [8, 8],
    [12, 12],
    [12, 24],
    [6, 4],
  ])('of %i hues and %i turns obeys the laws and has half the elements', (hues, turns) => {
    const group = hueRotationGroup(hues, turns);
    expect(brokenFiniteGroupLaws(group)).toEqual([]);
    expect(group.order).toBe((hues * turns) / 2);
  });

  it('takes half a turn for the exchange of the hues', () => {
    const { equal, product, identity } = hueRotationGroup(12, 8);
    expect(equal([6, 0], [0, 4])).toBe(true);
    expect(equal([6, 4], identity)).toBe(true);
    expect(equal([6, 0], identity)).toBe(false);
    expect(equal(product([5, 1], [1, 3]), identity)).toBe(true);
  });

  it('writes every coset with its hue below 180°', () => {
    const { degrees } = hueRotationGroup(12, 24);
    expect(degrees([7, 1])).toEqual({ hue: 30, rotation: 195 });
    expect(degrees([5, 1])).toEqual({ hue: 150, rotation: 15 });
  });

  it('has torus coordinates that tell cosets apart, and nothing else', () => {
    const { parent, torus, equal } = hueRotationGroup(8, 12);
    for (const a of parent.elements()) {
      for (const b of parent.elements()) {
        const [here, there] = [torus(a), torus(b)];
        expect(here.u === there.u && here.v === there.v).toBe(equal(a, b));
      }
    }
  });

  it('is refused where half a turn is missing', () => {
    expect(() => hueRotationGroup(7, 8)).toThrow('hues is a positive even integer, not 7');
    expect(() => hueRotationGroup(8, 0)).toThrow('turns is a positive even integer, not 0');
  });
});
