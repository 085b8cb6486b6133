import type { MotifForm } from '../records/circuit.ts';

/** The groups whose elements are angles. */
export type CircleGroup = 'rotation' | 'hue';

/**
 * A function of a source's element a, a target's element b and the angle φ of a kernel position:
 * cos or sin of p a + q b + n φ.
 */
export interface MotifTerm {
  readonly p: number;
  readonly q: number;
  readonly n: number;
  readonly part: 'cos' | 'sin';
}

/** Highest harmonics of the target's element (in its own period) and of the position's angle. */
export interface Harmonics {
  readonly element: number;
  readonly position: number;
}

/** Degrees after which the elements of either end repeat. */
export interface Periods {
  readonly source: number;
  readonly target: number;
}

/**
 * The terms that do not change when everything turns together. Under rotation a kernel family
 * K_(a→b)(ρ, φ) is equivariant exactly if it is a sum of terms with p + q + n = 0, with weights that
 * depend on ρ alone; written this way a 5 × 5 grid is never interpolated. Hue moves no position: there
 * p + q = 0, and the kernel is taken to depend on ρ. Elements that repeat after a part of the turn
 * allow the harmonics of that part only.
 *
 * - invariant→equivariant: a function of φ − b, the terms with p = 0
 * - equivariant→invariant: a function of φ − a, the terms with q = 0
 * - equivariant→equivariant: all terms
 *
 * @param central at the kernel's middle the position has no angle, so n = 0
 */
export function motifTerms(
  form: MotifForm,
  group: CircleGroup,
  periods: Periods,
  harmonics: Harmonics,
  central: boolean,
): MotifTerm[] {
  const sourceOrder = 360 / periods.source;
  const targetOrder = 360 / periods.target;
  const highest = central || group === 'hue' ? 0 : harmonics.position;
  const seen = new Set<string>();
  const terms: MotifTerm[] = [];
  const add = (p: number, q: number, n: number): void => {
    if (p % sourceOrder !== 0 || q % targetOrder !== 0) return;
    // (p, q, n) and (−p, −q, −n) are the same function up to sign.
    if (seen.has([-p, -q, -n].map((k) => k + 0).join())) return;
    seen.add([p, q, n].join());
    terms.push({ p, q, n, part: 'cos' });
    if (p !== 0 || q !== 0 || n !== 0) terms.push({ p, q, n, part: 'sin' });
  };
  for (let n = 0; n <= highest; n++) {
    if (form === 'invariant→equivariant') add(0, -n + 0, n);
    else if (form === 'equivariant→invariant') add(-n + 0, 0, n);
    else {
      for (let k = -harmonics.element; k <= harmonics.element; k++) {
        const q = k * targetOrder;
        add(-q - n + 0, q + 0, n);
      }
    }
  }
  return terms;
}
