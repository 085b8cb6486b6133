/**
 * What a picture does to a layer beside other pictures, as a vector [unit] of length one: products of
 * two patterns are correlations.
 */
export type ResponsePattern = (responses: Float32Array) => Float64Array;

/**
 * Patterns as families are compared by: square roots of responses (their spread grows with their
 * size), standardised for every unit, so that what any picture does to the layer counts for nothing
 * and no unit for more than another.
 *
 * @param reference the layer's responses [unit] to the pictures that means and deviations are of
 * @returns patterns; zeros for a picture that drives all units by the same deviations from their means.
 * Units to which the reference pictures are all the same are left out.
 */
export function responsePattern(reference: readonly Float32Array[]): ResponsePattern {
  if (reference.length === 0)
    throw new RangeError('patterns need pictures to be standardised over');
  const units = reference[0]!.length;
  const mean = new Float64Array(units);
  const meanSquare = new Float64Array(units);
  for (const responses of reference) {
    for (let unit = 0; unit < units; unit++) {
      const value = root(responses[unit]!);
      mean[unit]! += value / reference.length;
      meanSquare[unit]! += value ** 2 / reference.length;
    }
  }
  const variances = meanSquare.map((square, unit) => square - mean[unit]! ** 2);
  const varying = Array.from(variances.keys()).filter((unit) => variances[unit]! > 1e-9);
  return (responses) => {
    const scores = Float64Array.from(
      varying,
      (unit) => (root(responses[unit]!) - mean[unit]!) / Math.sqrt(variances[unit]!),
    );
    const centre = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const centred = scores.map((score) => score - centre);
    const length = Math.sqrt(patternProduct(centred, centred));
    return length === 0 ? centred : centred.map((score) => score / length);
  };
}

/** Correlation of two patterns, in [−1, 1]; 0 where one is zeros. */
export function patternProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function root(response: number): number {
  return Math.sqrt(Math.max(0, response));
}
