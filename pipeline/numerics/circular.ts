/** Circular statistics in degrees (Fisher, Statistical Analysis of Circular Data, 1993). */

const RADIANS = Math.PI / 180;

/** The representative of `degrees` in [0, 360). */
export function wrapDegrees(degrees: number): number {
  const wrapped = degrees % 360;
  // Adding 360 to a tiny negative number rounds to 360 itself.
  return wrapped < 0 ? (wrapped + 360) % 360 : wrapped === 0 ? 0 : wrapped;
}

/** The signed turn that takes `from` to `to`, in (−180, 180]. */
export function angularDifference(to: number, from: number): number {
  const wrapped = wrapDegrees(to - from);
  return wrapped > 180 ? wrapped - 360 : wrapped;
}

/**
 * Direction (degrees in [0, 360)) and length of the weighted mean of unit vectors; the length is in
 * [0, 1] for non-negative weights. Weights default to one.
 */
export function circularMean(
  degrees: readonly number[],
  weights?: readonly number[],
): { readonly direction: number; readonly length: number } {
  let x = 0;
  let y = 0;
  let total = 0;
  degrees.forEach((angle, i) => {
    const weight = weights?.[i] ?? 1;
    x += weight * Math.cos(angle * RADIANS);
    y += weight * Math.sin(angle * RADIANS);
    total += weight;
  });
  return {
    direction: wrapDegrees(Math.atan2(y, x) / RADIANS),
    length: total === 0 ? 0 : Math.hypot(x, y) / total,
  };
}

/**
 * p value of Rayleigh's test that directions are even, by Wilkie's approximation (1983), within 0.001 from
 * ten directions on.
 *
 * @param length of the mean of the unit vectors
 */
export function rayleighPValue(count: number, length: number): number {
  const resultant = count * length;
  const root = Math.sqrt(1 + 4 * count + 4 * (count ** 2 - resultant ** 2));
  return Math.min(1, Math.exp(root - (1 + 2 * count)));
}

/** The largest angle between neighbours on the circle; 360 for fewer than two angles. */
export function largestGap(degrees: readonly number[]): number {
  if (degrees.length < 2) return 360;
  const sorted = degrees.map(wrapDegrees).sort((a, b) => a - b);
  return sorted.reduce(
    (gap, angle, i) =>
      Math.max(gap, i === 0 ? angle + 360 - sorted.at(-1)! : angle - sorted[i - 1]!),
    0,
  );
}
