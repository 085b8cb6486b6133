import { verdictRules } from '../../families/verdict.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { listed, measured } from './measured.ts';
import { isSupported, tagsOf } from './supported-families.ts';

/** Some equivariance in every network. */
export function answerUniversality({ families, controls, others }: ClaimRecords): Answer {
  const real = families.filter(
    (family) => isSupported(family) && family.group !== 'correspondence',
  );
  const groups = [...new Set(real.map(({ group }) => group))];
  const { familiesFound, falseDiscoveryRate } = controls.shuffled;
  const here = falseDiscoveryRate !== null && falseDiscoveryRate <= verdictRules.falseDiscoveryRate;
  const elsewhere = others.filter(({ id }) => id === 'universality');
  const against = elsewhere
    .filter(({ verdict }) => verdict === 'not reproduced')
    .map(({ model }) => model)
    .toSorted();
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
        : `Other models of the atlas: ${listed(elsewhere.map(({ model }) => model).toSorted())}` +
          (against.length === 0 ? '.' : `, of which it is not so in ${listed(against)}.`)),
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
