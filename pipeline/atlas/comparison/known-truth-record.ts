import { layoutTruth } from '../../designed/layout-truth.ts';
import type { NetworkDesign } from '../../designed/network-design.ts';
import { scoreKnownTruth } from '../../families/known-truth.ts';
import type { Graph } from '../../graph/ir.ts';
import { quantile } from '../../numerics/statistics.ts';
import type { Derivation } from '../../records/derivation.ts';
import type { Family } from '../../records/family.ts';
import { knownTruthSchema, type KnownTruth, type LayerTruth } from '../../records/known-truth.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { derivation } from './derivation.ts';
import { round } from './round.ts';

/** A field counts as distinct where so much of the weights into it is not alike in all its units. */
export const knownTruthRules = { distinct: 0.05 };

/** A model of a design by what its discovery recorded. */
export interface DesignedRecords {
  readonly name: string;
  /** The trained network whose first weights these are. */
  readonly controlOf: string | undefined;
  readonly tensorDigest: string;
  /** Covered layers, in order. */
  readonly layers: readonly string[];
  readonly families: readonly Family[];
  /** sha256 of the bytes of families.json. */
  readonly familiesDigest: string;
}

/** Whether a design has fields, so that there is a truth to compare with. */
export function hasFields({ layers }: NetworkDesign): boolean {
  return layers.some(
    (layer) => layer.kind === 'convolution' && layer.units.some(({ kind }) => kind === 'regular'),
  );
}

export function knownTruthDerivation(
  { tensorDigest, familiesDigest, layers }: DesignedRecords,
  design: NetworkDesign,
): Derivation {
  return derivation({
    stage: 'known truth',
    version: 1,
    parameters: { design: design.name, layers: [...layers], rules: knownTruthRules },
    inputs: [
      { name: 'weights', digest: tensorDigest },
      { name: 'families', digest: familiesDigest },
    ],
  });
}

/** The supported rotation families of a designed network against the fields of its design. */
export function knownTruthRecord(
  records: DesignedRecords,
  design: NetworkDesign,
  graph: Graph,
): KnownTruth {
  const errors: number[] = [];
  const layers = records.layers.map((layer): LayerTruth => {
    const { units, distinctness } = layoutTruth(design, graph, layer);
    const found = records.families.flatMap((family) =>
      family.group === 'rotation' && family.layer === layer && family.verdict !== 'not supported'
        ? [family]
        : [],
    );
    const score = scoreKnownTruth(
      units,
      (field) => distinctness[field]! >= knownTruthRules.distinct,
      found,
    );
    errors.push(...score.families.flatMap(({ elementErrors }) => elementErrors));
    return {
      layer,
      ...score,
      unitPrecision: round(score.unitPrecision, 4),
      unitRecall: round(score.unitRecall, 4),
      families: score.families.map(({ elementErrors, ...family }) => ({
        ...family,
        elementError: spread(elementErrors),
      })),
      distinctness: distinctness.map((share) => round(Math.max(0, share), 4)),
    };
  });
  const record: KnownTruth = {
    model: records.name,
    ...(records.controlOf === undefined ? {} : { controlOf: records.controlOf }),
    step: 360 / design.symmetry.turns,
    rules: knownTruthRules,
    layers,
    elementError: spread(errors),
    derivation: knownTruthDerivation(records, design),
  };
  return parseRecord(knownTruthSchema, record, 'known-truth.json');
}

function spread(errors: readonly number[]): KnownTruth['elementError'] {
  if (errors.length === 0) return null;
  return { median: round(quantile(errors, 0.5), 2), largest: round(Math.max(...errors), 2) };
}
