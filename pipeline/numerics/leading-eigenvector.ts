/**
 * Leading eigenvector of a Hermitian matrix by power iteration with a shift that makes the largest
 * eigenvalue the largest in magnitude.
 *
 * @param real row-major n × n, symmetric
 * @param imaginary row-major n × n, antisymmetric
 * @returns phase (radians) and magnitude of every component; the overall phase is arbitrary
 */
export function leadingEigenvector(
  real: Float64Array,
  imaginary: Float64Array,
): { readonly phases: Float64Array; readonly magnitudes: Float64Array } {
  const n = Math.round(Math.sqrt(real.length));
  // Gershgorin: no eigenvalue lies below −(largest row sum of magnitudes).
  let shift = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.hypot(real[i * n + j]!, imaginary[i * n + j]!);
    shift = Math.max(shift, sum);
  }
  // An irregular imaginary part: the all-ones vector alone is orthogonal to evenly spaced elements.
  let x = new Float64Array(n).fill(1 / Math.sqrt(n));
  let y = Float64Array.from({ length: n }, (_, i) => 1e-3 * Math.cos(i * i));
  for (let iteration = 0; iteration < 2000; iteration++) {
    const nextX = new Float64Array(n);
    const nextY = new Float64Array(n);
    let norm = 0;
    for (let i = 0; i < n; i++) {
      let re = shift * x[i]!;
      let im = shift * y[i]!;
      for (let j = 0; j < n; j++) {
        const a = real[i * n + j]!;
        const b = imaginary[i * n + j]!;
        re += a * x[j]! - b * y[j]!;
        im += a * y[j]! + b * x[j]!;
      }
      nextX[i] = re;
      nextY[i] = im;
      norm += re * re + im * im;
    }
    norm = Math.sqrt(norm);
    if (norm === 0) break;
    let change = 0;
    for (let i = 0; i < n; i++) {
      nextX[i] = nextX[i]! / norm;
      nextY[i] = nextY[i]! / norm;
      change = Math.max(change, Math.abs(nextX[i]! - x[i]!), Math.abs(nextY[i]! - y[i]!));
    }
    x = nextX;
    y = nextY;
    if (change < 1e-9) break;
  }
  return {
    phases: Float64Array.from(x, (re, i) => Math.atan2(y[i]!, re)),
    magnitudes: Float64Array.from(x, (re, i) => Math.hypot(re, y[i]!)),
  };
}
