import { tidy } from './circle.ts';

/** A linear scale from data to drawing coordinates. */
export type Scale = (value: number) => number;

/** The scale that takes `domain` to `range`; a domain of no width maps to the range's start. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const width = domain[1] - domain[0];
  const slope = width === 0 ? 0 : (range[1] - range[0]) / width;
  return (value) => tidy(range[0] + slope * (value - domain[0]));
}

/** Straight segments through the points. */
export const polyline = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${String(tidy(x))} ${String(tidy(y))}`).join('');

/** The area between a lower and an upper curve over the same x. */
export const band = (x: readonly number[], low: readonly number[], high: readonly number[]) =>
  `${polyline(x.map((v, i) => [v, low[i]!]))}${polyline(
    x.map((v, i) => [v, high[i]!] as const).reverse(),
  ).replace('M', 'L')}Z`;

/**
 * Round numbers that span `low` to `high`, both ends covered, about `intervals` steps of 1, 2 or 5
 * times a power of ten.
 */
export function roundTicks(low: number, high: number, intervals: number): number[] {
  const span = high > low ? high - low : 1;
  const power = 10 ** Math.floor(Math.log10(span / intervals));
  const step = power * [1, 2, 5, 10].find((m) => m * power * intervals >= span * 0.999)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil((high > low ? high : low + 1) / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
