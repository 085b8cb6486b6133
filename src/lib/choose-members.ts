import type { Circuit } from '../../pipeline/records/index.ts';
import { turn } from './circle.ts';

/**
 * Chooses at most `most` members that lie as evenly around the circle as they can: the member
 * nearest to each of `most` evenly spaced angles, none twice. Returns indices in orbit order.
 */
export function spreadMembers(elements: readonly number[], most: number): number[] {
  const all = elements.map((_, i) => i);
  const chosen = new Set<number>();
  if (elements.length <= most) all.forEach((i) => chosen.add(i));
  else {
    for (let k = 0; k < most; k += 1) {
      const target = (k * 360) / most;
      const distance = (i: number) => Math.abs(turn(target, elements[i]!));
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
  /** Target element minus source element, degrees in (−180, 180]. */
  readonly delta: number;
}

/**
 * For each chosen target the source whose relative element is nearest to `relative` (0: same
 * orientation, 180: opposite), unless none is within `tolerance` degrees.
 */
export function orientedPairs(
  circuit: Pick<Circuit, 'from' | 'to'>,
  targets: readonly number[],
  relative: number,
  tolerance: number,
): OrientedPair[] {
  return targets.flatMap((target) => {
    const away = (source: number) =>
      Math.abs(turn(relative, circuit.to.elements[target]! - circuit.from.elements[source]!));
    const sources = circuit.from.elements.map((_, i) => i);
    if (sources.length === 0) return [];
    const source = sources.reduce((best, i) => (away(i) < away(best) ? i : best));
    if (away(source) > tolerance) return [];
    const delta = turn(circuit.from.elements[source]!, circuit.to.elements[target]!);
    return [{ source, target, delta }];
  });
}
