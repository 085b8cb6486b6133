import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AbelianGrid, abelianGrid } from '../../pipeline/groups/abelian-grid.ts';
import {
  type Character,
  characters,
  characterValue,
  type Complex,
  phase,
} from '../../pipeline/groups/characters.ts';
import {
  decomposition,
  fixedPoints,
  multiplicity,
  permutationRepresentation,
  regularRepresentation,
} from '../../pipeline/groups/representations.ts';

const grids = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 2 })
  .map((sizes) => abelianGrid('grid', sizes));
const elementsOf = ({ order }: AbelianGrid) => Array.from({ length: order }, (_, g) => g);
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];

/** (1 / |G|) Σ_g a(g) conj b(g). */
function innerProduct(a: Character, b: Character): Complex {
  const terms = elementsOf(a.grid).map((g) => {
    const [re, im] = characterValue(b, g);
    return times(characterValue(a, g), [re, -im]);
  });
  const mean = (part: 0 | 1) => terms.reduce((sum, term) => sum + term[part], 0) / terms.length;
  return [mean(0), mean(1)];
}

/** The group permuting the cosets of a subgroup, one block of units for every given subgroup. */
function cosetRepresentation(grid: AbelianGrid, subgroups: readonly (readonly number[])[]) {
  const units = subgroups.flatMap((generators, block) => {
    const cosets = grid.cosets(generators);
    return [...new Set(cosets)].map((coset) => ({ block, coset, cosets }));
  });
  const images = elementsOf(grid).map((g) =>
    units.map(({ block, coset, cosets }) =>
      units.findIndex((u) => u.block === block && u.coset === cosets[grid.add(g, coset)]),
    ),
  );
  return permutationRepresentation(grid, images);
}

describe('characters', () => {
  it('turn sums into products', () => {
    fc.assert(
      fc.property(grids, fc.nat(), fc.nat(), fc.nat(), (grid, k, p, q) => {
        const character = characters(grid)[k % grid.order]!;
        const [a, b] = [p % grid.order, q % grid.order];
        const product = times(characterValue(character, a), characterValue(character, b));
        const [re, im] = characterValue(character, grid.add(a, b));
        // Rounding of a few operations on numbers up to one.
        expect(Math.hypot(product[0] - re, product[1] - im)).toBeLessThan(1e-12);
      }),
    );
  });

  it('are as many as the elements, and orthonormal', () => {
    const grid = abelianGrid('grid', [4, 6]);
    const all = characters(grid);
    expect(all).toHaveLength(24);
    for (const [i, a] of all.entries()) {
      for (const [j, b] of all.entries()) {
        const [re, im] = innerProduct(a, b);
        // A mean of 24 products, each rounded at 1e-16.
        expect(Math.hypot(re - (i === j ? 1 : 0), im)).toBeLessThan(1e-14);
      }
    }
  });

  it('trivial on a subgroup are as many as its cosets, and constant on them', () => {
    fc.assert(
      fc.property(grids, fc.array(fc.nat(), { maxLength: 2 }), (grid, numbers) => {
        const generators = numbers.map((number) => number % grid.order);
        const cosets = grid.cosets(generators);
        const trivial = characters(grid, generators);
        expect(trivial).toHaveLength(new Set(cosets).size);
        for (const character of trivial)
          for (const g of elementsOf(grid))
            expect(phase(character, g)).toBe(phase(character, cosets[g]!));
      }),
    );
  });

  it('of the hue-rotation group have frequencies of an even sum', () => {
    const grid = abelianGrid('hue × rotation', [12, 8]);
    const trivial = characters(grid, [grid.index([6, 4])]);
    expect(trivial).toHaveLength(48);
    expect(trivial.every(({ frequencies: [h, r] }) => (h! + r!) % 2 === 0)).toBe(true);
  });

  it('are exact at quarter turns', () => {
    const fundamental = characters(abelianGrid('C_8', [8]))[1]!;
    expect([0, 2, 4, 6].map((g) => characterValue(fundamental, g))).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
    expect(phase(fundamental, 3)).toBe(3 / 8);
  });
});

describe('permutation representations', () => {
  const c8 = abelianGrid('C_8', [8]);
  const frequencies = (units: ReturnType<typeof permutationRepresentation>) =>
    decomposition(units).map(({ character, multiplicity: m }) => [character.frequencies[0], m]);

  it('hold every character once where the group permutes itself', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const regular = regularRepresentation(grid);
        expect(permutationRepresentation(grid, regular.images)).toEqual(regular);
        expect(fixedPoints(regular)).toEqual([grid.order, ...elementsOf(grid).slice(1).fill(0)]);
        expect(decomposition(regular).map(({ multiplicity: m }) => m)).toEqual(
          elementsOf(grid).fill(1),
        );
      }),
    );
  });

  it('hold, for every orbit, the characters trivial on its stabiliser', () => {
    const generators = fc.array(fc.nat(), { maxLength: 2 });
    const example = fc.record({
      grid: grids,
      orbits: fc.array(generators, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(example, ({ grid, orbits }) => {
        const stabilisers = orbits.map((numbers) => numbers.map((number) => number % grid.order));
        const units = cosetRepresentation(grid, stabilisers);
        let dimension = 0;
        for (const character of characters(grid)) {
          const expected = stabilisers.filter((stabiliser) =>
            stabiliser.every((g) => phase(character, g) === 0),
          ).length;
          expect(multiplicity(units, character)).toBe(expected);
          dimension += expected;
        }
        expect(dimension).toBe(units.degree);
      }),
      { numRuns: 60 },
    );
  });

  it('of lines hold the even harmonics, of crosses every fourth, of an invariant unit the constant', () => {
    expect(frequencies(cosetRepresentation(c8, [[4]]))).toEqual([0, 2, 4, 6].map((k) => [k, 1]));
    expect(frequencies(cosetRepresentation(c8, [[2]]))).toEqual([0, 4].map((k) => [k, 1]));
    expect(frequencies(cosetRepresentation(c8, [[1]]))).toEqual([[0, 1]]);
    expect(frequencies(cosetRepresentation(c8, [[1], [1], [2]]))).toEqual([
      [0, 3],
      [4, 1],
    ]);
  });

  it('count the units that an element leaves', () => {
    expect(fixedPoints(cosetRepresentation(c8, [[4]]))).toEqual([4, 0, 0, 0, 4, 0, 0, 0]);
  });

  it('refuse what is no action by permutations', () => {
    const c2 = abelianGrid('C_2', [2]);
    const c3 = abelianGrid('C_3', [3]);
    expect(() => permutationRepresentation(c2, [[0, 1]])).toThrow('2 permutations, not 1');
    expect(() =>
      permutationRepresentation(c2, [
        [0, 1],
        [0, 0],
      ]),
    ).toThrow('element 1 of C_2 does not permute');
    const swap = [1, 0];
    expect(() => permutationRepresentation(c3, [[0, 1], swap, [0, 1]])).toThrow(
      'do not multiply as C_3',
    );
    expect(() => permutationRepresentation(c2, [swap, swap])).toThrow('do not multiply as C_2');
  });
});
