import { verdictRules } from '../../families/verdict.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { listed, measured, partOf } from './measured.ts';
import { isSupported, tagsOf } from './supported-families.ts';

/** A network with equivariance built in; none is in the atlas, so that nothing answers it. */
export function answerDesigned(_records: ClaimRecords): Answer {
  return {
    verdict: 'not testable here',
    rule: 'Not testable until the atlas holds a network designed with half of its units equivariant.',
    finding: 'No designed network is in the atlas.',
    numbers: [],
    evidence: [],
    records: [],
  };
}

/** A fully connected first layer; none is in the atlas, but the convolutional one shows what is left. */
export function answerFirstLayer({ model, coverage, families }: ClaimRecords): Answer {
  const first = model.layers[0]!;
  const entry = coverage.find(({ layer }) => layer === first.name);
  const of = (count: number): string => partOf(count, first.shape[2]);
  return {
    verdict: 'not testable here',
    rule: 'Not testable until the atlas holds a network with a fully connected first layer.',
    finding:
      'No fully connected first layer is in the atlas.' +
      (entry === undefined
        ? ''
        : ` Of the convolutional one, ${first.alias}, ${of(entry.inFamily.rotation)} units are in families of rotation, ${of(entry.inFamily.hue)} of hue, ${of(entry.inFamily.hueRotation)} of both and ${of(entry.inFamily.scale)} of scale.`),
    numbers:
      entry === undefined
        ? []
        : [
            measured('units of the first layer', entry.units),
            measured('units in rotation families', entry.inFamily.rotation),
            measured('units in hue families', entry.inFamily.hue),
            measured('units in hue-rotation families', entry.inFamily.hueRotation),
            measured('units in scale families', entry.inFamily.scale),
          ],
    evidence: tagsOf(
      families.filter((family) => isSupported(family) && family.layer === first.name),
    ),
    records: ['coverage.json', 'families.json'],
  };
}

/** Some equivariance in every network. */
export function answerUniversality({ families, controls, others }: ClaimRecords): Answer {
  const real = families.filter(
    (family) => isSupported(family) && family.group !== 'correspondence',
  );
  const groups = [...new Set(real.map(({ group }) => group))];
  const { familiesFound, falseDiscoveryRate } = controls.shuffled;
  const here = falseDiscoveryRate !== null && falseDiscoveryRate <= verdictRules.falseDiscoveryRate;
  const elsewhere = others.filter(({ id }) => id === 'universality');
  const everywhere =
    elsewhere.length > 0 && elsewhere.every(({ verdict }) => verdict !== 'not reproduced');
  return {
    verdict: !here ? 'not reproduced' : everywhere ? 'reproduced' : 'partly',
    rule:
      'Reproduced if in this model and in every other of the atlas, of which there must be one, the shuffled network has at most ' +
      `${String(verdictRules.falseDiscoveryRate)} supported families for each of the real one; partly while that is shown for this model and not for others.`,
    finding:
      `${String(real.length)} supported families of ${listed(groups)}, against ${String(familiesFound)} in the same network with its weights shuffled. ` +
      (elsewhere.length === 0
        ? 'It is the only model of the atlas so far, and one model does not make a rule.'
        : `Other models of the atlas: ${listed(elsewhere.map(({ model }) => model))}.`),
    numbers: [
      measured('supported families', real.length),
      measured('supported families of the shuffled network', familiesFound),
      ...(falseDiscoveryRate === null
        ? []
        : [measured('false discovery rate', falseDiscoveryRate)]),
      measured('models of the atlas', 1 + elsewhere.length),
    ],
    evidence: groups.flatMap((group) => tagsOf(real.filter((f) => f.group === group)).slice(0, 1)),
    records: ['families.json', 'controls.json'],
  };
}
