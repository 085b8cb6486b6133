/**
 * The discrete Fourier transform on a cycle of n samples, by its definition: n is a few dozen here
 * and seldom a power of two.
 */

/** Complex coefficients of harmonics 0 … floor(n / 2). */
export interface CyclicSpectrum {
  readonly length: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

const tables = new Map<number, { readonly cos: Float64Array; readonly sin: Float64Array }>();

function table(n: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  let entry = tables.get(n);
  if (!entry) {
    const angle = (2 * Math.PI) / n;
    entry = {
      cos: Float64Array.from({ length: n }, (_, i) => Math.cos(i * angle)),
      sin: Float64Array.from({ length: n }, (_, i) => Math.sin(i * angle)),
    };
    tables.set(n, entry);
  }
  return entry;
}

/** X_k = Σ_t x_t e^(−2πi k t / n). */
export function cyclicSpectrum(samples: ArrayLike<number>): CyclicSpectrum {
  const n = samples.length;
  const { cos, sin } = table(n);
  const harmonics = Math.floor(n / 2) + 1;
  const real = new Float64Array(harmonics);
  const imaginary = new Float64Array(harmonics);
  for (let k = 0; k < harmonics; k++) {
    let re = 0;
    let im = 0;
    for (let t = 0, phase = 0; t < n; t++) {
      re += samples[t]! * cos[phase]!;
      im -= samples[t]! * sin[phase]!;
      phase += k;
      if (phase >= n) phase -= n;
    }
    real[k] = re;
    imaginary[k] = im;
  }
  return { length: n, real, imaginary };
}

/** The samples whose spectrum is given. */
export function cyclicSamples({ length: n, real, imaginary }: CyclicSpectrum): Float64Array {
  const { cos, sin } = table(n);
  const samples = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    let sum = real[0]!;
    for (let k = 1, phase = t % n; k < real.length; k++) {
      const twice = 2 * k === n ? 1 : 2;
      sum += twice * (real[k]! * cos[phase]! - imaginary[k]! * sin[phase]!);
      phase += t;
      if (phase >= n) phase -= n;
    }
    samples[t] = sum / n;
  }
  return samples;
}

/**
 * Samples of the band-limited interpolation at t − shift: the curve moved forward by `shift` samples
 * (any real number). Whole shifts reproduce the samples, but for rounding.
 */
export function shiftCycle(samples: ArrayLike<number>, shift: number): Float64Array {
  const n = samples.length;
  const spectrum = cyclicSpectrum(samples);
  const { real, imaginary } = spectrum;
  for (let k = 1; k < real.length; k++) {
    const angle = (-2 * Math.PI * k * shift) / n;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const re = real[k]!;
    const im = imaginary[k]!;
    real[k] = re * cos - im * sin;
    imaginary[k] = re * sin + im * cos;
  }
  return cyclicSamples(spectrum);
}
