/**
 * Linear least squares with a small ridge, through the normal equations and Cholesky factors. The
 * ridge (relative to the mean diagonal) keeps collinear columns harmless.
 *
 * @param columns the design matrix, one array per column
 * @param target as many values as a column has
 * @returns one coefficient per column
 */
export function leastSquares(
  columns: readonly ArrayLike<number>[],
  target: ArrayLike<number>,
  ridge = 1e-9,
): Float64Array {
  const n = columns.length;
  const gram = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const a = columns[i]!;
    for (let j = 0; j <= i; j++) gram[i * n + j] = dot(a, columns[j]!);
    right[i] = dot(a, target);
  }
  return solveRidge(gram, right, ridge);
}

/**
 * Solves (G + ridge · mean diagonal · I) x = b for a positive semidefinite G [n, n], row-major; only
 * its lower triangle is read, and neither is changed.
 */
export function solveRidge(gram: Float64Array, right: Float64Array, ridge = 1e-9): Float64Array {
  const n = right.length;
  const lower = gram.slice();
  let trace = 0;
  for (let i = 0; i < n; i++) trace += lower[i * n + i]!;
  const added = Math.max((ridge * trace) / Math.max(n, 1), Number.MIN_VALUE);
  for (let i = 0; i < n; i++) lower[i * n + i] = lower[i * n + i]! + added;
  return solveCholesky(lower, right.slice());
}

/**
 * The matrix M [n, n] with rᵀ M r = 2 wᵀ r − wᵀ G w for the solution w of `solveRidge(G, r)`: the squares
 * that a fit takes away, for many right sides r.
 */
export function explainedForm(gram: Float64Array, n: number, ridge?: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const unit = new Float64Array(n);
    unit[column] = 1;
    inverse.set(solveRidge(gram, unit, ridge), column * n);
  }
  const half = squareProduct(inverse, gram, n);
  const whole = squareProduct(half, inverse, n);
  return whole.map((value, i) => 2 * inverse[i]! - value);
}

/** A B of two matrices [n, n]. */
function squareProduct(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      for (let j = 0; j < n; j++) out[i * n + j] = out[i * n + j]! + factor * b[k * n + j]!;
    }
  }
  return out;
}

/** rᵀ M r. */
export function quadraticForm(form: Float64Array, r: Float64Array): number {
  const n = r.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += form[i * n + j]! * r[j]!;
    total += r[i]! * row;
  }
  return total;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Solves M x = b for a positive definite M given by its lower triangle; overwrites both. */
function solveCholesky(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] =
        i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / lower[j * n + j]!;
    }
    let value = b[i]!;
    for (let k = 0; k < i; k++) value -= lower[i * n + k]! * b[k]!;
    b[i] = value / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let value = b[i]!;
    for (let k = i + 1; k < n; k++) value -= lower[k * n + i]! * b[k]!;
    b[i] = value / lower[i * n + i]!;
  }
  return b;
}
