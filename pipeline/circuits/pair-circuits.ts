import type { Motif } from '../records/circuit.ts';
import { motifForms } from '../records/circuit.ts';
import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { kernelTable, type CircuitUnits, type KernelTable } from './kernel-table.ts';
import type { LinearPath } from './linear-path.ts';
import {
  fitMotif,
  missedByOrder,
  varianceAboutMeanKernel,
  type FitRules,
  type MotifModel,
} from './motif-fit.ts';
import type { CircleGroup } from './motif-terms.ts';
import { projectRings } from './projected-rings.ts';

export interface NullRules {
  readonly nullSamples: number;
  /** Drawing stops early once so many samples have reached what was observed. */
  readonly enough: number;
}

export interface MotifScore {
  readonly motif: Motif;
  /** Predicting left-out kernels; 0 for "no motif" by definition. */
  readonly r2: number;
  readonly r2InSample: number;
  readonly parameters: number;
}

/** The weights between two families, fitted; before the false discovery rate over the scan. */
export interface PairCircuit {
  /** Every target's kernels divided by its scale. */
  readonly table: KernelTable;
  /** The motif that predicts left-out kernels best, then the rest, then "no motif". */
  readonly scores: readonly MotifScore[];
  /** In-sample R² of the fullest motif against that with the elements of both families shuffled. */
  readonly statistic: number;
  readonly null: NullSummary;
}

/** Fits the motifs of a circle group to the effective weights between two of its families. */
export function pairCircuit(
  path: LinearPath,
  scales: Float64Array,
  group: CircleGroup,
  from: CircuitUnits,
  to: CircuitUnits,
  rules: FitRules & NullRules,
  random: Random,
): PairCircuit {
  const table = kernelTable(path, from.units, to.units, (unit) => scales[unit]!);
  const rings = projectRings(table, group === 'rotation' ? rules.harmonics.position : 0);
  const variance = varianceAboutMeanKernel(table);
  const full: MotifModel = {
    form: 'equivariant→equivariant',
    group,
    sources: from.elements!,
    targets: to.elements!,
    periods: { source: from.period, target: to.period },
  };
  // Hue moves no position: what only one end moves is the same for all elements of the other.
  const forms = group === 'hue' ? ([full.form] as const) : motifForms;
  const scores = forms
    .map((form): MotifScore => {
      const { missed, missedLeftOut, parameters } = fitMotif(rings, { ...full, form }, rules);
      const [r2InSample, r2] = [missed, missedLeftOut].map((sum) => shareLeft(sum, variance));
      return { motif: form, r2: r2!, r2InSample: r2InSample!, parameters };
    })
    .sort((a, b) => b.r2 - a.r2);
  const missedBy = missedByOrder(rings, full, rules);
  const observed = shareLeft(missedBy(full.sources, full.targets), variance);
  const samples = drawNull(rules, observed, () => {
    const sources = random.shuffle([...full.sources]);
    const targets = random.shuffle([...full.targets]);
    return shareLeft(missedBy(sources, targets), variance);
  });
  const none = { motif: 'no motif', r2: 0, r2InSample: 0, parameters: table.size ** 2 } as const;
  return {
    table,
    scores: [...scores, none],
    statistic: observed,
    null: compareWithNull(observed, samples),
  };
}

/** 1 − missed / variance; 0 where there is no variance. */
export function shareLeft(missed: number, variance: number): number {
  return variance > 0 ? 1 - missed / variance : 0;
}

/**
 * Samples of a null until `nullSamples` or until `enough` of them have reached the observed value:
 * what is far from significant needs few (Besag & Clifford 1991).
 */
export function drawNull(
  { nullSamples, enough }: NullRules,
  observed: number,
  draw: () => number,
): number[] {
  const samples: number[] = [];
  let reached = 0;
  while (samples.length < nullSamples && reached < enough) {
    const sample = draw();
    if (sample >= observed) reached++;
    samples.push(sample);
  }
  return samples;
}
