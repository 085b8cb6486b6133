import type { AngularModulation } from './angular-modulation.ts';
import type { PairTable } from './pair-correlation.ts';

/**
 * Symmetric n × n matrices of inner products between aligned members, row-major. If every member,
 * turned back by its element, were a multiple (its gain) of one unit-norm template, the matrix would
 * have rank one; the share of variance that the best single template explains is its largest
 * eigenvalue over its trace (Eckart–Young).
 */
export type Gram = Float64Array;

/** From the pair table, elements rounded to its steps: fast enough for thousands of nulls. */
export function steppedGram(
  pairs: PairTable,
  members: readonly number[],
  steps: readonly number[],
): Gram {
  const { angles, correlation } = pairs;
  const total = pairs.units.length;
  const n = members.length;
  const gram = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = row; column < n; column++) {
      const turn = (((steps[column]! - steps[row]!) % angles) + angles) % angles;
      const value = correlation[(members[row]! * total + members[column]!) * angles + turn]!;
      gram[row * n + column] = gram[column * n + row] = value;
    }
  }
  return gram;
}

/** Exactly, for elements in degrees, one matrix per stimulus condition; their sum is the whole. */
export function conditionGrams(
  members: readonly AngularModulation[],
  elements: readonly number[],
  angles: number,
): Gram[] {
  const harmonics = Math.floor(angles / 2);
  const conditions = members[0]!.real.length / harmonics;
  const aligned = members.map((member, i) => turnHarmonics(member, -elements[i]!, harmonics));
  const n = members.length;
  return Array.from({ length: conditions }, (_, c) => {
    const gram = new Float64Array(n * n);
    for (let row = 0; row < n; row++) {
      for (let column = row; column < n; column++) {
        const a = aligned[row]!;
        const b = aligned[column]!;
        let sum = 0;
        for (let k = c * harmonics; k < (c + 1) * harmonics; k++) {
          sum += a.real[k]! * b.real[k]! + a.imaginary[k]! * b.imaginary[k]!;
        }
        gram[row * n + column] = gram[column * n + row] = sum;
      }
    }
    return gram;
  });
}

/** The harmonics of a modulation moved forward by `degrees`. */
export function turnHarmonics(
  { real, imaginary }: Pick<AngularModulation, 'real' | 'imaginary'>,
  degrees: number,
  harmonics: number,
): { real: Float64Array; imaginary: Float64Array } {
  const turned = { real: new Float64Array(real.length), imaginary: new Float64Array(real.length) };
  for (let k = 1; k <= harmonics; k++) {
    const cos = Math.cos((k * degrees * Math.PI) / 180);
    const sin = -Math.sin((k * degrees * Math.PI) / 180);
    for (let i = k - 1; i < real.length; i += harmonics) {
      turned.real[i] = real[i]! * cos - imaginary[i]! * sin;
      turned.imaginary[i] = real[i]! * sin + imaginary[i]! * cos;
    }
  }
  return turned;
}

export function sumGrams(grams: readonly Gram[], weights?: readonly number[]): Gram {
  const sum = new Float64Array(grams[0]!.length);
  grams.forEach((gram, c) => {
    const weight = weights?.[c] ?? 1;
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + weight * gram[i]!;
  });
  return sum;
}

/** Largest eigenvalue of a positive semidefinite matrix and its unit vector, by power iteration. */
export function leadingPair(gram: Gram): { readonly value: number; readonly vector: Float64Array } {
  const n = Math.round(Math.sqrt(gram.length));
  // Near the all-ones vector, so that most gains come out positive, but orthogonal to no vector that
  // the signs of a few members make.
  let vector = Float64Array.from({ length: n }, (_, i) => 1 + 0.01 * Math.cos(i * i));
  let value = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += gram[i * n + j]! * vector[j]!;
      next[i] = sum;
    }
    const norm = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) return { value: 0, vector };
    for (let i = 0; i < n; i++) next[i] = next[i]! / norm;
    vector = next;
    if (Math.abs(norm - value) <= 1e-10 * norm) return { value: norm, vector };
    value = norm;
  }
  return { value, vector };
}

/** Share of the members' variance that one template explains. */
export function explainedShare(gram: Gram): number {
  const n = Math.round(Math.sqrt(gram.length));
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i]!;
  return trace === 0 ? 0 : leadingPair(gram).value / trace;
}

/**
 * For every member the share of its variance that the template of the other members explains (with a
 * gain of its own); 0 where that gain would be negative.
 */
export function leaveOneOutShares(gram: Gram): number[] {
  const n = Math.round(Math.sqrt(gram.length));
  return Array.from({ length: n }, (_, left) => {
    const others = Array.from({ length: n }, (_, i) => i).filter((i) => i !== left);
    const reduced = Float64Array.from(others.flatMap((i) => others.map((j) => gram[i * n + j]!)));
    const { value, vector } = leadingPair(reduced);
    const projection = others.reduce((sum, i, k) => sum + vector[k]! * gram[left * n + i]!, 0);
    const variance = gram[left * n + left]!;
    return projection <= 0 || value === 0 ? 0 : projection ** 2 / (value * variance);
  });
}
