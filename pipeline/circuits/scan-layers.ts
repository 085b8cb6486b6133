import { Random } from '../numerics/random.ts';
import { circuitDetail, type DetailRules } from './circuit-detail.ts';
import type { FittedCircuit, FittedEnd, SetReference } from './fitted-circuit.ts';
import { circuitVerdictRules, isStrong } from './judge-circuit.ts';
import { kernelTable } from './kernel-table.ts';
import type { LinearPath } from './linear-path.ts';
import type { MirrorCircuit } from './mirror-circuit.ts';
import { mirrorCircuits } from './mirror-motifs.ts';
import { fitRules, type FitRules } from './motif-fit.ts';
import type { CircleGroup } from './motif-terms.ts';
import { pairCircuit, type MotifScore, type NullRules } from './pair-circuits.ts';
import { scaledPath, type ScaledPaths } from './scaled-path.ts';
import { singleCircuit, type SingleForm } from './single-circuits.ts';

export interface ScanRules extends FitRules, NullRules, DetailRules {
  /** Most single units that a circuit keeps. */
  readonly most: number;
  readonly seed: number;
}

export const scanRules: ScanRules = {
  ...fitRules,
  nullSamples: 499,
  enough: 20,
  most: 8,
  binWidth: 30,
  bootstrapSamples: 400,
  factors: 2,
  seed: 2020,
};

/** A family whose elements are angles of a circle group. */
export interface CircleSet {
  readonly reference: SetReference;
  readonly group: CircleGroup;
  readonly units: readonly number[];
  /** Degrees. */
  readonly elements: readonly number[];
  readonly period: number;
}

/** A mirrored pair. */
export interface PairSet {
  readonly reference: SetReference;
  readonly units: readonly [number, number];
}

/** What one layer brings to the scan. */
export interface LayerSets {
  readonly circles: readonly CircleSet[];
  readonly pairs: readonly PairSet[];
}

/**
 * Every fit between two layers (those that cannot become circuits without their details): rotation and hue families with each other, rotation families with the
 * single units of the other layer that are in none, mirrored pairs with each other and with single units.
 *
 * @param weighted the same path with what nonlinearities pass on photographs
 */
export function scanLayers(
  path: LinearPath,
  weighted: LinearPath | undefined,
  sources: LayerSets,
  targets: LayerSets,
  rules: ScanRules = scanRules,
): readonly FittedCircuit[] {
  const paths: ScaledPaths = {
    path: scaledPath(path),
    weighted: weighted && scaledPath(weighted),
  };
  const { scales } = paths.path;
  const random = new Random(rules.seed);
  const fits: FittedCircuit[] = [];
  for (const from of sources.circles) {
    for (const to of targets.circles) {
      if (from.group !== to.group) continue;
      const {
        scores,
        statistic,
        null: summary,
      } = pairCircuit(path, scales, from.group, from, to, rules, random);
      fits.push(
        fitted(
          {
            group: from.group,
            form: 'equivariant→equivariant',
            from: endOf(from),
            to: endOf(to),
            scores,
            statistic,
            null: summary,
            pValue: summary.pValue,
          },
          paths,
          rules,
          random,
        ),
      );
    }
  }
  const singles = (count: number, { circles }: LayerSets): number[] => {
    const moved = new Set(
      circles.filter(({ group }) => group === 'rotation').flatMap(({ units }) => units),
    );
    return Array.from({ length: count }, (_, unit) => unit).filter((unit) => !moved.has(unit));
  };
  const addSingles = (form: SingleForm, family: CircleSet, others: readonly number[]): void => {
    const found = singleCircuit(path, scales, form, family, others, rules, random);
    if (found === undefined) return;
    const units = { set: null, units: found.units, elements: null, period: null };
    const inward = form === 'invariant→equivariant';
    fits.push(
      fitted(
        {
          group: 'rotation',
          form,
          from: inward ? units : endOf(family),
          to: inward ? endOf(family) : units,
          scores: withNone({ ...found, motif: form }, path),
          statistic: found.statistic,
          null: found.null,
          pValue: found.null.pValue,
        },
        paths,
        rules,
        random,
        inward ? others : [],
      ),
    );
  };
  const turning = ({ circles }: LayerSets): readonly CircleSet[] =>
    circles.filter(({ group }) => group === 'rotation');
  const singleSources = singles(path.sources, sources);
  const singleTargets = singles(path.channels, targets);
  for (const to of turning(targets)) addSingles('invariant→equivariant', to, singleSources);
  for (const from of turning(sources)) addSingles('equivariant→invariant', from, singleTargets);
  const mirrored = mirrorCircuits(
    path,
    {
      sourcePairs: sources.pairs.map(({ units }) => units),
      targetPairs: targets.pairs.map(({ units }) => units),
    },
    random,
  );
  for (const circuit of mirrored) {
    fits.push(fitted(mirrorFit(circuit, sources.pairs, targets.pairs, path), paths, rules, random));
  }
  return fits;
}

function endOf({ reference, units, elements, period }: CircleSet): FittedEnd {
  return { set: reference, units, elements, period };
}

function withNone(
  { motif, r2, r2InSample, parameters }: MotifScore,
  { size }: LinearPath,
): MotifScore[] {
  return [
    { motif, r2, r2InSample, parameters },
    { motif: 'no motif', r2: 0, r2InSample: 0, parameters: size * size },
  ];
}

/** The tie has no coefficient to fit, so that what it explains needs no leaving out. */
function mirrorFit(
  { form, from, to, r2, plain, antisymmetric, statistic, null: summary, pValue }: MirrorCircuit,
  sourcePairs: readonly PairSet[],
  targetPairs: readonly PairSet[],
  path: LinearPath,
): Omit<FittedCircuit, 'detail' | 'strength'> {
  const end = ({ units, pair }: MirrorCircuit['from'], pairs: readonly PairSet[]): FittedEnd => {
    const found = pair ? pairs.find((set) => set.units.join() === units.join()) : undefined;
    return {
      set: found?.reference ?? null,
      units,
      elements: pair ? [0, 1] : null,
      period: null,
    };
  };
  // A tie is mirrored only as far as it beats the plain one where the two differ.
  const mirrored = antisymmetric > 0 && r2 > plain;
  const tie = {
    motif: 'mirror',
    r2: mirrored ? r2 : Math.min(r2, 0),
    r2InSample: r2,
    parameters: 0,
  };
  return {
    group: 'reflection',
    form,
    from: end(from, sourcePairs),
    to: end(to, targetPairs),
    scores: withNone(tie as MotifScore, path),
    statistic,
    null: summary,
    pValue,
  };
}

function fitted(
  fit: Omit<FittedCircuit, 'detail' | 'strength'>,
  paths: ScaledPaths,
  rules: ScanRules,
  random: Random,
  factored: readonly number[] = [],
): FittedCircuit {
  const { falseDiscoveryRate } = circuitVerdictRules;
  const { weights, scales } = paths.path;
  const { values } = kernelTable(weights, fit.from.units, fit.to.units, (unit) => scales[unit]!);
  const strength = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const whole = { ...fit, strength };
  const kept = fit.pValue <= falseDiscoveryRate && isStrong(whole);
  return { ...whole, detail: kept ? circuitDetail(whole, paths, factored, rules, random) : null };
}
