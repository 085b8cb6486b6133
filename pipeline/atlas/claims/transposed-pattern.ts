import { patternCorrelation } from '../../circuits/pattern-correlation.ts';
import { Random } from '../../numerics/random.ts';
import type { Circuit } from '../../records/circuit.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { fittedCircuits } from './fitted-circuits.ts';
import { decimal, measured } from './measured.ts';
import { isNamed, isSupported } from './supported-families.ts';

const SIGNIFICANT = 0.05;
const SEED = 2020;

/**
 * Adds to the answer on contrast into centres how its pattern compares with that of high-low
 * frequency: the claim is that both are one, read from the other end. The patterns are that of the
 * strongest single unit of the former, as for an input of element 0, and the difference of the two
 * factors of the latter, as for an output of element 0; one is turned to fit the other.
 */
export function withTransposedPattern(records: ClaimRecords, answer: Answer): Answer {
  const centre = records.circuits.find(({ tag }) => tag === answer.evidence[0]);
  const highLow = fittedCircuits(records, {
    group: 'rotation',
    form: 'invariant→equivariant',
    from: 'single units',
    to: (family) => isSupported(family) && isNamed(family, 'high-low frequency'),
    words: 'circuits from single units to high-low frequency',
  }).passed.find(({ factors }) => factors.length > 1);
  const pattern = centre && records.alignedMean(centre.tag);
  if (highLow === undefined || pattern === undefined) return answer;
  const { correlation, null: summary } = patternCorrelation(
    factorDifference(highLow),
    pattern,
    new Random(SEED),
  );
  const alike = correlation > 0 && summary.pValue <= SIGNIFICANT;
  const same = alike ? 'more alike than chance' : 'no more alike than chance';
  return {
    ...answer,
    verdict: answer.verdict === 'reproduced' && !alike ? 'partly' : answer.verdict,
    finding: `${answer.finding} Turned to fit best, its pattern and that of the factors into high-low frequency correlate at ${decimal(correlation)} (p ${String(summary.pValue)}): ${same}.`,
    numbers: [
      ...answer.numbers,
      measured('correlation of its pattern with that of high-low frequency', correlation),
      measured('p value of that correlation', summary.pValue),
    ],
    evidence: [...answer.evidence, highLow.tag].filter((tag, i, all) => all.indexOf(tag) === i),
  };
}

function factorDifference({ factors }: Circuit): number[][] {
  const [first, second] = [factors[0]!, factors[1]!];
  return first.kernel.map((row, y) => row.map((value, x) => value - second.kernel[y]![x]!));
}
