import { alignedSquares, tyingResidual, type TiedGroup } from '../../circuits/tying-residual.ts';
import { quantile } from '../../numerics/statistics.ts';
import { motifForms, type Circuit } from '../../records/circuit.ts';
import type { Derivation } from '../../records/derivation.ts';
import { decodeSafetensors, type NamedTensor } from '../../records/safetensors.ts';
import type { NaturalTying } from '../../records/tying.ts';
import { UserError } from '../../records/user-error.ts';
import { derivation } from './derivation.ts';
import { round } from './round.ts';

/** Committed circuits of a model with their files of kernels. */
export interface CircuitRecords {
  readonly circuits: readonly Circuit[];
  /** sha256 of the bytes of circuits.json. */
  readonly circuitsDigest: string;
  /** sha256 over the digests of the files of kernels, in the order of the circuits. */
  readonly kernelsDigest: string;
}

export function naturalTyingDerivation({
  circuitsDigest,
  kernelsDigest,
}: CircuitRecords): Derivation {
  return derivation({
    stage: 'weight tying of circuits',
    version: 1,
    parameters: {},
    inputs: [
      { name: 'circuits', digest: circuitsDigest },
      { name: 'kernels', digest: kernelsDigest },
    ],
  });
}

/**
 * How far the weights of every circuit are tied.
 *
 * @param read bytes of the file of kernels of a circuit
 * @throws UserError for a file that does not hold the tensors of its circuit
 */
export function naturalTying(
  records: CircuitRecords,
  read: (tag: string) => Uint8Array,
): NaturalTying {
  const circuits = records.circuits.map((circuit) => {
    const { tag, group, form } = circuit;
    const { kernels, groups } = tensorsOf(circuit, read(tag));
    const { residual, untied, ...counts } = tyingResidual(groups);
    const whole = kernels.data.reduce((sum, value) => sum + value ** 2, 0);
    return {
      ...{ tag, group, form, ...counts },
      untied: round(untied, 4),
      residual: round(residual, 4),
      kept: whole === 0 ? 0 : round(alignedSquares(groups) / whole, 4),
    };
  });
  return { circuits, summary: summarise(circuits), derivation: naturalTyingDerivation(records) };
}

function tensorsOf(
  { tag, aligned }: Circuit,
  bytes: Uint8Array,
): { readonly kernels: NamedTensor; readonly groups: readonly TiedGroup[] } {
  const { kernels, mean, spread } = decodeSafetensors(bytes);
  if (!kernels || mean?.shape[0] !== aligned.length || spread?.shape[0] !== aligned.length) {
    throw new UserError({
      expected: `kernels, and ${String(aligned.length)} means and spreads of ${tag}`,
      found: 'other tensors',
      remedy: 'restore the committed file',
    });
  }
  const area = mean.data.length / aligned.length;
  const part = (tensor: NamedTensor, i: number) => tensor.data.subarray(i * area, (i + 1) * area);
  const groups = aligned.map((each, i) => ({
    kernels: each.kernels,
    mean: part(mean, i),
    spread: part(spread, i),
  }));
  return { kernels, groups };
}

function summarise(circuits: NaturalTying['circuits']): NaturalTying['summary'] {
  const groups = ['rotation', 'hue', 'reflection'] as const;
  return groups.flatMap((group) =>
    motifForms.flatMap((form) => {
      const own = circuits.filter((each) => each.group === group && each.form === form);
      if (own.length === 0) return [];
      return [
        {
          ...{ group, form, circuits: own.length },
          residual: quartiles(own.map(({ residual }) => residual)),
          ofUntied: quartiles(
            own.flatMap(({ residual, untied }) => (untied > 0 ? [residual / untied] : [])),
          ),
        },
      ];
    }),
  );
}

/** Zeros without values, which a group of single kernels has. */
function quartiles(values: readonly number[]): [number, number, number] {
  if (values.length === 0) return [0, 0, 0];
  const at = (probability: number): number => round(quantile(values, probability), 4);
  return [at(0.25), at(0.5), at(0.75)];
}
