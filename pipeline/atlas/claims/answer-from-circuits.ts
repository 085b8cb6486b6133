import type { Circuit, ScannedFit } from '../../records/circuit.ts';
import type { Family } from '../../records/family.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { endsInWords, shortcomings } from './circuit-words.ts';
import type { FittedCircuits } from './fitted-circuits.ts';
import { listed, measured } from './measured.ts';
import { tagsOf } from './supported-families.ts';

/** So many families and circuits are shown with a claim. */
const MOST_TAGS = 12;

/** What a claim's own rule makes of circuits that passed. */
export interface Judgement extends Pick<Answer, 'finding' | 'numbers'> {
  /** What the claim says and these circuits do not show, noun phrases; reproduced where there is none. */
  readonly missing: readonly string[];
  /** The circuits it rests on, the one that the finding names first. */
  readonly circuits: readonly [Circuit, ...Circuit[]];
}

/**
 * An answer from the circuits of one kind: not testable where none was fitted, not reproduced where
 * none passed, else as the judgement that misses least says, partly where it misses anything.
 */
export function answerFromCircuits(
  records: ClaimRecords,
  { wiring, tried, passed }: FittedCircuits,
  rule: string,
  judge: (passed: readonly [Circuit, ...Circuit[]]) => readonly Judgement[],
): Answer {
  const answer = {
    rule: `${rule} Not reproduced if such circuits were fitted and none passed, not testable if there was none to fit.`,
    records: ['scan.json', 'circuits.json', 'families.json'],
  };
  const counts = [
    measured(`${wiring.words} that were fitted`, Math.max(tried.length, passed.length)),
    measured('of these passed', passed.length),
  ];
  const [first, ...others] = passed;
  if (first !== undefined) {
    const [best] = judge([first, ...others]).toSorted(
      (a, b) => a.missing.length - b.missing.length,
    );
    const { finding, numbers, missing, circuits } = best!;
    return {
      ...answer,
      verdict: missing.length === 0 ? 'reproduced' : 'partly',
      finding: missing.length === 0 ? finding : `${finding} Missing: ${listed(missing)}.`,
      numbers: [...counts, ...fitNumbers(circuits[0]), ...numbers],
      evidence: tagsOf([...circuits, ...endsOf(records, circuits), ...passed]).slice(0, MOST_TAGS),
    };
  }
  const [best] = tried;
  if (best === undefined) {
    const measuredAny = records.scan.length + records.circuits.length > 0;
    return {
      ...answer,
      verdict: 'not testable here',
      finding: measuredAny
        ? `Among ${String(records.scan.length)} fits there are no ${wiring.words}.`
        : 'No circuit of this model has been measured.',
      numbers: counts,
      evidence: [],
    };
  }
  return {
    ...answer,
    verdict: 'not reproduced',
    finding: `None of ${String(tried.length)} ${wiring.words} passed. The one with the largest R², ${endsInWords(records, best)}, has ${shortcomings(best)}.`,
    numbers: [...counts, ...fitNumbers(best)],
    evidence: tagsOf([
      ...tried.flatMap(({ circuit }) => (circuit === null ? [] : [{ tag: circuit }])),
      ...endsOf(records, tried),
    ]).slice(0, MOST_TAGS),
  };
}

function fitNumbers({
  r2,
  qValue,
  strength,
}: Pick<ScannedFit, 'r2' | 'qValue' | 'strength'>): Answer['numbers'] {
  return [
    measured('R² of the circuit named', r2),
    measured('q value of the circuit named', qValue),
    measured('strength of the circuit named', strength),
  ];
}

/** Families at the ends, those of the first circuit first. */
function endsOf(
  { families }: ClaimRecords,
  circuits: readonly Pick<ScannedFit, 'from' | 'to'>[],
): Family[] {
  return circuits.flatMap(({ from, to }) =>
    [from, to].flatMap(({ family }) => families.filter(({ tag }) => tag === family)),
  );
}
