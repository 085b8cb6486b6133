import type { MotifForm } from '../records/circuit.ts';
import { explainedForm, quadraticForm, solveRidge } from '../numerics/least-squares.ts';
import type { KernelTable } from './kernel-table.ts';
import { motifTerms, type CircleGroup, type Harmonics, type Periods } from './motif-terms.ts';
import { normalEquations, rightSide, type NormalEquations } from './normal-equations.ts';
import type { ProjectedRing } from './projected-rings.ts';

export interface FitRules {
  readonly harmonics: Harmonics;
  /** Relative to the mean diagonal: keeps coefficients of thinly covered angles small. */
  readonly ridge: number;
}

export const fitRules: FitRules = { harmonics: { element: 2, position: 2 }, ridge: 0.01 };

/** What is fitted: which ends move, by which group, and their elements in degrees. */
export interface MotifModel {
  readonly form: MotifForm;
  readonly group: CircleGroup;
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  readonly periods: Periods;
}

export interface MotifFit {
  /** Σ of squares that the motif misses, on the kernels it was fitted to. */
  readonly missed: number;
  /** The same for every moved unit predicted from a fit to the others. */
  readonly missedLeftOut: number;
  readonly parameters: number;
}

/**
 * Least squares of a motif's terms, ring by ring. Units are left out of the end that the motif moves,
 * targets where it moves both.
 */
export function fitMotif(
  projected: readonly ProjectedRing[],
  model: MotifModel,
  rules: FitRules = fitRules,
): MotifFit {
  const { form, sources, targets } = model;
  const left = form === 'equivariant→invariant' ? sources : targets;
  let parameters = 0;
  let missed = 0;
  let missedLeftOut = 0;
  for (const ring of projected) {
    const terms = termsOf(ring, model, rules);
    parameters += terms.length;
    const all = normalEquations(ring, terms, sources, targets);
    missed += squaredError(all, solveRidge(all.gram, all.right, rules.ridge));
    left.forEach((_, k) => {
      const units = form === 'equivariant→invariant' ? { sources: [k] } : { targets: [k] };
      const own = normalEquations(ring, terms, sources, targets, units);
      const gram = all.gram.map((value, i) => value - own.gram[i]!);
      const right = all.right.map((value, i) => value - own.right[i]!);
      missedLeftOut += squaredError(own, solveRidge(gram, right, rules.ridge));
    });
  }
  return { missed, missedLeftOut, parameters };
}

/**
 * `missed` alone as a function of the order of the elements, for nulls that shuffle them: products of
 * terms summed over all pairs do not depend on it.
 */
export function missedByOrder(
  projected: readonly ProjectedRing[],
  model: MotifModel,
  rules: FitRules = fitRules,
): (sources: readonly number[], targets: readonly number[]) => number {
  const s = model.sources.map((_, i) => i);
  const t = model.targets.map((_, i) => i);
  const prepared = projected.map((ring) => {
    const terms = termsOf(ring, model, rules);
    const { gram, power } = normalEquations(ring, terms, model.sources, model.targets);
    return { ring, terms, power, form: explainedForm(gram, terms.length, rules.ridge) };
  });
  return (sources, targets) =>
    prepared.reduce((missed, { ring, terms, power, form }) => {
      const right = rightSide(ring, terms, sources, targets, s, t, s.length);
      return missed + power - quadraticForm(form, right);
    }, 0);
}

function termsOf({ radius }: ProjectedRing, { form, group, periods }: MotifModel, rules: FitRules) {
  return motifTerms(form, group, periods, rules.harmonics, radius === 0);
}

/** Σ (K − prediction)². */
export function squaredError(
  { gram, right, power }: NormalEquations,
  weights: Float64Array,
): number {
  const n = weights.length;
  let error = power;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += gram[i * n + j]! * weights[j]!;
    error += weights[i]! * (row - 2 * right[i]!);
  }
  return error;
}

/**
 * Σ over pairs and positions of (K − the position's mean over pairs)²: what "no motif", which predicts
 * the mean kernel for every pair, misses.
 */
export function varianceAboutMeanKernel({ size, sources, targets, values }: KernelTable): number {
  const area = size * size;
  const sums = new Float64Array(area);
  let squares = 0;
  values.forEach((value, at) => {
    sums[at % area] = sums[at % area]! + value;
    squares += value * value;
  });
  return squares - sums.reduce((total, sum) => total + sum * sum, 0) / (sources * targets);
}
