import { expect } from 'vitest';

/** How far two values may lie apart: `absolute`, or as a fraction of the largest expected magnitude. */
export type Tolerance = { readonly absolute: number } | { readonly ofLargest: number };

/**
 * Expects two arrays to agree entry by entry. A NaN or an infinity never agrees with anything, and
 * an array of expected zeros only with exact zeros unless the tolerance is absolute.
 */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
): void {
  expect(actual.length, 'number of entries').toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]!));
  const allowed = 'absolute' in tolerance ? tolerance.absolute : tolerance.ofLargest * largest;
  for (let i = 0; i < expected.length; i++) {
    const apart = Math.abs(actual[i]! - expected[i]!);
    if (apart <= allowed) continue;
    expect.fail(
      `entry ${String(i)} is ${String(actual[i])}, expected ${String(expected[i])} ± ${String(allowed)}`,
    );
  }
}
