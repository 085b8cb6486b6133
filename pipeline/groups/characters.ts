import type { AbelianGrid } from './abelian-grid.ts';

export type Complex = readonly [real: number, imaginary: number];

/**
 * A character of Z_{n1} × … × Z_{nk}: the homomorphism
 *
 *   χ(x) = exp(2πi · Σ_j frequencies[j] · x_j / n_j)
 *
 * to the unit circle. A finite abelian group has as many as elements, they are orthogonal, and every
 * function on the group is a sum of them, its Fourier series (Serre, Linear Representations of
 * Finite Groups, 1977, chapters 2 and 3).
 */
export interface Character {
  readonly grid: AbelianGrid;
  /** One whole number from 0 to n_j − 1 for every axis. */
  readonly frequencies: readonly number[];
}

/** χ(x) as a share of a full turn, in [0, 1), of an element by its number. */
export function phase({ grid, frequencies }: Character, element: number): number {
  const { sizes, order } = grid;
  const coordinates = grid.coordinates(element);
  // In whole parts of a turn, of which every axis has a divisor of the order: no rounding.
  const parts = frequencies.reduce((sum, frequency, axis) => {
    const size = sizes[axis]!;
    return sum + ((frequency * coordinates[axis]!) % size) * (order / size);
  }, 0);
  return (parts % order) / order;
}

/** χ(x), exact at quarter turns. */
export function characterValue(character: Character, element: number): Complex {
  const turn = phase(character, element);
  const exact = ([[1, 0] as const, [0, 1] as const, [-1, 0] as const, [0, -1] as const] as const)[
    turn * 4
  ];
  return exact ?? [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
}

/**
 * The characters that are 1 on the subgroup that the given elements generate: those of the quotient by
 * it, as many as it has cosets. Without elements, all characters. In the order of their frequencies,
 * row-major, the trivial character first.
 */
export function characters(grid: AbelianGrid, trivialOn: readonly number[] = []): Character[] {
  return Array.from({ length: grid.order }, (_, number): Character => ({
    grid,
    frequencies: grid.coordinates(number),
  })).filter((character) => trivialOn.every((element) => phase(character, element) === 0));
}
