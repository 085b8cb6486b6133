import { mean, quantile } from './statistics.ts';

/** How a statistic fell when the hypothesis was broken on purpose. */
export interface NullSummary {
  readonly samples: number;
  readonly mean: number;
  readonly q95: number;
  readonly pValue: number;
}

/**
 * Monte Carlo p value (1 + #{null ≥ observed}) / (1 + samples): never zero (Phipson and Smyth 2010).
 */
export function compareWithNull(observed: number, samples: ArrayLike<number>): NullSummary {
  let atLeast = 0;
  for (let i = 0; i < samples.length; i++) if (samples[i]! >= observed) atLeast++;
  return {
    samples: samples.length,
    mean: mean(samples),
    q95: quantile(samples, 0.95),
    pValue: (1 + atLeast) / (1 + samples.length),
  };
}

/**
 * Adjusted p values that control the false discovery rate (Benjamini and Hochberg 1995), in the
 * order of the input.
 */
export function adjustFalseDiscovery(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  order.forEach((index, i) => {
    const rank = pValues.length - i;
    smallest = Math.min(smallest, (pValues[index]! * pValues.length) / rank);
    adjusted[index] = smallest;
  });
  return adjusted;
}
