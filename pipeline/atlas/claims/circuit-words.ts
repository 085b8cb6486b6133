import { circuitVerdictRules } from '../../circuits/judge-circuit.ts';
import type { Circuit, ScannedFit } from '../../records/circuit.ts';
import type { ClaimRecords } from './claim-records.ts';
import { decimal, listed } from './measured.ts';
import { aliasOf, familyWords } from './supported-families.ts';

/** `curves of 3a (23 units) → curves of 3b (17 units)`; single units by their layer. */
export function endsInWords(
  records: ClaimRecords,
  { from, to }: Pick<ScannedFit, 'from' | 'to'>,
): string {
  const words = ({ layer, family: tag }: ScannedFit['from']): string => {
    const family = records.families.find((candidate) => candidate.tag === tag);
    return family === undefined
      ? `single units of ${aliasOf(records, layer)}`
      : familyWords(records, family);
  };
  return `${words(from)} → ${words(to)}`;
}

/** `curves of 3a (23 units) → curves of 3b (17 units) (R² 0.41, q 0.002)`. */
export function circuitInWords(records: ClaimRecords, circuit: Circuit): string {
  return `${endsInWords(records, circuit)} (R² ${decimal(circuit.r2)}, q ${circuit.qValue.toPrecision(2)})`;
}

/** Why a fit is no circuit with the motif that was asked for: `an R² of 0.04 (at least 0.10 is asked)`. */
export function shortcomings({ group, r2, qValue, strength }: ScannedFit): string {
  const { falseDiscoveryRate, mirrored, turned } = circuitVerdictRules;
  const least = group === 'reflection' ? mirrored : turned;
  const asked = (limit: string): string => `(${limit} is asked)`;
  const short = [
    ...(r2 < least.r2 ? [`an R² of ${decimal(r2)} ${asked(`at least ${decimal(least.r2)}`)}`] : []),
    ...(r2 >= least.r2 && r2 * strength < least.explained
      ? [
          `an R² of ${decimal(r2)} of weights of strength ${decimal(strength)} ${asked(`a product of at least ${decimal(least.explained)}`)}`,
        ]
      : []),
    ...(qValue > falseDiscoveryRate
      ? [`a q value of ${qValue.toPrecision(2)} ${asked(`at most ${String(falseDiscoveryRate)}`)}`]
      : []),
  ];
  return short.length > 0 ? listed(short) : 'another motif that fits it better';
}
