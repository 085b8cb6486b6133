import { solveRidge } from './least-squares.ts';

/** Least squares of a function that is not linear, within bounds. */
export interface BoundedProblem {
  readonly start: readonly number[];
  /** As many as parameters; infinite where there is no bound. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Residuals, and their derivatives [parameter, residual], row-major. */
  linearise(parameters: Float64Array): {
    readonly residuals: Float64Array;
    readonly jacobian: Float64Array;
  };
}

export interface BoundedSolution {
  readonly parameters: Float64Array;
  /** Sum of squared residuals. */
  readonly squares: number;
}

const STRONGEST_DAMPING = 1e10;

/**
 * Levenberg–Marquardt (Marquardt 1963) with steps cut off at the bounds; a parameter that rests on its
 * bound and is pushed outward is held. Ends where a step gains less than `tolerance` of the squares,
 * where no step gains, or after `iterations` steps.
 *
 * @throws RangeError where start and bounds are not of one length
 */
export function levenbergMarquardt(
  { start, lower, upper, linearise }: BoundedProblem,
  { iterations = 100, tolerance = 1e-9 } = {},
): BoundedSolution {
  const n = start.length;
  if (lower.length !== n || upper.length !== n) {
    throw new RangeError('every parameter has a lower and an upper bound');
  }
  const within = (value: number, i: number): number =>
    Math.min(upper[i]!, Math.max(lower[i]!, value));
  let parameters = Float64Array.from(start, within);
  let { residuals, jacobian } = linearise(parameters);
  let squares = sumOfSquares(residuals);
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations && squares > 0; iteration++) {
    const { gram, slope } = normalEquations(residuals, jacobian, n);
    for (let i = 0; i < n; i++) {
      const pushed = slope[i]! > 0 ? lower[i]! : upper[i]!;
      if (slope[i] !== 0 && parameters[i] === pushed) hold(gram, slope, i);
    }
    const before = squares;
    while (damping < STRONGEST_DAMPING) {
      const damped = gram.slice();
      for (let i = 0; i < n; i++) damped[i * n + i] = damped[i * n + i]! * (1 + damping);
      const step = solveRidge(damped, slope, 1e-12);
      const tried = parameters.map((value, i) => within(value - step[i]!, i));
      const there = linearise(tried);
      const squaresThere = sumOfSquares(there.residuals);
      if (squaresThere < squares) {
        [parameters, squares] = [tried, squaresThere];
        ({ residuals, jacobian } = there);
        damping = Math.max(damping / 5, 1e-9);
        break;
      }
      damping *= 4;
    }
    if (before - squares <= tolerance * before) break;
  }
  return { parameters, squares };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** JᵀJ [n, n] and Jᵀr. */
function normalEquations(
  residuals: Float64Array,
  jacobian: Float64Array,
  n: number,
): { readonly gram: Float64Array; readonly slope: Float64Array } {
  const count = residuals.length;
  const gram = new Float64Array(n * n);
  const slope = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = i * count;
    for (let j = 0; j <= i; j++) {
      const other = j * count;
      let sum = 0;
      for (let k = 0; k < count; k++) sum += jacobian[row + k]! * jacobian[other + k]!;
      gram[i * n + j] = gram[j * n + i] = sum;
    }
    let sum = 0;
    for (let k = 0; k < count; k++) sum += jacobian[row + k]! * residuals[k]!;
    slope[i] = sum;
  }
  return { gram, slope };
}

/** Takes a parameter out of the equations: its step is 0. */
function hold(gram: Float64Array, slope: Float64Array, parameter: number): void {
  const n = slope.length;
  for (let i = 0; i < n; i++) gram[i * n + parameter] = gram[parameter * n + i] = 0;
  gram[parameter * n + parameter] = 1;
  slope[parameter] = 0;
}
