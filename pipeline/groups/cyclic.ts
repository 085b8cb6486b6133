import { angularDifference, wrapDegrees } from '../numerics/circular.ts';
import type { FiniteGroup, Group } from './group.ts';
import { testingElements } from './testing-elements.ts';

/** The cyclic group C_n. Its elements are the integers 0 … n − 1 under addition modulo n. */
export interface CyclicGroup extends FiniteGroup<number> {
  /** The turn of element k: 360 k / n. */
  degrees(element: number): number;
}

/** @throws RangeError where the order is no positive integer */
export function cyclicGroup(order: number): CyclicGroup {
  if (!Number.isInteger(order) || order < 1) {
    throw new RangeError(`the order of a cyclic group is a positive integer, not ${String(order)}`);
  }
  const elements = Array.from({ length: order }, (_, k) => k);
  return {
    name: `C_${String(order)}`,
    order,
    identity: 0,
    product: (a, b) => (a + b) % order,
    inverse: (a) => (order - a) % order,
    equal: (a, b) => a === b,
    elements: () => elements,
    index: (element) => element,
    testingElements: () => testingElements(elements),
    degrees: (element) => (360 * element) / order,
  };
}

/** The circle group SO(2), of which every C_n is a subgroup: angles in degrees in [0, 360). */
export const circleGroup: Group<number> = {
  name: 'SO(2)',
  identity: 0,
  product: (a, b) => wrapDegrees(a + b),
  inverse: (a) => wrapDegrees(-a),
  equal: (a, b) => Math.abs(angularDifference(a, b)) < 1e-9,
  testingElements: () => [0, 1e-3, 12.5, 45, 90, 133.7, 180, 222.2, 270, 359.999],
};
