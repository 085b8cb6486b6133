import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { quantile } from '../numerics/statistics.ts';
import { kernelTable, type CircuitUnits, type KernelTable } from './kernel-table.ts';
import type { LinearPath } from './linear-path.ts';
import { drawNull, shareLeft, type NullRules } from './pair-circuits.ts';
import { rings } from './kernel-rings.ts';
import { missedLeftOut, turningFit, turningLayout, type TurningRules } from './turning-fit.ts';

export type SingleForm = 'invariant→equivariant' | 'equivariant→invariant';

/** A family and the single units of another layer whose kernels turn with its members. */
export interface SingleCircuit {
  readonly form: SingleForm;
  /** Single units that explain more than chance lets the best of all explain; strongest first. */
  readonly units: readonly number[];
  /** Of these together. */
  readonly r2: number;
  readonly r2InSample: number;
  readonly parameters: number;
  /** Largest gain of a single unit against that with the family's elements shuffled. */
  readonly statistic: number;
  readonly null: NullSummary;
  /** Weights of the family with these units, targets divided by their scales. */
  readonly table: KernelTable;
}

export interface SingleRules extends TurningRules, NullRules {
  /** Most single units that a circuit keeps. */
  readonly most: number;
}

/**
 * Looks among single units of one layer for those whose kernels from (or to) the members of a
 * rotation family are one template turned by each member's element. A unit's *gain* is the sum of
 * squares that the turned template explains beyond its mean kernel: a share of all that the targets
 * listen to, since targets are scaled alike. The null shuffles the family's elements and takes the
 * largest gain over the same units.
 *
 * Without a unit beyond the null's 95% quantile, the one with the largest gain stands for the rest.
 */
export function singleCircuit(
  path: LinearPath,
  scales: Float64Array,
  form: SingleForm,
  family: CircuitUnits,
  singles: readonly number[],
  rules: SingleRules,
  random: Random,
): SingleCircuit | undefined {
  if (singles.length === 0) return undefined;
  const tableOf = (units: readonly number[]): KernelTable => {
    const [sources, targets] =
      form === 'invariant→equivariant' ? [units, family.units] : [family.units, units];
    return kernelTable(path, sources, targets, (unit) => scales[unit]!);
  };
  const table = tableOf(singles);
  const layout = turningLayout(
    table,
    form === 'invariant→equivariant' ? 'targets' : 'sources',
    rings(table.size),
    family.period,
    rules,
  );
  const elements = family.elements!;
  const fit = turningFit(layout, elements, rules);
  const observed = fit(elements);
  const largest = Math.max(...observed.gain);
  const samples = drawNull(rules, largest, () =>
    Math.max(...fit(random.shuffle([...elements])).gain),
  );
  const chance = quantile(samples, 0.95);
  const order = singles.map((_, i) => i).sort((i, j) => observed.gain[j]! - observed.gain[i]!);
  const beyond = order.filter((i) => observed.gain[i]! > chance).slice(0, rules.most);
  const kept = beyond.length > 0 ? beyond : order.slice(0, 1);
  const sum = (values: Float64Array): number => kept.reduce((total, i) => total + values[i]!, 0);
  const left = missedLeftOut(layout, elements, rules);
  const variance = sum(layout.variance);
  const units = kept.map((i) => singles[i]!);
  return {
    form,
    units,
    r2: shareLeft(sum(left), variance),
    r2InSample: shareLeft(sum(observed.missed), variance),
    parameters: kept.length * layout.parameters,
    statistic: largest,
    null: compareWithNull(largest, samples),
    table: tableOf(units),
  };
}
