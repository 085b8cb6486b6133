import type { Motif } from '../records/circuit.ts';
import type { MeasuredCircuit } from './measure-circuit.ts';

/** False discovery rate over all circuits of a model. */
export const circuitFalseDiscoveryRate = 0.05;

/**
 * The motif of a circuit: the one that predicts left-out kernels best, if it predicts them better
 * than the mean kernel and its q value stays below the false discovery rate; else "no motif".
 */
export function judgeCircuit(
  { scores, profile }: Pick<MeasuredCircuit, 'scores' | 'profile'>,
  qValue: number,
): { readonly motif: Motif; readonly finding: string } {
  const best = scores.find(({ motif }) => motif !== 'no motif')!;
  if (qValue > circuitFalseDiscoveryRate) {
    return {
      motif: 'no motif',
      finding: `No motif: the q value of ${qValue.toPrecision(2)} does not stay below ${String(circuitFalseDiscoveryRate)}.`,
    };
  }
  if (best.r2 <= 0) {
    return {
      motif: 'no motif',
      finding:
        'No motif: these kernels follow the elements more closely than chance would have it, but no motif predicts the kernels of a unit left out better than their mean does.',
    };
  }
  return { motif: best.motif, finding: `${best.motif}: ${describeProfile(profile)}.` };
}

/** A bin of fewer pairs has an interval that is narrow for lack of anything to draw anew. */
const FEWEST_PAIRS = 4;

/** Sign at 0° and 180°, as far as the intervals decide it. */
function describeProfile(profile: MeasuredCircuit['profile']): string {
  const at = (delta: number): string => {
    const bin = profile.find((candidate) => candidate.delta === delta);
    if (!bin) return `no pair at ${String(delta)}°`;
    if (bin.pairs < FEWEST_PAIRS) return `too few pairs at ${String(delta)}°`;
    const [low, high] = bin.interval;
    const sign = low > 0 ? 'excitatory' : high < 0 ? 'inhibitory' : 'of uncertain sign';
    return `${sign} at ${String(delta)}° (${signed(bin.weight)}, 95% interval ${signed(low)} to ${signed(high)})`;
  };
  return `${at(0)} and ${at(180)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
