import { leastSquares } from '../numerics/least-squares.ts';

/** A number for every pair of different units: symmetric n × n, row-major, the diagonal without meaning. */
export type PairMatrix = Float64Array;

/**
 * What is left of a match between units once the part is taken off that needs no common circuit: how
 * well each of the two units matches any other (an additive effect of both), and what follows from
 * the `covariates` of the pair, linearly and squared. Fitted to all pairs by least squares.
 *
 * @param covariates further pair matrices of the same units
 * @throws RangeError for fewer than three units, whose additive effects are not determined
 */
export function excessMatch(
  match: PairMatrix,
  covariates: readonly PairMatrix[],
  units: number,
): PairMatrix {
  if (units < 3) throw new RangeError(`expected at least 3 units, found ${String(units)}`);
  const centred = withoutUnitEffects(match, units);
  const columns = covariates
    .flatMap((values) => [values, values.map((value) => value * value)])
    .map((values) => withoutUnitEffects(values, units));
  const coefficients = leastSquares(
    columns.map((values) => upperTriangle(values, units)),
    upperTriangle(centred, units),
  );
  return centred.map((value, pair) =>
    columns.reduce((left, values, c) => left - coefficients[c]! * values[pair]!, value),
  );
}

/** The pairs i < j in the order of their rows. */
export function upperTriangle(values: PairMatrix, units: number): Float64Array {
  const triangle = new Float64Array((units * (units - 1)) / 2);
  let place = 0;
  for (let i = 0; i < units; i++) {
    for (let j = i + 1; j < units; j++) triangle[place++] = values[i * units + j]!;
  }
  return triangle;
}

/** Residuals of the least-squares fit of μ + α_i + α_j to all pairs i ≠ j; 0 on the diagonal. */
function withoutUnitEffects(values: PairMatrix, units: number): PairMatrix {
  const sums = new Float64Array(units);
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < units; j++) if (i !== j) sums[i] = sums[i]! + values[i * units + j]!;
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  const mean = total / (units * (units - 1));
  const effects = sums.map((sum) => (sum - (units - 1) * mean) / (units - 2));
  return values.map((value, pair) => {
    const i = Math.floor(pair / units);
    const j = pair % units;
    // Grouped so that both triangles agree to the last digit: deals are ranked among the upper one.
    return i === j ? 0 : value - mean - (effects[i]! + effects[j]!);
  });
}
