import { direction } from '../actions/planar.ts';
import type { PlanarMove } from './planar-group.ts';

/** Which circular harmonics a basis has. */
export interface BasisOptions {
  /** Radii of the rings in pixels; 0, 1, … to the border unless said. */
  readonly rings?: readonly number[];
  /** Width of a ring's Gaussian profile in pixels. */
  readonly width?: number;
  /** Harmonics on a ring go up to `cutoff` times its radius: 2 is a period of π pixels. */
  readonly cutoff?: number;
}

/** exp(−(r − ring)² / 2 width²) cos mθ, or sin mθ, about the kernel's centre. */
interface Harmonic {
  readonly ring: number;
  readonly frequency: number;
  readonly sine: boolean;
}

/**
 * Patterns on a small disc that turn into linear combinations of one another: real and imaginary parts
 * of circular harmonics, Gaussian in the radius (Freeman & Adelson 1991; Weiler & Cesa 2019, "General
 * E(2)-equivariant steerable CNNs", appendix). Angles are those of pipeline/actions/planar: from +x
 * towards +y, clockwise on the screen.
 *
 * Law: the samples of a moved pattern are `samples · moved`, whatever the angle. Moving samples by a
 * quarter turn or a mirror only exchanges pixels.
 */
export interface SteerableBasis {
  /** Pixels a side; odd. */
  readonly size: number;
  /** Number of patterns. */
  readonly count: number;
  /** Values at the centres of pixels, [y, x, pattern]; a pair (cos, sin) has mean squared norm 1. */
  readonly samples: Float64Array;
  /** Places of the patterns that no move changes: those that depend on the radius alone. */
  readonly isotropic: readonly number[];
  /** Coefficients [pattern, moved pattern]: column j says what pattern j becomes, g·f(p) = f(g⁻¹ p). */
  moved(move: PlanarMove): Float64Array;
}

/** @throws RangeError for an even or negative size, or a ring beyond the border */
export function steerableBasis(size: number, options: BasisOptions = {}): SteerableBasis {
  if (!Number.isInteger(size) || size % 2 !== 1 || size < 1) {
    throw new RangeError(
      `a steerable kernel has an odd number of pixels a side, not ${String(size)}`,
    );
  }
  const half = (size - 1) / 2;
  const {
    rings = Array.from({ length: half + 1 }, (_, r) => r),
    width = 0.6,
    cutoff = 2,
  } = options;
  const far = rings.find((ring) => ring < 0 || ring > half);
  if (far !== undefined) {
    throw new RangeError(`a ring of ${String(far)} pixels is not within ${String(half)}`);
  }
  const harmonics = rings.flatMap((ring) => harmonicsOf(ring, cutoff));
  const samples = sampled(harmonics, size, width);
  normalisePairs(samples, harmonics);
  return {
    size,
    count: harmonics.length,
    samples,
    isotropic: harmonics.flatMap(({ frequency }, place) => (frequency === 0 ? [place] : [])),
    moved: (move) => movedHarmonics(harmonics, move),
  };
}

function harmonicsOf(ring: number, cutoff: number): Harmonic[] {
  const highest = Math.floor(ring * cutoff + 1e-9);
  return Array.from({ length: highest + 1 }, (_, frequency) => frequency).flatMap((frequency) =>
    (frequency === 0 ? [false] : [false, true]).map((sine) => ({ ring, frequency, sine })),
  );
}

function sampled(harmonics: readonly Harmonic[], size: number, width: number): Float64Array {
  const half = (size - 1) / 2;
  const samples = new Float64Array(size * size * harmonics.length);
  for (let y = -half; y <= half; y++) {
    for (let x = -half; x <= half; x++) {
      const radius = Math.hypot(x, y);
      if (radius > half + 0.5) continue;
      const angle = Math.atan2(y, x);
      const start = ((y + half) * size + x + half) * harmonics.length;
      harmonics.forEach(({ ring, frequency, sine }, place) => {
        // In the very centre an angle means nothing, and a harmonic with one is zero.
        if (radius === 0 && frequency > 0) return;
        const profile = Math.exp(-(((radius - ring) / width) ** 2) / 2);
        samples[start + place] = profile * (sine ? Math.sin : Math.cos)(frequency * angle);
      });
    }
  }
  return samples;
}

/** Cosine and sine share one factor: with two, they would no longer turn into each other. */
function normalisePairs(samples: Float64Array, harmonics: readonly Harmonic[]): void {
  const count = harmonics.length;
  const squares = harmonics.map((_, place) => {
    let sum = 0;
    for (let at = place; at < samples.length; at += count) sum += samples[at]! ** 2;
    return sum;
  });
  harmonics.forEach(({ frequency, sine }, place) => {
    const pair = sine ? place - 1 : place;
    const square = frequency === 0 ? squares[place]! : (squares[pair]! + squares[pair + 1]!) / 2;
    for (let at = place; at < samples.length; at += count) samples[at]! /= Math.sqrt(square);
  });
}

function movedHarmonics(
  harmonics: readonly Harmonic[],
  { degrees, mirrored }: PlanarMove,
): Float64Array {
  const count = harmonics.length;
  const matrix = new Float64Array(count * count);
  harmonics.forEach(({ frequency, sine }, column) => {
    if (frequency === 0) {
      matrix[column * count + column] = 1;
      return;
    }
    const [cos, sin] = direction(frequency * degrees);
    // The mirror takes θ to 180° − θ: cos mθ to (−1)ᵐ cos mθ and sin mθ to −(−1)ᵐ sin mθ.
    const sign = mirrored ? (frequency % 2 === 0 ? 1 : -1) * (sine ? -1 : 1) : 1;
    const cosine = sine ? column - 1 : column;
    // cos m(θ − α) = cos mα cos mθ + sin mα sin mθ; sin m(θ − α) = cos mα sin mθ − sin mα cos mθ.
    matrix[cosine * count + column] = sign * (sine ? -sin : cos);
    matrix[(cosine + 1) * count + column] = sign * (sine ? cos : sin);
  });
  return matrix;
}
