import { circularMean } from '../numerics/circular.ts';

/** Range (largest minus smallest value) of one tuning curve. */
export function tuningRange(row: ArrayLike<number>): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < row.length; i++) {
    low = Math.min(low, row[i]!);
    high = Math.max(high, row[i]!);
  }
  return high - low;
}

/**
 * Centre of the part of a tuning curve above half height, degrees: less jumpy than its maximum. Of
 * several such parts the one with the maximum counts; between two opposite peaks lies nothing.
 */
export function tuningPeak(row: ArrayLike<number>): number {
  const values = Array.from(row);
  const n = values.length;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const half = (low + high) / 2;
  const main = new Set([values.indexOf(high)]);
  for (const direction of [1, -1]) {
    for (let step = 1; step < n; step++) {
      const place = (((values.indexOf(high) + direction * step) % n) + n) % n;
      if (values[place]! <= half) break;
      main.add(place);
    }
  }
  return circularMean(
    values.map((_, i) => (i * 360) / n),
    values.map((value, i) => (main.has(i) ? value - half : 0)),
  ).direction;
}
