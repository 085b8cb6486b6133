import type { FiniteGroup, Group } from './group.ts';
import { testingElements } from './testing-elements.ts';

export type Pair<A, B> = readonly [A, B];

/** The direct product of two groups: pairs, multiplied side by side. */
export function directProduct<A, B>(first: Group<A>, second: Group<B>): Group<Pair<A, B>> {
  return {
    name: `${first.name} × ${second.name}`,
    identity: [first.identity, second.identity],
    product: (a, b) => [first.product(a[0], b[0]), second.product(a[1], b[1])],
    inverse: (a) => [first.inverse(a[0]), second.inverse(a[1])],
    equal: (a, b) => first.equal(a[0], b[0]) && second.equal(a[1], b[1]),
    testingElements: () =>
      testingElements(pairs(first.testingElements(), second.testingElements())),
  };
}

/** The same for finite groups; elements are listed with the second entry running fastest. */
export function finiteProduct<A, B>(
  first: FiniteGroup<A>,
  second: FiniteGroup<B>,
): FiniteGroup<Pair<A, B>> {
  const elements = pairs(first.elements(), second.elements());
  return {
    ...directProduct(first, second),
    order: elements.length,
    elements: () => elements,
    index: ([a, b]) => first.index(a) * second.order + second.index(b),
    testingElements: () => testingElements(elements),
  };
}

const pairs = <A, B>(first: readonly A[], second: readonly B[]): Pair<A, B>[] =>
  first.flatMap((a) => second.map((b) => [a, b] as const));
