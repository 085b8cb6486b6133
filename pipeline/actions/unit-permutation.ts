import { angularDifference } from '../numerics/circular.ts';

/**
 * Rotation acting on the units of a family: g sends the unit with element a to the unit whose
 * element is closest to g·a. A permutation only where the family fills an evenly spaced group.
 *
 * @param elements degrees, one per unit
 * @returns for every unit the index of its image, and the largest distance (degrees) that had to be
 *   bridged
 */
export function unitAction(
  elements: readonly number[],
  degrees: number,
): { readonly images: readonly number[]; readonly largestError: number } {
  let largestError = 0;
  const images = elements.map((element) => {
    const errors = elements.map((other) => Math.abs(angularDifference(other, element + degrees)));
    const best = errors.indexOf(Math.min(...errors));
    largestError = Math.max(largestError, errors[best]!);
    return best;
  });
  return { images, largestError };
}
