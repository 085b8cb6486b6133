/** Descriptive statistics of arrays. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Values with mean 0 and population standard deviation 1; all zeros where the values do not vary.
 */
export function standardise(values: ArrayLike<number>): Float64Array {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  // Relative to the centre, so that rounding noise of a constant does not pass for variation.
  const varies = deviation > 1e-7 * Math.max(Math.abs(centre), Number.MIN_VALUE);
  return Float64Array.from(values, (value) => (varies ? (value - centre) / deviation : 0));
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
