import type { Motif } from '../records/circuit.ts';
import type { FittedCircuit } from './fitted-circuit.ts';

/** What a fit must meet to be a circuit. */
export const circuitVerdictRules = {
  /** Over the whole scan of a model. */
  falseDiscoveryRate: 0.05,
  /**
   * Least R², and least *weight explained*: R² times strength, in mean squares of all weights into the
   * same units.
   */
  turned: { r2: 0.05, explained: 0.2 },
  /** The same for mirrored ties, which hold between most pairs of a layer and the next. */
  mirrored: { r2: 0.5, explained: 3 },
};

/** Whether a fit explains enough of weights that are strong enough. */
export function isStrong({
  group,
  scores,
  strength,
}: Pick<FittedCircuit, 'group' | 'scores' | 'strength'>): boolean {
  const { mirrored, turned } = circuitVerdictRules;
  const least = group === 'reflection' ? mirrored : turned;
  const { r2 } = scores[0]!;
  return r2 >= least.r2 && r2 * strength >= least.explained;
}

/** The motif of a fit: the one that predicts left-out kernels best, where it meets the rules. */
export function motifOf(
  fit: Pick<FittedCircuit, 'group' | 'scores' | 'strength'>,
  qValue: number,
): Motif {
  const accepted = qValue <= circuitVerdictRules.falseDiscoveryRate && isStrong(fit);
  return accepted ? fit.scores[0]!.motif : 'no motif';
}

type Finding = Pick<FittedCircuit, 'scores' | 'group' | 'form' | 'from' | 'to'> & {
  readonly profile: NonNullable<FittedCircuit['detail']>['profile'];
};

/** What was found, in words made from the numbers. */
export function findingOf({ scores, profile, group, form, from, to }: Finding): string {
  const [best] = scores;
  const percentage = `${String(Math.round(100 * best!.r2))}%`;
  const share = `${percentage} of the variance of kernels left out of the fit`;
  const single = [from, to].find(({ elements }) => elements === null);
  const count = single?.units.length ?? 0;
  const singles = count === 1 ? 'a single unit' : `each of ${String(count)} single units`;
  switch (best!.motif) {
    case 'mirror': {
      const flips = {
        'invariant→equivariant': `The weights of ${singles} flip with the later pair`,
        'equivariant→invariant': `The weights of the earlier pair flip into ${singles}`,
        'equivariant→equivariant': 'The weights flip with both pairs',
      }[form];
      return `${flips}: mirroring ties ${percentage} of their squares.`;
    }
    case 'invariant→equivariant':
      return single
        ? `The pattern of weights of ${singles} turns with the later unit: it predicts ${share}.`
        : `One pattern of weights turns with the later unit alone: it predicts ${share}.`;
    case 'equivariant→invariant':
      return single
        ? `The pattern of weights into ${singles} turns with the earlier unit: it predicts ${share}.`
        : `One pattern of weights turns with the earlier unit alone: it predicts ${share}.`;
    default: {
      const turns = group === 'hue' ? 'depends on the relative hue' : 'turns with both units';
      return `The pattern of weights ${turns}: it predicts ${share}; summed over positions, weights are ${describeProfile(profile)}.`;
    }
  }
}

/** A bin of fewer pairs has an interval that is narrow for lack of anything to draw anew. */
const FEWEST_PAIRS = 4;

/** Sign at the same element and at the one furthest away, as far as the intervals decide it. */
function describeProfile(profile: Finding['profile']): string {
  const furthest = Math.max(...profile.map(({ delta }) => delta));
  const at = (delta: number): string => {
    const bin = profile.find((candidate) => candidate.delta === delta);
    if (!bin) return `not measured at ${String(delta)}°`;
    if (bin.pairs < FEWEST_PAIRS) return `of too few pairs at ${String(delta)}°`;
    const [low, high] = bin.interval;
    const sign = low > 0 ? 'excitatory' : high < 0 ? 'inhibitory' : 'of uncertain sign';
    return `${sign} at ${String(delta)}° (${signed(bin.weight)}, 95% interval ${signed(low)} to ${signed(high)})`;
  };
  return `${at(0)} and ${at(furthest)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
