/**
 * The Fourier transform on the cyclic group C_n, for the worked examples: characters
 * χ_k(j) = exp(2πi jk / n), coefficients X_k = Σ_j x_j exp(−2πi jk / n). Real values only, so that
 * frequencies k and n − k go together.
 */

export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/** Coefficients of frequencies 0 … n − 1. */
export function cyclicFourier(values: readonly number[]): Complex[] {
  const n = values.length;
  return values.map((_, k) => {
    let [real, imaginary] = [0, 0];
    values.forEach((value, j) => {
      // jk modulo n keeps the angle small and the quarter turns exact to rounding.
      const angle = (2 * Math.PI * ((j * k) % n)) / n;
      real += value * Math.cos(angle);
      imaginary -= value * Math.sin(angle);
    });
    return { real, imaginary };
  });
}

/** A frequency of real values, k and n − k taken together: amplitude · cos(360° k j / n + phase). */
export interface Wave {
  readonly frequency: number;
  /** Largest value of the wave. */
  readonly amplitude: number;
  /** Degrees in (−180, 180]; 0 where the amplitude is nothing but rounding. */
  readonly phase: number;
  /** Of the variance about the mean; 0 for the frequency 0, which is the mean. */
  readonly share: number;
}

/** The waves of frequencies 0 … floor(n / 2) whose sum the values are. */
export function wavesOf(values: readonly number[]): Wave[] {
  const n = values.length;
  const coefficients = cyclicFourier(values).slice(0, Math.floor(n / 2) + 1);
  const single = (k: number) => k === 0 || 2 * k === n;
  const amplitudes = coefficients.map(
    ({ real, imaginary }, k) => ((single(k) ? 1 : 2) * Math.hypot(real, imaginary)) / n,
  );
  const power = amplitudes.map((a, k) => (k === 0 ? 0 : single(k) ? a * a : (a * a) / 2));
  const variance = power.reduce((sum, p) => sum + p, 0);
  const rounding = 1e-12 * Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  return coefficients.map(({ real, imaginary }, k) => ({
    frequency: k,
    amplitude: amplitudes[k]!,
    phase: amplitudes[k]! > rounding ? (Math.atan2(imaginary, real) * 180) / Math.PI : 0,
    share: variance > 0 ? power[k]! / variance : 0,
  }));
}

/** The wave at place `at` of n, any real number. */
export const waveAt = ({ frequency, amplitude, phase }: Wave, at: number, n: number) =>
  amplitude * Math.cos((2 * Math.PI * frequency * at) / n + (phase * Math.PI) / 180);

/** The matrix of the convolution with a kernel, W[b][a] = w(b − a): every diagonal is one weight. */
export function circulant(kernel: readonly number[]): number[][] {
  const n = kernel.length;
  return kernel.map((_, b) => kernel.map((_, a) => kernel[(b - a + n) % n]!));
}

/**
 * Real characters of C_n as an orthonormal basis, one row each: the constant, then cosine and sine of
 * every frequency, last the alternating one where n is even.
 */
export function realCharacters(n: number): number[][] {
  const wave = (k: number, sine: boolean) =>
    Array.from({ length: n }, (_, j) => {
      const angle = (2 * Math.PI * ((j * k) % n)) / n;
      const scale = k === 0 || 2 * k === n ? Math.sqrt(1 / n) : Math.sqrt(2 / n);
      return scale * (sine ? Math.sin(angle) : Math.cos(angle));
    });
  return Array.from({ length: Math.floor(n / 2) + 1 }, (_, k) => k).flatMap((k) =>
    k === 0 || 2 * k === n ? [wave(k, false)] : [wave(k, false), wave(k, true)],
  );
}

/** A square matrix in another orthonormal basis, whose vectors are the rows: B W Bᵀ. */
export function inBasis(
  matrix: readonly (readonly number[])[],
  basis: readonly (readonly number[])[],
): number[][] {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return basis.map((out) =>
    basis.map((into) =>
      dot(
        out,
        matrix.map((row) => dot(row, into)),
      ),
    ),
  );
}
