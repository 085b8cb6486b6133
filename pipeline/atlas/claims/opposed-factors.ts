import { mean } from '../../numerics/statistics.ts';
import type { Circuit } from '../../records/circuit.ts';
import type { Unit } from '../../records/unit.ts';

type Factor = Circuit['factors'][number];

/** Correlation of two factors' kernels in the aligned frame: −1 where the one adds what the other takes. */
export function kernelCorrelation(a: Factor, b: Factor): number {
  const [x, y] = [a.kernel.flat(), b.kernel.flat()];
  const [centreX, centreY] = [mean(x), mean(y)];
  const product = (u: number[], cu: number, v: number[], cv: number): number =>
    u.reduce((sum, value, i) => sum + (value - cu) * (v[i]! - cv), 0);
  const spread = Math.sqrt(product(x, centreX, x, centreX) * product(y, centreY, y, centreY));
  return spread > 0 ? product(x, centreX, y, centreY) / spread : 0;
}

/**
 * Wavelength of the gratings that a factor's units prefer, pixels: the geometric mean, weighted by
 * loading. undefined unless units with at least half of the loading have a passport that says.
 */
export function factorWavelength(
  units: readonly Unit[],
  layer: string,
  factor: Factor,
): number | undefined {
  const total = factor.units.reduce((sum, { loading }) => sum + loading, 0);
  const told = factor.units.flatMap(({ unit, loading }) => {
    const tuning = units
      .find((candidate) => candidate.layer === layer && candidate.unit === unit)
      ?.tuning.find(({ kind, strongest }) => kind === 'grating' && strongest > 0);
    const wavelength = tuning?.condition.parameters['wavelength'];
    return typeof wavelength === 'number' ? [{ loading, wavelength }] : [];
  });
  const heard = told.reduce((sum, { loading }) => sum + loading, 0);
  if (heard < total / 2 || heard === 0) return undefined;
  const logs = told.reduce(
    (sum, { loading, wavelength }) => sum + loading * Math.log(wavelength),
    0,
  );
  return Math.exp(logs / heard);
}
