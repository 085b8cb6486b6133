import type { MotifTerm } from './motif-terms.ts';
import type { ProjectedRing } from './projected-rings.ts';

/** A least-squares problem, or the part of it that one unit's kernels make. */
export interface NormalEquations {
  /** Σ of products of terms, [term, term]. */
  readonly gram: Float64Array;
  /** Σ of term times weight. */
  readonly right: Float64Array;
  /** Σ of squared weights. */
  readonly power: number;
}

const RADIANS = Math.PI / 180;

/**
 * The normal equations of a motif's terms on one ring of kernels. A term is a product of functions of
 * the source, the target and the position, so every sum over all three is a product of three sums, or
 * a chain of three.
 *
 * @param sources degrees of the source units; all 0 where the motif does not move them; targets alike
 * @param units part of the sources and targets to take, by place; all unless said
 */
export function normalEquations(
  ring: ProjectedRing,
  terms: readonly MotifTerm[],
  sources: readonly number[],
  targets: readonly number[],
  units: { readonly sources?: readonly number[]; readonly targets?: readonly number[] } = {},
): NormalEquations {
  const s = units.sources ?? sources.map((_, i) => i);
  const t = units.targets ?? targets.map((_, i) => i);
  const a = s.map((i) => sources[i]!);
  const b = t.map((i) => targets[i]!);
  let power = 0;
  for (const target of t) {
    for (const source of s) power += ring.power[target * sources.length + source]!;
  }
  return {
    gram: gramMatrix(terms, phaseSums(a), phaseSums(b), phaseSums(ring.angles)),
    right: rightSide(ring, terms, a, b, s, t, sources.length),
    power,
  };
}

/**
 * Σ of term times weight over the sources at places `s` and the targets at places `t`.
 *
 * @param a degrees of those sources; `b` of those targets
 * @param width sources of the whole table
 */
export function rightSide(
  ring: ProjectedRing,
  terms: readonly MotifTerm[],
  a: readonly number[],
  b: readonly number[],
  s: readonly number[],
  t: readonly number[],
  width: number,
): Float64Array {
  const right = new Float64Array(terms.length);
  let last: readonly [number, number] = [0, 0];
  terms.forEach(({ p, q, n, part }, i) => {
    // The sine of a term follows its cosine.
    if (part === 'cos') last = chain(ring, p, q, n, a, b, s, t, width);
    right[i] = last[part === 'cos' ? 0 : 1];
  });
  return right;
}

/** Σ K e^(i (p a + q b + n φ)). */
function chain(
  ring: ProjectedRing,
  p: number,
  q: number,
  n: number,
  a: readonly number[],
  b: readonly number[],
  s: readonly number[],
  t: readonly number[],
  width: number,
): readonly [real: number, imaginary: number] {
  const [re, im] = [ring.real[n]!, ring.imaginary[n]!];
  const cosines = a.map((angle) => Math.cos(p * angle * RADIANS));
  const sines = a.map((angle) => Math.sin(p * angle * RADIANS));
  let real = 0;
  let imaginary = 0;
  t.forEach((target, k) => {
    let x = 0;
    let y = 0;
    for (let j = 0; j < s.length; j++) {
      const at = target * width + s[j]!;
      x += re[at]! * cosines[j]! - im[at]! * sines[j]!;
      y += re[at]! * sines[j]! + im[at]! * cosines[j]!;
    }
    const cosine = Math.cos(q * b[k]! * RADIANS);
    const sine = Math.sin(q * b[k]! * RADIANS);
    real += x * cosine - y * sine;
    imaginary += x * sine + y * cosine;
  });
  return [real, imaginary];
}

/** Sums of e^(i k angle) over some angles, by k. */
type PhaseSums = (k: number) => readonly [real: number, imaginary: number];

function phaseSums(angles: readonly number[]): PhaseSums {
  const known = new Map<number, readonly [number, number]>();
  return (k) => {
    const found = known.get(k);
    if (found) return found;
    let real = 0;
    let imaginary = 0;
    for (const angle of angles) {
      real += Math.cos(k * angle * RADIANS);
      imaginary += Math.sin(k * angle * RADIANS);
    }
    known.set(k, [real, imaginary]);
    return [real, imaginary];
  };
}

function gramMatrix(
  terms: readonly MotifTerm[],
  a: PhaseSums,
  b: PhaseSums,
  c: PhaseSums,
): Float64Array {
  const total = (p: number, q: number, n: number): readonly [number, number] => {
    const [ar, ai] = a(p);
    const [br, bi] = b(q);
    const [cr, ci] = c(n);
    const real = ar * br - ai * bi;
    const imaginary = ar * bi + ai * br;
    return [real * cr - imaginary * ci, real * ci + imaginary * cr];
  };
  const size = terms.length;
  const gram = new Float64Array(size * size);
  terms.forEach((one, i) => {
    for (let j = 0; j <= i; j++) {
      const other = terms[j]!;
      const [plusReal, plusImaginary] = total(one.p + other.p, one.q + other.q, one.n + other.n);
      const [minusReal, minusImaginary] = total(one.p - other.p, one.q - other.q, one.n - other.n);
      const value =
        one.part === other.part
          ? (minusReal + (one.part === 'cos' ? plusReal : -plusReal)) / 2
          : (plusImaginary + (one.part === 'sin' ? minusImaginary : -minusImaginary)) / 2;
      gram[i * size + j] = gram[j * size + i] = value;
    }
  });
  return gram;
}
