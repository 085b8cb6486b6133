import { mean, quantile } from '../../numerics/statistics.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { decimal, IN_LAYER, measured, measuredShare } from './measured.ts';
import { supportedFamilies, tagsOf } from './supported-families.ts';

/** Tied weights would do where tying explains so much of the weights, as a median. */
const TIED = 0.9;

/** Share of the parameters that tying leaves, with a share `r` of the units in families of `copies`. */
export function remainingShare(r: number, copies: number): number {
  return 1 - ((copies - 1) / copies) * r ** 2;
}

/**
 * The bound with measured numbers. r is the share of units in supported rotation families, K the mean
 * number of members of a family; the formula takes r to be the same on both sides of the weights.
 */
export function answerParameterBound(records: ClaimRecords): Answer {
  const families = supportedFamilies(records, 'rotation');
  const sizes = (layer?: string): number[] =>
    families
      .filter((family) => layer === undefined || family.layer === layer)
      .map(({ members }) => members.length);
  const layers = records.model.layers.flatMap(({ name, alias }) => {
    const entry = records.coverage.find(({ layer }) => layer === name);
    if (entry === undefined) return [];
    const copies = sizes(name).length === 0 ? 1 : mean(sizes(name));
    return [{ alias, units: entry.units, inFamily: entry.inFamily.rotation, copies }];
  });
  const units = layers.reduce((sum, layer) => sum + layer.units, 0);
  const inFamily = layers.reduce((sum, layer) => sum + layer.inFamily, 0);
  const r = inFamily / Math.max(1, units);
  const copies = families.length === 0 ? 1 : mean(sizes());
  const remaining = remainingShare(r, copies);
  const rotation = new Set(families.map(({ tag }) => tag));
  const tied = [
    ...records.weightEquivariance.firstLayer.filter(({ family }) => rotation.has(family)),
    ...records.circuits.filter(
      ({ group, motif }) => group === 'rotation' && motif === 'equivariant→equivariant',
    ),
  ].map(({ r2 }) => r2);
  const median = tied.length === 0 ? undefined : quantile(tied, 0.5);
  return {
    verdict: median !== undefined && median >= TIED ? 'reproduced' : 'partly',
    rule: `The formula is arithmetic and holds; reproduced if tied weights would do, that is if tying explains a median of ${String(100 * TIED)}% of the weights of the first layer’s rotation families and of the circuits between rotation families; else partly.`,
    finding:
      `With the share of units in rotation families for r and the mean number of their members for K, ${percent(remaining)} of the parameters would remain (r ${decimal(r)}, K ${copies.toFixed(1)}; see the layers). ` +
      tyingInWords(median, tied.length),
    numbers: [
      measuredShare('r, whole model', inFamily, units),
      measured('K, whole model', copies),
      measured('remaining share of the parameters, whole model', 100 * remaining, '%'),
      ...(median === undefined
        ? []
        : [measured('median R² of tying', median), measured('sets of weights', tied.length)]),
      ...layers.flatMap((layer) => [
        measuredShare(`r${IN_LAYER}${layer.alias}`, layer.inFamily, layer.units),
        measured(`K${IN_LAYER}${layer.alias}`, layer.copies),
        measured(
          `remaining share${IN_LAYER}${layer.alias}`,
          100 * remainingShare(layer.inFamily / layer.units, layer.copies),
          '%',
        ),
      ]),
    ],
    evidence: tagsOf(families).slice(0, 3),
    records: ['coverage.json', 'families.json', 'weight-equivariance.json', 'circuits.json'],
  };
}

function tyingInWords(median: number | undefined, sets: number): string {
  if (median === undefined) return 'How far the weights are tied has not been measured.';
  const explains = `tying explains a median of ${percent(median)} of the ${String(sets)} sets of weights measured`;
  return median >= TIED
    ? `Tied weights would do: ${explains}.`
    : `But ${explains}, so that tied weights would be other weights.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
