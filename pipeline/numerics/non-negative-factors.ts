import type { Random } from './random.ts';

export interface FactorRules {
  readonly random: Random;
  /** Updates of one start, at most. */
  readonly iterations?: number;
  /** A start has converged when ten updates lower the share not explained by less than this. */
  readonly tolerance?: number;
  /** Starts from random factors; the best is kept. */
  readonly restarts?: number;
}

/** A matrix as left · right with entries ≥ 0; factors by the squares they explain, most first. */
export interface NonNegativeFactors {
  /** [row, factor], row-major; every factor sums to 1 over the rows, one that explains nothing to 0. */
  readonly left: Float64Array;
  /** [factor, column], row-major; holds the scale. */
  readonly right: Float64Array;
  /** Share of the matrix's squares: 1 − ‖V − left · right‖² / ‖V‖²; 0 for a matrix of zeros. */
  readonly explained: number;
}

const BETWEEN_CHECKS = 10;

/** Keeps a denominator from zero, where the numerator is zero too. */
const TINY = 1e-300;

/**
 * Non-negative matrix factorisation for the squared error by multiplicative updates (Lee and Seung,
 * Algorithms for Non-negative Matrix Factorization, NIPS 2000, published 2001). Where these have come
 * to rest, the error of the matrix rises by ‖left_k right_k‖² without factor k, and that is its order.
 *
 * @param matrix [rows, columns], row-major
 * @throws RangeError for a negative entry or NaN, a count below 1 and a matrix of another shape
 */
export function nonNegativeFactors(
  matrix: Float64Array,
  rows: number,
  columns: number,
  count: number,
  { random, iterations = 300, tolerance = 1e-5, restarts = 5 }: FactorRules,
): NonNegativeFactors {
  requireShape(matrix, rows, columns, count);
  const total = squares(matrix);
  let best: Fit | undefined;
  for (let start = 0; start < restarts; start++) {
    const fit = descend({ matrix, rows, columns, count, total }, random, iterations, tolerance);
    if (!best || fit.missed < best.missed) best = fit;
  }
  if (!best) throw new RangeError('a factorisation needs at least one start');
  return {
    ...inOrder(best, rows, columns, count),
    explained: total === 0 ? 0 : 1 - best.missed,
  };
}

interface Problem {
  readonly matrix: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** ‖V‖². */
  readonly total: number;
}

interface Fit {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Share of the squares. */
  readonly missed: number;
}

function descend(problem: Problem, random: Random, iterations: number, tolerance: number): Fit {
  const { matrix, rows, columns, count, total } = problem;
  // Entries whose products have about the matrix's mean square.
  const scale = Math.sqrt(2 * Math.sqrt(total / (rows * columns)));
  const draw = (length: number): Float64Array =>
    Float64Array.from({ length }, () => scale * (1 - random.uniform()) * Math.sqrt(1 / count));
  const left = draw(rows * count);
  const right = draw(count * columns);
  let missed = missedShare(problem, left, right);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    multiplyBy(right, ...gradientOfRight(matrix, left, right, rows, columns, count));
    multiplyBy(left, ...gradientOfLeft(matrix, left, right, rows, columns, count));
    if (iteration % BETWEEN_CHECKS > 0) continue;
    const before = missed;
    missed = missedShare(problem, left, right);
    if (before - missed < tolerance) break;
  }
  return { left, right, missed: missedShare(problem, left, right) };
}

function multiplyBy(values: Float64Array, pull: Float64Array, push: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = (values[i]! * pull[i]!) / (push[i]! + TINY);
  }
}

/** Wᵀ V and Wᵀ W H, both [factor, column]. */
function gradientOfRight(
  matrix: Float64Array,
  left: Float64Array,
  right: Float64Array,
  rows: number,
  columns: number,
  count: number,
): [Float64Array, Float64Array] {
  const pull = new Float64Array(count * columns);
  const gram = new Float64Array(count * count);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < count; k++) {
      const weight = left[i * count + k]!;
      for (let l = 0; l < count; l++) {
        gram[k * count + l] = gram[k * count + l]! + weight * left[i * count + l]!;
      }
      for (let j = 0; j < columns; j++) {
        pull[k * columns + j] = pull[k * columns + j]! + weight * matrix[i * columns + j]!;
      }
    }
  }
  const push = new Float64Array(count * columns);
  for (let k = 0; k < count; k++) {
    for (let l = 0; l < count; l++) {
      const weight = gram[k * count + l]!;
      for (let j = 0; j < columns; j++) {
        push[k * columns + j] = push[k * columns + j]! + weight * right[l * columns + j]!;
      }
    }
  }
  return [pull, push];
}

/** V Hᵀ and W H Hᵀ, both [row, factor]. */
function gradientOfLeft(
  matrix: Float64Array,
  left: Float64Array,
  right: Float64Array,
  rows: number,
  columns: number,
  count: number,
): [Float64Array, Float64Array] {
  const gram = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    for (let l = 0; l < count; l++) gram[k * count + l] = inner(right, k, right, l, columns);
  }
  const pull = new Float64Array(rows * count);
  const push = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < count; k++) {
      pull[i * count + k] = inner(matrix, i, right, k, columns);
      push[i * count + k] = inner(left, i, gram, k, count);
    }
  }
  return [pull, push];
}

/** Inner product of row i of one matrix with row j of another. */
function inner(a: Float64Array, i: number, b: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let n = 0; n < length; n++) sum += a[i * length + n]! * b[j * length + n]!;
  return sum;
}

function missedShare(
  { matrix, rows, columns, count, total }: Problem,
  left: Float64Array,
  right: Float64Array,
): number {
  if (total === 0) return 0;
  let sum = 0;
  const row = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    row.set(matrix.subarray(i * columns, (i + 1) * columns));
    for (let k = 0; k < count; k++) {
      const weight = left[i * count + k]!;
      for (let j = 0; j < columns; j++) row[j] = row[j]! - weight * right[k * columns + j]!;
    }
    sum += squares(row);
  }
  return sum / total;
}

function inOrder({ left, right }: Fit, rows: number, columns: number, count: number) {
  const factors = Array.from({ length: count }, (_, k) => {
    const column = Float64Array.from({ length: rows }, (_, i) => left[i * count + k]!);
    const row = right.subarray(k * columns, (k + 1) * columns);
    return { column, row, power: squares(column) * squares(row) };
  }).sort((a, b) => b.power - a.power);
  const orderedLeft = new Float64Array(rows * count);
  const orderedRight = new Float64Array(count * columns);
  factors.forEach(({ column, row }, k) => {
    const sum = column.reduce((partial, value) => partial + value, 0);
    column.forEach((value, i) => {
      orderedLeft[i * count + k] = sum === 0 ? 0 : value / sum;
    });
    orderedRight.set(
      row.map((value) => value * sum),
      k * columns,
    );
  });
  return { left: orderedLeft, right: orderedRight };
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function requireShape(matrix: Float64Array, rows: number, columns: number, count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`a factorisation has at least one factor, not ${String(count)}`);
  }
  if (matrix.length !== rows * columns) {
    throw new RangeError(
      `a matrix of ${String(rows)} × ${String(columns)} does not have ${String(matrix.length)} entries`,
    );
  }
  const odd = matrix.find((value) => !(value >= 0 && Number.isFinite(value)));
  if (odd === undefined) return;
  throw new RangeError(`a matrix with non-negative factors has no entry ${String(odd)}`);
}
