import type { AbelianGrid } from './abelian-grid.ts';
import { type Character, characterValue, characters } from './characters.ts';

/**
 * A group acting on the units of a family by permutations, and so, linearly, on their responses: g
 * carries the response of unit u to unit g·u.
 *
 * Laws: the identity moves no unit; acting by b and then by a equals acting by a + b.
 */
export interface PermutationRepresentation {
  readonly grid: AbelianGrid;
  /** Number of units. */
  readonly degree: number;
  /** `images[g][u]` is where element g takes unit u. */
  readonly images: readonly (readonly number[])[];
}

/**
 * @param images one permutation of the units for every element of the group, by its number
 * @throws RangeError where one is missing or is no permutation, or where they do not act as the group
 *   does (units with holes, for example, do not)
 */
export function permutationRepresentation(
  grid: AbelianGrid,
  images: readonly (readonly number[])[],
): PermutationRepresentation {
  const { name, order } = grid;
  if (images.length !== order) {
    throw new RangeError(
      `${name} acts by ${String(order)} permutations, not ${String(images.length)}`,
    );
  }
  const degree = images[0]!.length;
  const units = Array.from({ length: degree }, (_, unit) => unit);
  const wrong = images.findIndex(
    (image) => image.length !== degree || !units.every((unit) => image.includes(unit)),
  );
  if (wrong >= 0) {
    throw new RangeError(`element ${String(wrong)} of ${name} does not permute the units`);
  }
  // A step along every axis from every element reaches all products.
  const steps = grid.sizes.map((_, axis) =>
    grid.index(grid.sizes.map((_size, other) => (other === axis ? 1 : 0))),
  );
  const acts =
    units.every((unit) => images[0]![unit] === unit) &&
    images.every((image, element) =>
      steps.every((step) =>
        units.every((u) => images[step]![image[u]!] === images[grid.add(step, element)]![u]),
      ),
    );
  if (!acts) throw new RangeError(`the permutations do not multiply as ${name} does`);
  return { grid, degree, images };
}

/** The group permuting its own elements: g·u = g + u. */
export function regularRepresentation(grid: AbelianGrid): PermutationRepresentation {
  const elements = Array.from({ length: grid.order }, (_, element) => element);
  const images = elements.map((g) => elements.map((u) => grid.add(g, u)));
  return { grid, degree: grid.order, images };
}

/** The character (trace) of a permutation representation: the number of units that g leaves. */
export function fixedPoints({ images }: PermutationRepresentation): number[] {
  return images.map((image) => image.reduce((sum, to, unit) => sum + (to === unit ? 1 : 0), 0));
}

/**
 * How often a character occurs in a permutation representation:
 *
 *   ⟨χ, π⟩ = (1 / |G|) Σ_g conj χ(g) π(g),  π(g) the number of fixed points
 *
 * (Serre, Linear Representations of Finite Groups, theorem 4). Whole, and rounded to it. Of the trivial
 * character it is the number of orbits (Burnside); an orbit with stabiliser S holds every character
 * that is trivial on S once, the regular representation therefore all of them.
 */
export function multiplicity(
  representation: PermutationRepresentation,
  character: Character,
): number {
  const { order } = representation.grid;
  // π is real and conj χ(g) = χ(−g), so the imaginary parts cancel.
  const sum = fixedPoints(representation).reduce(
    (total, fixed, g) => total + fixed * characterValue(character, g)[0],
    0,
  );
  // + 0: a tiny negative sum rounds to −0.
  return Math.round(sum / order) + 0;
}

/** The characters that occur in a permutation representation, each with its multiplicity. */
export function decomposition(
  representation: PermutationRepresentation,
): { readonly character: Character; readonly multiplicity: number }[] {
  return characters(representation.grid)
    .map((character) => ({ character, multiplicity: multiplicity(representation, character) }))
    .filter((component) => component.multiplicity > 0);
}
