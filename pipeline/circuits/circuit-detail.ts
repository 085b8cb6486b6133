import type { Random } from '../numerics/random.ts';
import { correlation } from '../numerics/statistics.ts';
import { alignedKernels } from './aligned-kernels.ts';
import { cropKernels, cropOf } from './crop-kernels.ts';
import type { CircuitDetail, CircuitFactor, FittedCircuit } from './fitted-circuit.ts';
import { kernelTable, type CircuitUnits, type KernelTable } from './kernel-table.ts';
import type { ScaledPath, ScaledPaths } from './scaled-path.ts';
import { mirroredKernels } from './mirrored-kernels.ts';
import { fitMotif, varianceAboutMeanKernel, type FitRules } from './motif-fit.ts';
import { shareLeft } from './pair-circuits.ts';
import { weightProfile } from './profile.ts';
import { projectRings } from './projected-rings.ts';
import { averageTurned } from './turned-kernels.ts';
import { weightFactors } from './weight-factors.ts';

export interface DetailRules {
  /** Width of the profile's bins, degrees. */
  readonly binWidth: number;
  readonly bootstrapSamples: number;
  /** Number of factors of the weights from single units. */
  readonly factors: number;
}

/** Two factors settle long before the last digit does. */
const factorRules = { iterations: 150, restarts: 3 };

/** Below so many members the weights of single units have too few columns to be factored. */
const FEWEST_MEMBERS = 4;

/**
 * @param factored single units whose weights to the family are factored; none for other fits
 */
export function circuitDetail(
  fit: Omit<FittedCircuit, 'detail'>,
  { path, weighted }: ScaledPaths,
  factored: readonly number[],
  rules: DetailRules & FitRules,
  random: Random,
): CircuitDetail {
  const { group, from, to } = fit;
  const table = kernelTable(path.weights, from.units, to.units);
  const [a, b] = [unitsOf(from), unitsOf(to)];
  const both = from.elements !== null && to.elements !== null;
  const mirror = group === 'reflection';
  const crop = cropOf(table.values, table.size);
  const cropped = (values: Float64Array): Float32Array =>
    cropKernels(values, table.size, crop.size);
  const aligned = mirror
    ? mirroredKernels(table, fit)
    : alignedKernels(table, group, a, b, rules.binWidth);
  return {
    crop,
    profile:
      both && !mirror
        ? weightProfile(table, { sources: from.elements, targets: to.elements }, random, {
            width: rules.binWidth,
            samples: rules.bootstrapSamples,
            period: Math.min(a.period, b.period),
          })
        : [],
    aligned: aligned.map((entry) => ({
      ...entry,
      mean: Float64Array.from(cropped(entry.mean)),
      spread: Float64Array.from(cropped(entry.spread)),
    })),
    factors:
      factored.length > rules.factors && to.units.length >= FEWEST_MEMBERS
        ? factorsOf(path, factored, b, crop.size, rules, random)
        : [],
    kernels: cropped(table.values),
    largest: table.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    weighted: weighted ? compareWeighted(fit, table, weighted, rules) : null,
  };
}

function unitsOf({ units, elements, period }: FittedCircuit['from']): CircuitUnits {
  return { units, elements, period: period ?? 360 };
}

function factorsOf(
  { weights, scales }: ScaledPath,
  sources: readonly number[],
  family: CircuitUnits,
  crop: number,
  rules: DetailRules,
  random: Random,
): CircuitFactor[] {
  const whole = kernelTable(weights, sources, family.units, (unit) => scales[unit]!);
  const cropped = {
    size: crop,
    values: Float64Array.from(cropKernels(whole.values, whole.size, crop)),
  };
  const area = crop * crop;
  const { factors, explained } = weightFactors(cropped, sources, rules.factors, {
    random,
    ...factorRules,
  });
  return factors.map(({ units, kernels }) => ({
    units,
    explained,
    kernel: Float32Array.from(
      averageTurned(
        family.units.map((_, m) => kernels.subarray(m * area, (m + 1) * area)),
        family.elements!,
        crop,
      ).mean,
    ),
  }));
}

function compareWeighted(
  fit: Omit<FittedCircuit, 'detail'>,
  table: KernelTable,
  { weights, scales }: ScaledPath,
  rules: FitRules,
): { correlation: number; r2: number } {
  const { group, from, to, scores } = fit;
  const other = kernelTable(weights, from.units, to.units);
  const alike = correlation(table.values, other.values);
  const [{ motif }] = scores as readonly [(typeof scores)[number]];
  if (group === 'reflection') return { correlation: alike, r2: tieShare(other, fit) };
  if (motif === 'mirror' || motif === 'no motif') return { correlation: alike, r2: 0 };
  const scaled = kernelTable(weights, from.units, to.units, (unit) => scales[unit]!);
  const ends = ([from, to] as const).map(({ units, elements }) => elements ?? units.map(() => 0));
  const parts = splitSingles(scaled, from.elements === null, to.elements === null);
  let missed = 0;
  let variance = 0;
  for (const part of parts) {
    const model = {
      form: motif,
      group,
      sources: ends[0]!.slice(0, part.sources),
      targets: ends[1]!.slice(0, part.targets),
      periods: { source: from.period ?? 360, target: to.period ?? 360 },
    } as const;
    const rings = projectRings(part, group === 'rotation' ? rules.harmonics.position : 0);
    missed += fitMotif(rings, model, rules).missedLeftOut;
    variance += varianceAboutMeanKernel(part);
  }
  return { correlation: alike, r2: shareLeft(missed, variance) };
}

/** One table a single unit: each has a template of its own. */
function splitSingles(table: KernelTable, from: boolean, to: boolean): KernelTable[] {
  const { size, sources, targets, values } = table;
  const area = size * size;
  if (to) {
    return Array.from({ length: targets }, (_, t) => ({
      ...{ size, sources, targets: 1 },
      values: values.subarray(t * sources * area, (t + 1) * sources * area),
    }));
  }
  if (!from) return [table];
  return Array.from({ length: sources }, (_, s) => {
    const part = new Float64Array(targets * area);
    for (let t = 0; t < targets; t++) {
      const start = (t * sources + s) * area;
      part.set(values.subarray(start, start + area), t * area);
    }
    return { size, sources: 1, targets, values: part };
  });
}

/** 2 ⟨K, F K′⟩ over the squares of both. */
function tieShare(table: KernelTable, fit: Pick<FittedCircuit, 'from' | 'to'>): number {
  let shared = 0;
  let power = 0;
  for (const { mean, spread } of mirroredKernels(table, fit)) {
    mean.forEach((value, i) => {
      shared += value ** 2 - spread[i]! ** 2;
      power += value ** 2 + spread[i]! ** 2;
    });
  }
  return power > 0 ? shared / power : 0;
}
