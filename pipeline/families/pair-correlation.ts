import type { AngularModulation } from './angular-modulation.ts';

/**
 * Correlation of two units' modulations as a function of the turn between them:
 * T_d = Σ over conditions c and angles t of m_i(c, t) · m_j(c, t + d), for d = 0 … angles − 1 steps.
 * It peaks at d = (element of j) − (element of i). Computed from the harmonics by the correlation
 * theorem.
 */
export function turnCorrelation(
  i: Pick<AngularModulation, 'real' | 'imaginary'>,
  j: Pick<AngularModulation, 'real' | 'imaginary'>,
  angles: number,
): Float64Array {
  const count = Math.floor(angles / 2);
  const { cos, sin } = rotationTable(angles);
  const real = new Float64Array(count);
  const imaginary = new Float64Array(count);
  for (let start = 0; start < i.real.length; start += count) {
    for (let k = 0; k < count; k++) {
      const a = i.real[start + k]!;
      const b = i.imaginary[start + k]!;
      const c = j.real[start + k]!;
      const d = j.imaginary[start + k]!;
      real[k] = real[k]! + a * c + b * d;
      imaginary[k] = imaginary[k]! + a * d - b * c;
    }
  }
  const result = new Float64Array(angles);
  for (let d = 0; d < angles; d++) {
    let sum = 0;
    for (let k = 1, phase = d % angles; k <= count; k++) {
      sum += real[k - 1]! * cos[phase]! - imaginary[k - 1]! * sin[phase]!;
      phase += d;
      if (phase >= angles) phase -= angles;
    }
    result[d] = sum;
  }
  return result;
}

const rotations = new Map<number, { readonly cos: Float64Array; readonly sin: Float64Array }>();

function rotationTable(n: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  let entry = rotations.get(n);
  if (!entry) {
    entry = {
      cos: Float64Array.from({ length: n }, (_, t) => Math.cos((2 * Math.PI * t) / n)),
      sin: Float64Array.from({ length: n }, (_, t) => Math.sin((2 * Math.PI * t) / n)),
    };
    rotations.set(n, entry);
  }
  return entry;
}

/** Height and place of the largest value of a cycle, refined by a parabola through three samples. */
export function cyclicPeak(cycle: Float64Array): {
  readonly value: number;
  readonly place: number;
} {
  const n = cycle.length;
  let best = 0;
  for (let d = 1; d < n; d++) if (cycle[d]! > cycle[best]!) best = d;
  const before = cycle[(best + n - 1) % n]!;
  const at = cycle[best]!;
  const after = cycle[(best + 1) % n]!;
  const bend = before - 2 * at + after;
  const offset = bend < 0 ? (0.5 * (before - after)) / bend : 0;
  return { value: at - 0.25 * (before - after) * offset, place: (best + offset + n) % n };
}

/** Correlations of every pair of units, all row-major over [i, j]. */
export interface PairTable {
  readonly units: readonly AngularModulation[];
  readonly angles: number;
  /** T_d, [i, j, d]. */
  readonly correlation: Float32Array;
  /** max over d of T_d; symmetric; 1 on the diagonal. */
  readonly strength: Float64Array;
  /** Degrees that take i's element to j's; antisymmetric modulo 360. */
  readonly turn: Float64Array;
}

export function pairTable(units: readonly AngularModulation[], angles: number): PairTable {
  const n = units.length;
  const correlation = new Float32Array(n * n * angles);
  const strength = new Float64Array(n * n);
  const turn = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const cycle = turnCorrelation(units[i]!, units[j]!, angles);
      for (let d = 0; d < angles; d++) {
        correlation[(i * n + j) * angles + d] = cycle[d]!;
        correlation[(j * n + i) * angles + ((angles - d) % angles)] = cycle[d]!;
      }
      const { value, place } = i === j ? { value: 1, place: 0 } : cyclicPeak(cycle);
      const degrees = (place * 360) / angles;
      strength[i * n + j] = strength[j * n + i] = value;
      turn[i * n + j] = degrees;
      turn[j * n + i] = (360 - degrees) % 360;
    }
  }
  return { units, angles, correlation, strength, turn };
}

/**
 * How closely a unit's own modulation repeats before a full turn: the largest T_d of the unit with
 * itself at a half, a third or a quarter turn. Close to 1 for features of period 180°, 120° or 90°.
 */
export function selfRepetition(unit: AngularModulation, angles: number): number {
  const own = turnCorrelation(unit, unit, angles);
  const at = (fraction: number): number => own[Math.round(angles * fraction) % angles]!;
  return Math.max(at(1 / 2), at(1 / 3), at(1 / 4));
}
