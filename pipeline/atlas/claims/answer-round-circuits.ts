import { plural } from '../../families/verdict.ts';
import type { Circuit } from '../../records/circuit.ts';
import type { Family } from '../../records/family.ts';
import type { StimulusKind } from '../../records/stimulus.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { answerFromCircuits } from './answer-from-circuits.ts';
import { circuitInWords } from './circuit-words.ts';
import { fittedCircuits } from './fitted-circuits.ts';
import { listed, measured } from './measured.ts';
import { preferredKinds } from './preferred-kinds.ts';
import { aliasOf, isNamed, isSupported } from './supported-families.ts';
import { withTransposedPattern } from './transposed-pattern.ts';

/** What single units that are called round prefer. */
const ROUND: readonly StimulusKind[] = ['circle', 'centre-surround'];

interface RoundClaim {
  readonly from: (family: Family) => boolean;
  /** What the sources are, in words. */
  readonly sources: string;
  /** What a single unit must prefer to count as a target. */
  readonly targets: readonly StimulusKind[];
  /** Between so many pairs of layers, at least. */
  readonly pairs: number;
  /** What the claim says besides, without a stimulus in the atlas; a sentence, or empty. */
  readonly untested: string;
}

/** Units at all angles into single units that have none. */
function answerRound(records: ClaimRecords, claim: RoundClaim): Answer {
  const { targets, pairs } = claim;
  const preferred = preferredKinds(records.units);
  const fitted = fittedCircuits(records, {
    group: 'rotation',
    form: 'equivariant→invariant',
    from: (family) => isSupported(family) && claim.from(family),
    to: 'single units',
    words: `circuits from ${claim.sources} to single units`,
  });
  const kinds = targets.join(' or ');
  const repeated = pairs > 1 ? `, between at least ${String(pairs)} pairs of layers,` : '';
  const rule =
    `Reproduced if circuits pass from ${claim.sources}${repeated} to single units of which some prefer ${kinds}; ` +
    `partly if they pass${pairs > 1 ? ' between fewer pairs or' : ''} to units that prefer something else or have no passport.`;
  return answerFromCircuits(records, fitted, rule, (passed) => {
    const matching = ({ to }: Circuit): number[] =>
      to.units.filter((unit) => targets.includes(preferred(to.layer, unit)!));
    const met = passed.filter((circuit) => matching(circuit).length > 0);
    const between = new Set(met.map(({ from, to }) => `${from.layer} → ${to.layer}`)).size;
    const shown = met[0] ?? passed[0];
    const { layer, units } = shown.to;
    const known = units.filter((unit) => preferred(layer, unit) !== undefined);
    const names = matching(shown).map((unit) => `${aliasOf(records, layer)}:${String(unit)}`);
    const targetWords =
      names.length === 0
        ? `Of ${plural(units.length, 'target')}, ${String(known.length)} with a passport, none prefers ${kinds}`
        : `Of ${plural(units.length, 'target')}, ${listed(names)} ${names.length === 1 ? 'prefers' : 'prefer'} ${kinds}`;
    return [
      {
        finding: `The pattern turns: ${circuitInWords(records, shown)}. ${targetWords}. Such circuits pass between ${plural(between, 'pair')} of layers.${claim.untested}`,
        numbers: [
          measured(`passed circuits with a target that prefers ${kinds}`, met.length),
          measured('pairs of layers between which they run', between),
        ],
        missing: [
          ...(between === 0 ? [`a target that prefers ${kinds}`] : []),
          ...(between < pairs && pairs > 1 ? ['the same between other layers'] : []),
        ],
        circuits: [shown, ...met.filter((circuit) => circuit !== shown)],
      },
    ];
  });
}

/** Colour contrast at all angles into coloured centres. */
export function answerContrastCentre(records: ClaimRecords): Answer {
  const answer = answerRound(records, {
    from: (family) =>
      family.group === 'hue-rotation' ||
      (family.group === 'rotation' && isNamed(family, 'colour edge')),
    sources: 'colour contrast',
    targets: ['colour centre-surround'],
    pairs: 1,
    untested: '',
  });
  return withTransposedPattern(records, answer);
}

/** Lines at all angles into small circles. */
export function answerLineCircle(records: ClaimRecords): Answer {
  return answerRound(records, {
    from: (family) => family.group === 'rotation' && isNamed(family, 'line', 'grating'),
    sources: 'lines or gratings',
    targets: ROUND,
    pairs: 1,
    untested: ' Lines that spread out are not among the stimuli and not tested.',
  });
}

/** Curves at all angles into circles, at more than one size. */
export function answerCurveCircle(records: ClaimRecords): Answer {
  return answerRound(records, {
    from: (family) => family.group === 'rotation' && isNamed(family, 'curve'),
    sources: 'curves',
    targets: ROUND,
    pairs: 2,
    untested: ' Evolutes are not among the stimuli and not tested.',
  });
}
