import { leastSquares } from '../numerics/least-squares.ts';
import type { KernelTable } from './kernel-table.ts';
import {
  basisTerms,
  evaluateTerm,
  rings,
  type EquivariantMotif,
  type Harmonics,
  type Ring,
} from './rotation-basis.ts';

export interface FitRules {
  readonly harmonics: Harmonics;
  /** Relative to the mean diagonal: keeps coefficients of thinly covered angles small. */
  readonly ridge: number;
}

export const fitRules: FitRules = { harmonics: { element: 2, position: 2 }, ridge: 0.01 };

export interface MotifFit {
  readonly motif: EquivariantMotif;
  /** R² on the kernels it was fitted to. */
  readonly r2InSample: number;
  readonly parameters: number;
}

/**
 * R² of a motif: the share that it explains of the kernels' variance about the mean kernel (each
 * position's mean over all pairs), which "no motif" would predict for every pair.
 */
export function fitMotif(table: KernelTable, motif: EquivariantMotif, rules = fitRules): MotifFit {
  const everyone = table.targets.map((_, t) => t);
  let parameters = 0;
  let missed = 0;
  for (const ring of rings(table.size)) {
    const fit = fitRing(table, motif, ring, everyone, rules);
    parameters += fit.coefficients.length;
    missed += squaredErrors(table, ring, fit, everyone);
  }
  return { motif, parameters, r2InSample: 1 - missed / varianceAboutMeanKernel(table) };
}

/** R² when the kernels of every target are predicted from a fit to the other targets. */
export function crossValidate(
  table: KernelTable,
  motif: EquivariantMotif,
  rules = fitRules,
): number {
  let missed = 0;
  for (const ring of rings(table.size)) {
    table.targets.forEach((_, left) => {
      const others = table.targets.map((_, t) => t).filter((t) => t !== left);
      const fit = fitRing(table, motif, ring, others, rules);
      missed += squaredErrors(table, ring, fit, [left]);
    });
  }
  return 1 - missed / varianceAboutMeanKernel(table);
}

interface RingFit {
  readonly terms: ReturnType<typeof basisTerms>;
  readonly coefficients: Float64Array;
}

function fitRing(
  table: KernelTable,
  motif: EquivariantMotif,
  ring: Ring,
  targets: readonly number[],
  { harmonics, ridge }: FitRules,
): RingFit {
  const terms = basisTerms(motif, harmonics, ring.radius === 0);
  const rows = targets.length * table.sources.length * ring.places.length;
  const columns = terms.map(() => new Float64Array(rows));
  const values = new Float64Array(rows);
  forEachWeight(table, ring, targets, (row, value, source, target, angle) => {
    values[row] = value;
    terms.forEach((term, i) => {
      columns[i]![row] = evaluateTerm(term, source, target, angle);
    });
  });
  return { terms, coefficients: leastSquares(columns, values, ridge) };
}

function squaredErrors(
  table: KernelTable,
  ring: Ring,
  { terms, coefficients }: RingFit,
  targets: readonly number[],
): number {
  let sum = 0;
  forEachWeight(table, ring, targets, (_, value, source, target, angle) => {
    let predicted = 0;
    for (let i = 0; i < terms.length; i++) {
      predicted += coefficients[i]! * evaluateTerm(terms[i]!, source, target, angle);
    }
    sum += (value - predicted) ** 2;
  });
  return sum;
}

function forEachWeight(
  table: KernelTable,
  ring: Ring,
  targets: readonly number[],
  visit: (row: number, value: number, source: number, target: number, angle: number) => void,
): void {
  const area = table.size * table.size;
  let row = 0;
  for (const t of targets) {
    for (let s = 0; s < table.sources.length; s++) {
      const start = (t * table.sources.length + s) * area;
      for (const { index, angle } of ring.places) {
        visit(row++, table.values[start + index]!, table.sources[s]!, table.targets[t]!, angle);
      }
    }
  }
}

/** Σ (K − mean kernel)² over all pairs and positions. */
export function varianceAboutMeanKernel({ size, values }: KernelTable): number {
  const area = size * size;
  const pairs = values.length / area;
  let sum = 0;
  for (let place = 0; place < area; place++) {
    let total = 0;
    for (let i = place; i < values.length; i += area) total += values[i]!;
    const mean = total / pairs;
    for (let i = place; i < values.length; i += area) sum += (values[i]! - mean) ** 2;
  }
  return sum;
}
