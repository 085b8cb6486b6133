/** Descriptive statistics of arrays. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: ArrayLike<number>, probability: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value');
  if (probability < 0 || probability > 1) {
    throw new RangeError(`a probability lies in [0, 1], not ${String(probability)}`);
  }
  const sorted = Float64Array.from(values).sort();
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

/** The central interval that holds `coverage` of the values. */
export function percentileInterval(values: ArrayLike<number>, coverage = 0.95): [number, number] {
  return [quantile(values, (1 - coverage) / 2), quantile(values, (1 + coverage) / 2)];
}
