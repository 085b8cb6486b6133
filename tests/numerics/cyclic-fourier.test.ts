import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  cyclicSamples,
  cyclicSpectrum,
  shiftCycle,
} from '../../pipeline/numerics/cyclic-fourier.ts';
import { expectClose } from '../support/expect-close.ts';

const cycle = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
  minLength: 1,
  maxLength: 40,
});
/** Sums of at most 40 values of at most 10, in double precision, with some room. */
const rounding = { absolute: 1e-10 };

describe('the Fourier transform on a cycle', () => {
  it('puts a cosine and a sine where they belong, by X_k = Σ x_t exp(−2πikt/n)', () => {
    const n = 12;
    const wave = Array.from({ length: n }, (_, t) => {
      const phase = (2 * Math.PI * 3 * t) / n;
      return 2 + Math.cos(phase) + 0.5 * Math.sin(phase);
    });
    const { real, imaginary } = cyclicSpectrum(wave);
    expectClose(real, [24, 0, 0, 6, 0, 0, 0], rounding);
    expectClose(imaginary, [0, 0, 0, -3, 0, 0, 0], rounding);
  });

  it('gives the samples back, for odd and even lengths', () => {
    fc.assert(
      fc.property(cycle, (samples) => {
        expectClose(cyclicSamples(cyclicSpectrum(samples)), samples, rounding);
      }),
    );
  });
});

describe('moving a cycle', () => {
  it('by whole samples reproduces them at t − shift', () => {
    fc.assert(
      fc.property(cycle, fc.integer({ min: -50, max: 50 }), (samples, shift) => {
        const n = samples.length;
        const moved = samples.map((_, t) => samples[(((t - shift) % n) + n) % n]!);
        expectClose(shiftCycle(samples, shift), moved, rounding);
      }),
    );
  });

  it('by fractions interpolates a band-limited curve exactly', () => {
    const n = 9;
    const curve = (t: number): number => {
      const x = (2 * Math.PI * t) / n;
      return 1 + Math.cos(x - 0.4) + 0.3 * Math.sin(4 * x);
    };
    const samples = Array.from({ length: n }, (_, t) => curve(t));
    const moved = samples.map((_, t) => curve(t - 0.37));
    expectClose(shiftCycle(samples, 0.37), moved, rounding);
  });
});
