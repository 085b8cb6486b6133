import { layoutTruth } from '../../designed/layout-truth.ts';
import type { NetworkDesign } from '../../designed/network-design.ts';
import { scoreKnownTruth, type FoundFamily } from '../../families/known-truth.ts';
import type { Graph } from '../../graph/ir.ts';
import { angularDifference } from '../../numerics/circular.ts';
import { quantile } from '../../numerics/statistics.ts';
import type { Derivation } from '../../records/derivation.ts';
import type { Family } from '../../records/family.ts';
import { knownTruthSchema, type KnownTruth, type LayerTruth } from '../../records/known-truth.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { derivation } from './derivation.ts';
import { round } from './round.ts';

export const knownTruthRules = {
  /** A field counts as distinct where so much of the weights into it is not alike in all its units. */
  distinct: 0.05,
  /** Degrees: members of a hue-rotation family of which hues are as near as this differ by turns alone. */
  sameHue: 30,
};

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
    version: 2,
    parameters: { design: design.name, layers: [...layers], rules: knownTruthRules },
    inputs: [
      { name: 'weights', digest: tensorDigest },
      { name: 'families', digest: familiesDigest },
    ],
  });
}

/**
 * A family whose members are turned copies of each other. One of hue-rotation is one where its hues agree:
 * a member has two names, (hue, turn) and both half a turn on, of which the one with the common hue is
 * taken.
 */
function turningFamily(family: Family): FoundFamily[] {
  if (family.group === 'rotation') return [family];
  if (family.group !== 'hue-rotation') return [];
  const [first] = family.members;
  const members = family.members.map(({ unit, element: [hue, turn] }) => {
    const apart = Math.abs(angularDifference(hue, first!.element[0]));
    return {
      unit,
      element: apart <= 90 ? turn : (turn + 180) % 360,
      apart: Math.min(apart, 180 - apart),
    };
  });
  if (members.some(({ apart }) => apart > knownTruthRules.sameHue)) return [];
  return [{ tag: family.tag, period: 360, members }];
}

/** The supported families of rotation, alone or with hue, of a designed network against the fields of its design. */
export function knownTruthRecord(
  records: DesignedRecords,
  design: NetworkDesign,
  graph: Graph,
): KnownTruth {
  const errors: number[] = [];
  const layers = records.layers.map((layer): LayerTruth => {
    const { units, distinctness } = layoutTruth(design, graph, layer);
    const found = records.families.flatMap((family) =>
      family.group !== 'scale' && family.layer === layer && family.verdict !== 'not supported'
        ? turningFamily(family)
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
