import type { Answer, ClaimRecords } from './claim-records.ts';
import { IN_LAYER, listed, measured, measuredShare, partOf } from './measured.ts';
import { aliasOf, isSupported, supportedFamilies, tagsOf } from './supported-families.ts';

interface MirroredLayer {
  readonly alias: string;
  readonly units: number;
  /** Units in a supported mirrored pair. */
  readonly paired: number;
  /** Units that mirroring changes: all but the invariant ones. */
  readonly changed: number;
}

/** Of fewer layers, a third is a layer or none, which says little about middle layers. */
const FEWEST_LAYERS = 6;

/** Mirrored pairs common in the middle layers, of three parts of the network. */
export function answerReflection(records: ClaimRecords): Answer {
  const { model, coverage } = records;
  const layers = model.layers.flatMap(({ name, alias }): MirroredLayer[] => {
    const entry = coverage.find(({ layer }) => layer === name);
    if (entry === undefined) return [];
    const { units, inFamily, invariant } = entry;
    return [{ alias, units, paired: inFamily.reflection, changed: units - invariant.reflection }];
  });
  const part = (third: number): MirroredLayer[] =>
    layers.filter((_, i) => Math.floor((3 * i) / layers.length) === third);
  const sum = (list: readonly MirroredLayer[], key: 'units' | 'paired' | 'changed'): number =>
    list.reduce((total, layer) => total + layer[key], 0);
  const share = (third: number, of: 'units' | 'changed' = 'units'): number =>
    sum(part(third), 'paired') / Math.max(1, sum(part(third), of));
  const middle = part(1);
  const everywhere = middle.length > 0 && middle.every(({ paired }) => paired > 0);
  const most = share(1) > share(0) && share(1) > share(2);
  const parts = ['the first', 'the middle', 'the last'] as const;
  return {
    verdict:
      layers.length < FEWEST_LAYERS
        ? 'not testable here'
        : everywhere && most
          ? 'reproduced'
          : everywhere
            ? 'partly'
            : 'not reproduced',
    rule:
      'Reproduced if every layer of the middle third has supported mirrored pairs, and a larger share of the units of the middle third is in pairs than of the first and of the last; partly if only the former; not testable of fewer than ' +
      `${String(FEWEST_LAYERS)} covered layers.`,
    finding:
      `${String(supportedFamilies(records, 'reflection').length)} mirrored pairs are supported. Units in pairs: ` +
      `${listed(parts.map((name, i) => `${partOf(sum(part(i), 'paired'), sum(part(i), 'units'))} in ${name} third`))}` +
      ` (${listed(middle.map(({ alias }) => alias))} being the middle one). Mirroring leaves most units of deep layers as they are; of those that it changes, ` +
      `${listed(parts.map((name, i) => `${String(Math.round(100 * share(i, 'changed')))}% of ${name} third`))} are in pairs.`,
    numbers: [
      ...parts.map((name, i) =>
        measuredShare(
          `units in mirrored pairs, ${name} third`,
          sum(part(i), 'paired'),
          sum(part(i), 'units'),
        ),
      ),
      ...layers.flatMap(({ alias, units, paired, changed }) => [
        measured(`units${IN_LAYER}${alias}`, units),
        measured(`units in mirrored pairs${IN_LAYER}${alias}`, paired),
        measured(`units that mirroring changes${IN_LAYER}${alias}`, changed),
      ]),
    ],
    evidence: tagsOf(
      middle.flatMap(({ alias }) =>
        supportedFamilies(records, 'reflection')
          .filter(({ layer }) => aliasOf(records, layer) === alias)
          .toSorted((a, b) => b.transfer.mirrored - a.transfer.mirrored)
          .slice(0, 2),
      ),
    ),
    records: ['coverage.json', 'families.json'],
  };
}

/** Units that match without a transformation of the picture. */
export function answerExotic({ model, families }: ClaimRecords): Answer {
  const tried = families.filter((family) => family.group === 'correspondence');
  const found = tried.filter(isSupported);
  const closest = tried.toSorted((a, b) => a.qValue - b.qValue);
  const [best] = closest;
  return {
    verdict:
      model.correspondencesFrom === undefined
        ? 'not testable here'
        : found.length > 0
          ? 'partly'
          : 'not reproduced',
    rule: 'Partly if a correspondence is supported: units whose incoming and outgoing weights match beyond their null while no transformation takes one to another; else not reproduced; not testable where no layer is deep enough for them to be sought. What sets the units apart, snout, species or viewpoint, is not tested, so that it is never wholly reproduced; and no model of places is in the atlas.',
    finding:
      best === undefined
        ? model.correspondencesFrom === undefined
          ? 'Correspondences were not sought in this model.'
          : 'The search for correspondences had no candidate.'
        : `${found.length === 0 ? 'None' : String(found.length)} of ${String(tried.length)} candidate pairs ${found.length > 1 ? 'are' : 'is'} supported; the closest has a q value of ${best.qValue.toPrecision(3)}, with cosines of ${best.match.incoming.toFixed(2)} between incoming and ${best.match.outgoing.toFixed(2)} between outgoing weights.`,
    numbers: [
      measured('correspondences tried', tried.length),
      measured('correspondences supported', found.length),
      ...(best === undefined
        ? []
        : [
            measured('q value of the closest', best.qValue),
            measured('cosine of incoming weights of the closest', best.match.incoming),
            measured('cosine of outgoing weights of the closest', best.match.outgoing),
          ]),
    ],
    evidence: tagsOf([...found, ...closest]),
    records: ['families.json'],
  };
}
