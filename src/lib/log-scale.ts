import { tidy } from './circle.ts';

/** A logarithmic axis: whole decades from below the least to above the largest positive value. */
export interface LogScale {
  /** Drawing coordinate; what is zero lies on the end of the axis. */
  at(value: number): number;
  /** Powers of ten, rising. */
  readonly decades: readonly number[];
}

/**
 * @param values those that are not positive do not count
 * @param range drawing coordinates of the first and the last decade
 */
export function logScale(values: readonly number[], range: readonly [number, number]): LogScale {
  const positive = values.filter((value) => value > 0);
  const first = Math.floor(Math.log10(Math.min(1, ...positive)) + 1e-9);
  const most = positive.length === 0 ? 1 : Math.max(...positive);
  const last = Math.max(first + 1, Math.ceil(Math.log10(most) - 1e-9));
  const slope = (range[1] - range[0]) / (last - first);
  return {
    at: (value) =>
      tidy(value > 0 ? range[0] + slope * Math.max(0, Math.log10(value) - first) : range[0]),
    decades: Array.from({ length: last - first + 1 }, (_, k) => 10 ** (first + k)),
  };
}

/** `0.1`, `1` and `10` as they are; other powers of ten as base and exponent, to be set above. */
export function powerParts(power: number): readonly [base: string, exponent: string] {
  const exponent = Math.round(Math.log10(power));
  if (Math.abs(exponent) <= 1) return [String(10 ** exponent), ''];
  return ['10', `${exponent < 0 ? '−' : ''}${String(Math.abs(exponent))}`];
}
