import type { Circuit } from '../../pipeline/records/index.ts';
import { turn } from './circle.ts';

/**
 * Chooses at most `most` members that lie as evenly around the circle as they can: the member
 * nearest to each of `most` evenly spaced angles, none twice. Returns indices in orbit order.
 * @param period degrees after which elements repeat: the length of the circle.
 */
export function spreadMembers(elements: readonly number[], most: number, period = 360): number[] {
  const all = elements.map((_, i) => i);
  const chosen = new Set<number>();
  if (elements.length <= most) all.forEach((i) => chosen.add(i));
  else {
    for (let k = 0; k < most; k += 1) {
      const distance = (i: number) => {
        const away = ((k * 360) / most - (elements[i]! * 360) / period) % 360;
        return Math.abs(turn(0, away));
      };
      const free = all.filter((i) => !chosen.has(i));
      chosen.add(free.reduce((best, i) => (distance(i) < distance(best) ? i : best)));
    }
  }
  return [...chosen].sort((a, b) => elements[a]! - elements[b]!);
}

export interface OrientedPair {
  /** Index into `from` of the circuit. */
  readonly source: number;
  /** Index into `to` of the circuit. */
  readonly target: number;
}

/** Degrees after which relative elements of two families repeat. */
export const relativePeriod = ({ from, to }: Pick<Circuit, 'from' | 'to'>) =>
  Math.min(from.period ?? 360, to.period ?? 360);

/**
 * For each chosen target the source whose relative element is nearest to `relative` (0: same
 * orientation, half a period: opposite), unless none is within `tolerance` degrees. None between ends
 * of which one has no elements.
 */
export function orientedPairs(
  circuit: Pick<Circuit, 'from' | 'to'>,
  targets: readonly number[],
  relative: number,
  tolerance: number,
): OrientedPair[] {
  const [sources, ends] = [circuit.from.elements, circuit.to.elements];
  if (sources === null || ends === null || sources.length === 0) return [];
  const stretch = 360 / relativePeriod(circuit);
  return targets.flatMap((target) => {
    const away = (source: number) =>
      Math.abs(turn(0, stretch * (ends[target]! - sources[source]! - relative))) / stretch;
    const source = sources.map((_, i) => i).reduce((best, i) => (away(i) < away(best) ? i : best));
    return away(source) > tolerance ? [] : [{ source, target }];
  });
}
