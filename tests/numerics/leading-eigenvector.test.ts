import { describe, expect, it } from 'vitest';
import { leadingEigenvector } from '../../pipeline/numerics/leading-eigenvector.ts';
import { Random } from '../../pipeline/numerics/random.ts';

/** The Hermitian matrix S_ij exp(i (φ_i − φ_j)). */
function synchronisationMatrix(
  phases: readonly number[],
  strength: (i: number, j: number) => number,
): [Float64Array, Float64Array] {
  const n = phases.length;
  const entries = (part: (angle: number) => number): Float64Array =>
    Float64Array.from({ length: n * n }, (_, k) => {
      const i = Math.floor(k / n);
      const j = k % n;
      return strength(i, j) * part(phases[i]! - phases[j]!);
    });
  return [entries(Math.cos), entries(Math.sin)];
}

/** Largest angle (radians) by which phases miss the expected ones after the best common turn. */
function largestMiss(found: ArrayLike<number>, expected: readonly number[]): number {
  const common = found[0]! - expected[0]!;
  return expected.reduce((worst, phase, i) => {
    const apart = found[i]! - phase - common;
    return Math.max(worst, Math.abs(Math.atan2(Math.sin(apart), Math.cos(apart))));
  }, 0);
}

describe('the leading eigenvector of a synchronisation matrix', () => {
  it('has the planted phases, exactly where all pairs agree', () => {
    const phases = [0.1, 2.9, -1.3, 5.5, 0.1];
    const { phases: found, magnitudes } = leadingEigenvector(
      ...synchronisationMatrix(phases, () => 0.8),
    );
    expect(largestMiss(found, phases)).toBeLessThan(1e-7);
    magnitudes.forEach((magnitude) => {
      expect(magnitude).toBeCloseTo(1 / Math.sqrt(5), 7);
    });
  });

  it.each(Array.from({ length: 40 }, (_, i) => i + 2))(
    'finds %i evenly spaced phases in their order, to which the all-ones vector is orthogonal',
    (n) => {
      const phases = Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n);
      const { phases: found } = leadingEigenvector(...synchronisationMatrix(phases, () => 1));
      expect(largestMiss(found, phases)).toBeLessThan(1e-6);
    },
  );

  it('stays close to them with uneven strengths and noisy turns, and takes the larger block', () => {
    const random = new Random(1);
    const phases = Array.from({ length: 12 }, () => 2 * Math.PI * random.uniform());
    const noise = new Map<string, number>();
    const [real, imaginary] = synchronisationMatrix(phases, () => 1);
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < i; j++) {
        // Units 8 … 11 are tied to each other only.
        const strength = i >= 8 === j >= 8 ? 0.5 + 0.5 * random.uniform() : 0;
        const angle = phases[i]! - phases[j]! + 0.2 * random.normal();
        noise.set(`${String(i)},${String(j)}`, angle);
        real[i * 12 + j] = real[j * 12 + i] = strength * Math.cos(angle);
        imaginary[i * 12 + j] = strength * Math.sin(angle);
        imaginary[j * 12 + i] = -imaginary[i * 12 + j]!;
      }
    }
    const { phases: found, magnitudes } = leadingEigenvector(real, imaginary);
    // Eight units average seven turns of 0.2 rad each; three times that over √7.
    expect(largestMiss(found.slice(0, 8), phases.slice(0, 8))).toBeLessThan(
      (3 * 0.2) / Math.sqrt(7),
    );
    expect(Math.max(...magnitudes.slice(8))).toBeLessThan(1e-6);
  });

  it('takes the largest eigenvalue, not the largest in magnitude', () => {
    // Eigenvalues 1 (both entries alike) and −3 (opposite signs).
    const { phases } = leadingEigenvector(Float64Array.of(-1, 2, 2, -1), new Float64Array(4));
    expect(largestMiss(phases, [0, 0])).toBeLessThan(1e-6);
  });
});
