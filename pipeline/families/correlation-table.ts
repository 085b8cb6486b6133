import { abelianGrid, type AbelianGrid } from '../groups/abelian-grid.ts';
import {
  correlationAt,
  correlationCube,
  normaliseSpectrum,
  restrictToQuotient,
  type CrossSpectrum,
} from './cross-spectrum.ts';

/**
 * Correlations of every pair of units at every element of the group, with what the search needs of
 * them. Where a subgroup leaves the units' responses as they are (a half turn for lines), they are
 * averaged over its cosets, to unit norm again, and elements are told up to it.
 */
export interface CorrelationTable {
  readonly spectrum: CrossSpectrum;
  readonly grid: AbelianGrid;
  /** Indices of the units in their layer. */
  readonly units: readonly number[];
  /** Smallest element of every element's coset. */
  readonly coset: Int32Array;
  /** [i, j, element]: correlation of i's modulation with j's moved back by the element. */
  readonly cube: Float32Array;
  /** max over elements, [i, j]; symmetric. */
  readonly strength: Float32Array;
  /** Where it is attained: the element that takes i's to j's, [i, j]. */
  readonly best: Uint16Array;
}

/** @param stabiliser generators of the subgroup, as elements of the spectrum's grid */
export function correlationTable(
  spectrum: CrossSpectrum,
  stabiliser: readonly number[] = [],
): CorrelationTable {
  const grid = abelianGrid('the probed group', spectrum.sizes);
  const averaged = restrictToQuotient(spectrum, trivialOn(grid, stabiliser));
  const restricted = stabiliser.length === 0 ? averaged : normaliseSpectrum(averaged);
  const coset = grid.cosets(stabiliser);
  const cube = correlationCube(restricted);
  const n = spectrum.units.length;
  const strength = new Float32Array(n * n);
  const best = new Uint16Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const start = (i * n + j) * grid.order;
      let place = 0;
      for (let e = 1; e < grid.order; e++) {
        if (cube[start + e]! > cube[start + place]! + 1e-7) place = e;
      }
      strength[i * n + j] = strength[j * n + i] = cube[start + place]!;
      best[i * n + j] = coset[place]!;
      best[j * n + i] = coset[grid.negate(place)]!;
    }
  }
  return { spectrum: restricted, grid, units: spectrum.units, coset, cube, strength, best };
}

/** Whether a character is 1 on some elements, and so on the subgroup that they generate. */
export function trivialOn(
  grid: AbelianGrid,
  elements: readonly number[],
): (harmonics: readonly number[]) => boolean {
  return (harmonics) =>
    elements.every((element) => {
      const place = grid.coordinates(element);
      const turns = harmonics.reduce((sum, k, a) => sum + (k * place[a]!) / grid.sizes[a]!, 0);
      return Math.abs(turns - Math.round(turns)) < 1e-9;
    });
}

/** Correlation at an element of the grid. */
export function tableAt(
  { cube, units, grid }: CorrelationTable,
  i: number,
  j: number,
  e: number,
): number {
  return cube[(i * units.length + j) * grid.order + e]!;
}

/** Steps between two elements along the axis where they are furthest apart, up to the stabiliser. */
export function elementDistance({ grid, coset }: CorrelationTable, a: number, b: number): number {
  let least = Infinity;
  const difference = grid.subtract(a, b);
  for (let e = 0; e < grid.order; e++) {
    if (coset[e] !== coset[difference]) continue;
    const place = grid.coordinates(e);
    const furthest = place.reduce(
      (most, step, axis) => Math.max(most, Math.min(step, grid.sizes[axis]! - step)),
      0,
    );
    least = Math.min(least, furthest);
  }
  return least;
}

/** Symmetric matrix [i, j] of inner products of members moved back by real-valued elements (steps). */
export function alignedGram(
  table: CorrelationTable,
  members: readonly number[],
  elements: readonly (readonly number[])[],
  spectrum: CrossSpectrum = table.spectrum,
): Float64Array {
  const n = members.length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const relative = elements[j]!.map((step, axis) => step - elements[i]![axis]!);
      const value = correlationAt(spectrum, members[i]!, members[j]!, relative);
      gram[i * n + j] = gram[j * n + i] = value;
    }
  }
  return gram;
}

/** The same for elements of the grid, from the table: fast enough for thousands of nulls. */
export function steppedGram(
  table: CorrelationTable,
  members: readonly number[],
  elements: readonly number[],
): Float64Array {
  const n = members.length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const relative = table.grid.subtract(elements[j]!, elements[i]!);
      gram[i * n + j] = gram[j * n + i] = tableAt(table, members[i]!, members[j]!, relative);
    }
  }
  return gram;
}
