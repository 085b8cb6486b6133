import type { Motif } from '../records/circuit.ts';
import { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { kernelTable, normaliseTargets, type FamilyEnd, type KernelTable } from './kernel-table.ts';
import type { LinearPath } from './linear-path.ts';
import { crossValidate, fitMotif, fitRules, type FitRules } from './motif-fit.ts';
import { weightProfile, type ProfileBin } from './profile.ts';
import { equivariantMotifs } from './rotation-basis.ts';

export interface CircuitRules extends FitRules {
  readonly nullSamples: number;
  readonly bootstrapSamples: number;
  /** Width of the profile's bins, degrees. */
  readonly binWidth: number;
  readonly seed: number;
}

export const circuitRules: CircuitRules = {
  ...fitRules,
  nullSamples: 999,
  bootstrapSamples: 1000,
  binWidth: 30,
  seed: 2020,
};

export interface MotifScore {
  readonly motif: Motif;
  /** Cross-validated over targets; 0 for "no motif" by definition. */
  readonly r2: number;
  readonly r2InSample: number;
  readonly parameters: number;
}

/** The weights between two families, measured; before the false discovery rate over all circuits. */
export interface MeasuredCircuit {
  readonly kernels: KernelTable;
  /** The equivariant motif that predicts left-out kernels best, then the rest, then "no motif". */
  readonly scores: readonly MotifScore[];
  /** Largest in-sample R² of the three motifs against that with the elements of both families shuffled. */
  readonly null: NullSummary;
  /** How far the weights summed over positions follow the relative element alone. */
  readonly summed: { readonly r2: number; readonly r2InSample: number };
  readonly profile: readonly ProfileBin[];
}

/**
 * Fits the motifs to the effective weights between two families. Every target's kernels are first
 * scaled to the same mean square, so that no single unit with large weights decides; the profile is
 * of the weights as they are.
 */
export function measureCircuit(
  path: LinearPath,
  from: FamilyEnd,
  to: FamilyEnd,
  rules: CircuitRules = circuitRules,
): MeasuredCircuit {
  const random = new Random(rules.seed);
  const kernels = kernelTable(path, from, to);
  const scaled = normaliseTargets(kernels);
  const scores: MotifScore[] = equivariantMotifs
    .map((motif) => ({
      ...fitMotif(scaled, motif, rules),
      r2: crossValidate(scaled, motif, rules),
    }))
    .sort((a, b) => b.r2 - a.r2);
  const shuffled = Float64Array.from({ length: rules.nullSamples }, () => {
    const sources = random.shuffle([...scaled.sources]);
    const targets = random.shuffle([...scaled.targets]);
    return largestShare({ ...scaled, sources, targets }, rules);
  });
  const totals = sumPositions(scaled);
  const relative = 'equivariant→equivariant';
  return {
    kernels,
    scores: [
      ...scores,
      { motif: 'no motif', r2: 0, r2InSample: 0, parameters: kernels.size * kernels.size },
    ],
    null: compareWithNull(largestShare(scaled, rules), shuffled),
    summed: {
      r2: crossValidate(totals, relative, rules),
      r2InSample: fitMotif(totals, relative, rules).r2InSample,
    },
    profile: weightProfile(kernels, random, {
      width: rules.binWidth,
      samples: rules.bootstrapSamples,
    }),
  };
}

function largestShare(table: KernelTable, rules: FitRules): number {
  return Math.max(...equivariantMotifs.map((motif) => fitMotif(table, motif, rules).r2InSample));
}

/** The table with every kernel reduced to its sum. */
function sumPositions(table: KernelTable): KernelTable {
  const area = table.size * table.size;
  const values = Float64Array.from({ length: table.values.length / area }, (_, pair) =>
    table.values.subarray(pair * area, (pair + 1) * area).reduce((sum, value) => sum + value, 0),
  );
  return { ...table, size: 1, values };
}
