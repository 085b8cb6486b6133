import type { Claim } from '../../records/claim.ts';

export type Measured = Claim['numbers'][number];

/** Between what was measured and the layer it was measured in, so that a page can make a table. */
export const IN_LAYER = ' · ';

/** A number as the register keeps it: counts whole, others with four significant digits. */
export function measured(what: string, value: number, unit = ''): Measured {
  return { what, value: Number.isInteger(value) ? value : Number(value.toPrecision(4)), unit };
}

/** A share as a percentage with three significant digits; 0 of nothing. */
export function measuredShare(what: string, part: number, whole: number): Measured {
  const percentage = whole === 0 ? 0 : (100 * part) / whole;
  return { what, value: Number(percentage.toPrecision(3)), unit: '%' };
}

/** `0.63`, `−0.21`. */
export function decimal(value: number): string {
  return value
    .toFixed(2)
    .replace('-', '−')
    .replace(/^−(0\.0+)$/, '$1');
}

/** `4 of 11 (36%)`. */
export function partOf(part: number, whole: number): string {
  const percentage = whole === 0 ? 0 : Math.round((100 * part) / whole);
  return `${String(part)} of ${String(whole)} (${String(percentage)}%)`;
}

/** `3a, 3b and 4a`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}
