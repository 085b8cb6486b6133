import type { FiniteGroup } from './group.ts';

/**
 * The reflection group Z_2. Its elements say whether to mirror: `false` is the identity, `true` the
 * reflection, which undoes itself. On pictures it is the left-right mirror, (x, y) ↦ (−x, y).
 */
export const reflectionGroup: FiniteGroup<boolean> = {
  name: 'Z_2',
  order: 2,
  identity: false,
  product: (a, b) => a !== b,
  inverse: (a) => a,
  equal: (a, b) => a === b,
  elements: () => [false, true],
  index: (element) => (element ? 1 : 0),
  testingElements: () => [false, true],
};
