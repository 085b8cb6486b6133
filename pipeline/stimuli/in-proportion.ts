/**
 * Lengths in proportion to a receptive field: each fraction of the field's size, to a tenth of a pixel,
 * raised to `least` pixels where it falls below. Lengths that thereby coincide are listed once.
 */
export function inProportion(
  fractions: readonly number[],
  fieldSize: number,
  least: number,
): number[] {
  const lengths = fractions.map((fraction) => Math.max(least, toTenth(fraction * fieldSize)));
  return [...new Set(lengths)];
}

/** A length in pixels rounded to a tenth, as it is written in a condition. */
export function toTenth(length: number): number {
  return Math.round(length * 10) / 10;
}
