import { cyclicSpectrum } from '../numerics/cyclic-fourier.ts';

/**
 * Responses of the units of one layer to stimuli that differ in condition and in angle.
 * `values` is [unit, condition, angle], row-major; the angles are evenly spaced over a full turn.
 */
export interface ResponseTable {
  readonly units: number;
  readonly conditions: number;
  readonly angles: number;
  readonly values: Float32Array;
}

/**
 * What rotation changes in a unit's responses: the mean over angles is taken out of every condition
 * (what does not turn is no evidence for a turning template) and the rest is scaled to unit norm.
 */
export interface AngularModulation {
  /** Index of the unit in its layer. */
  readonly unit: number;
  /** [condition, angle], unit norm. */
  readonly modulation: Float64Array;
  /**
   * Harmonics 1 … floor(angles / 2) of every condition, [condition, harmonic], scaled so that the sum
   * of real² + imaginary² is 1 as well.
   */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  /** Share of the variance over all stimuli that the modulation makes up, in [0, 1]. */
  readonly share: number;
  /**
   * Number of conditions that carry the modulation: the participation ratio (Σ p)² / Σ p² of its
   * power p per condition, between 1 and the number of conditions.
   */
  readonly participation: number;
}

/** The modulation of every unit that responds to anything; silent and constant units are left out. */
export function angularModulations(table: ResponseTable): AngularModulation[] {
  const { units, conditions, angles, values } = table;
  const size = conditions * angles;
  const found: AngularModulation[] = [];
  for (let unit = 0; unit < units; unit++) {
    const responses = values.subarray(unit * size, (unit + 1) * size);
    const modulation = removeConditionMeans(responses, angles);
    const power = squaredNorm(modulation);
    const total = squaredDeviations(responses);
    // Float32 activations carry noise of about 1e-7 of their size.
    if (!(power > 1e-10 * squaredNorm(responses))) continue;
    const scale = 1 / Math.sqrt(power);
    for (let i = 0; i < size; i++) modulation[i] = modulation[i]! * scale;
    found.push({
      unit,
      modulation,
      ...harmonics(modulation, angles),
      share: power / total,
      participation: participation(modulation, angles),
    });
  }
  return found;
}

function removeConditionMeans(responses: Float32Array, angles: number): Float64Array {
  const modulation = Float64Array.from(responses);
  for (let start = 0; start < modulation.length; start += angles) {
    const row = modulation.subarray(start, start + angles);
    const centre = row.reduce((sum, value) => sum + value, 0) / angles;
    for (let a = 0; a < angles; a++) row[a] = row[a]! - centre;
  }
  return modulation;
}

function harmonics(
  modulation: Float64Array,
  angles: number,
): { real: Float64Array; imaginary: Float64Array } {
  const count = Math.floor(angles / 2);
  const conditions = modulation.length / angles;
  const real = new Float64Array(conditions * count);
  const imaginary = new Float64Array(conditions * count);
  for (let c = 0; c < conditions; c++) {
    const spectrum = cyclicSpectrum(modulation.subarray(c * angles, (c + 1) * angles));
    for (let k = 1; k <= count; k++) {
      // Parseval: every harmonic but the highest of an even cycle stands for two coefficients.
      const scale = Math.sqrt((2 * k === angles ? 1 : 2) / angles);
      real[c * count + k - 1] = scale * spectrum.real[k]!;
      imaginary[c * count + k - 1] = scale * spectrum.imaginary[k]!;
    }
  }
  return { real, imaginary };
}

function participation(modulation: Float64Array, angles: number): number {
  let sum = 0;
  let squares = 0;
  for (let start = 0; start < modulation.length; start += angles) {
    const power = squaredNorm(modulation.subarray(start, start + angles));
    sum += power;
    squares += power * power;
  }
  return (sum * sum) / squares;
}

function squaredNorm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return sum;
}

function squaredDeviations(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const centre = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  return squares;
}
