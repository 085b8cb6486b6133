import type { Motif } from '../records/circuit.ts';

/**
 * Functions of a source's element a, a target's element b and a kernel position (ρ, φ) that do not
 * change when all three angles turn together: cos and sin of k (b − a) + m (φ − a). A kernel family
 * K_(a→b)(ρ, φ) is equivariant exactly if it is a sum of these with weights that depend on ρ alone;
 * written this way a 5 × 5 grid is never interpolated.
 *
 * - invariant→equivariant: a function of φ − b, the terms with k = −m
 * - equivariant→invariant: a function of φ − a, the terms with k = 0
 * - equivariant→equivariant: all terms
 */
export interface BasisTerm {
  readonly k: number;
  readonly m: number;
  readonly part: 'cos' | 'sin';
}

/** Highest harmonics of the relative element and of the position's angle. */
export interface Harmonics {
  readonly element: number;
  readonly position: number;
}

export type EquivariantMotif = Exclude<Motif, 'no motif'>;

export const equivariantMotifs: readonly EquivariantMotif[] = [
  'invariant→equivariant',
  'equivariant→invariant',
  'equivariant→equivariant',
];

/** The terms of a motif; at the kernel's middle (`central`) the position has no angle, so m = 0. */
export function basisTerms(
  motif: EquivariantMotif,
  harmonics: Harmonics,
  central: boolean,
): BasisTerm[] {
  const terms: BasisTerm[] = [];
  const highest = central ? 0 : harmonics.position;
  for (let m = 0; m <= highest; m++) {
    for (let k = -harmonics.element; k <= harmonics.element; k++) {
      // (k, m) and (−k, −m) are the same function up to sign.
      if (m === 0 && k < 0) continue;
      if (motif === 'invariant→equivariant' && k !== -m) continue;
      if (motif === 'equivariant→invariant' && k !== 0) continue;
      terms.push({ k, m, part: 'cos' });
      if (k !== 0 || m !== 0) terms.push({ k, m, part: 'sin' });
    }
  }
  return terms;
}

/** Value of a term; angles in degrees. */
export function evaluateTerm(
  { k, m, part }: BasisTerm,
  source: number,
  target: number,
  position: number,
): number {
  const phase = ((k * (target - source) + m * (position - source)) * Math.PI) / 180;
  return part === 'cos' ? Math.cos(phase) : Math.sin(phase);
}

/** Positions of a square kernel at one distance from its middle. */
export interface Ring {
  /** Distance in positions. */
  readonly radius: number;
  /** Index y · size + x and angle (degrees, clockwise on the screen) of every position. */
  readonly places: readonly { readonly index: number; readonly angle: number }[];
}

export function rings(size: number): Ring[] {
  const middle = (size - 1) / 2;
  const byDistance = new Map<number, { index: number; angle: number }[]>();
  for (let index = 0; index < size * size; index++) {
    const x = (index % size) - middle;
    const y = Math.floor(index / size) - middle;
    const squared = x * x + y * y;
    const places = byDistance.get(squared) ?? [];
    places.push({ index, angle: (Math.atan2(y, x) * 180) / Math.PI });
    byDistance.set(squared, places);
  }
  return [...byDistance.entries()]
    .sort(([a], [b]) => a - b)
    .map(([squared, places]) => ({ radius: Math.sqrt(squared), places }));
}
