import { angularDifference, largestGap, wrapDegrees } from '../numerics/circular.ts';

/**
 * Full width at half height of a tuning curve's main peak, in degrees: half way between its largest
 * and smallest value, crossings found by linear interpolation. 360 for a flat curve.
 */
export function bandwidth(tuning: ArrayLike<number>): number {
  const n = tuning.length;
  let peak = 0;
  let low = Infinity;
  for (let i = 0; i < n; i++) {
    if (tuning[i]! > tuning[peak]!) peak = i;
    low = Math.min(low, tuning[i]!);
  }
  const half = (tuning[peak]! + low) / 2;
  const reach = (direction: 1 | -1): number => {
    for (let step = 1; step < n; step++) {
      const here = tuning[(peak + direction * step + n * step) % n]!;
      const before = tuning[(peak + direction * (step - 1) + n * step) % n]!;
      if (here < half) return step - 1 + (before - half) / (before - here);
    }
    return n / 2;
  };
  return Math.min(360, ((reach(1) + reach(-1)) * 360) / n);
}

/** How a family fills the cyclic group whose spacing matches the width of its tuning. */
export interface Coverage {
  /** Order n of C_n: the period over the bandwidth, rounded, at least 4 (2 for a period of 90°). */
  readonly order: number;
  /** Elements (degrees, ascending) of C_n, turned to meet the members best, that no member fills. */
  readonly holes: number[];
  /** Degrees between the neighbours that are furthest apart. */
  readonly largestGap: number;
}

/**
 * How elements of a circle of `period` degrees fill it: as elements of a full turn after stretching,
 * holes and gaps stretched back.
 */
export function periodCoverage(
  elements: readonly number[],
  tuningBandwidth: number,
  period: number,
): Coverage {
  const stretch = 360 / period;
  const stretched = elements.map((element) => element * stretch);
  const least = period === 90 ? 2 : 4;
  const { order, holes, largestGap: gap } = coverage(stretched, tuningBandwidth * stretch, least);
  return { order, holes: holes.map((hole) => hole / stretch), largestGap: gap / stretch };
}

/**
 * A member fills the element of C_n that lies within half a spacing. C_n is turned, in whole
 * degrees, so that the fewest elements stay empty and, among those, the members lie closest.
 *
 * @param least smallest order considered
 */
export function coverage(
  elements: readonly number[],
  tuningBandwidth: number,
  least = 4,
): Coverage {
  const order = Math.max(least, Math.round(360 / tuningBandwidth));
  const spacing = 360 / order;
  let best = { holes: [] as number[], misfit: Infinity, empty: Infinity };
  for (let offset = 0; offset < spacing; offset++) {
    const slots = Array.from({ length: order }, (_, k) => wrapDegrees(offset + k * spacing));
    const filled = new Set<number>();
    let misfit = 0;
    for (const element of elements) {
      const distances = slots.map((slot) => Math.abs(angularDifference(element, slot)));
      const nearest = Math.min(...distances);
      filled.add(distances.indexOf(nearest));
      misfit += nearest * nearest;
    }
    const holes = slots.filter((_, k) => !filled.has(k)).sort((a, b) => a - b);
    if (holes.length < best.empty || (holes.length === best.empty && misfit < best.misfit)) {
      best = { holes, misfit, empty: holes.length };
    }
  }
  return { order, holes: best.holes, largestGap: largestGap(elements) };
}
