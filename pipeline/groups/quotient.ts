import type { FiniteGroup } from './group.ts';
import { testingElements } from './testing-elements.ts';

/**
 * The quotient G/S of a finite abelian group by a subgroup: its elements are cosets gS, each written
 * as its representative that comes first in the list of G's elements. Where S is the stabiliser of a
 * stimulus (the transformations that leave it as it is), G/S is its orbit.
 *
 * Laws: those of a group; `coset(a) = coset(b)` exactly where a⁻¹b lies in S; `coset` is a
 * homomorphism.
 */
export interface QuotientGroup<Element> extends FiniteGroup<Element> {
  readonly parent: FiniteGroup<Element>;
  /** S, in the order of the parent's elements. */
  readonly subgroup: readonly Element[];
  /** The representative of the coset of any element of the parent. */
  coset(element: Element): Element;
}

/**
 * @param generators of the subgroup; none give the trivial one
 * @throws RangeError where the group is not abelian (left and right cosets could differ)
 */
export function quotientGroup<Element>(
  parent: FiniteGroup<Element>,
  generators: readonly Element[],
  name?: string,
): QuotientGroup<Element> {
  requireAbelian(parent);
  const { index, product } = parent;
  const all = parent.elements();
  const subgroup = generatedSubgroup(parent, generators);
  const representatives: (Element | undefined)[] = new Array<undefined>(all.length).fill(undefined);
  const elements = all.filter((element, i) => {
    if (representatives[i] !== undefined) return false;
    for (const s of subgroup) representatives[index(product(element, s))] = element;
    return true;
  });
  const coset = (element: Element) => representatives[index(element)]!;
  const places = new Map(elements.map((element, i) => [index(element), i]));
  return {
    name: name ?? `${parent.name} modulo a subgroup of order ${String(subgroup.length)}`,
    parent,
    subgroup,
    coset,
    order: elements.length,
    identity: coset(parent.identity),
    product: (a, b) => coset(product(a, b)),
    inverse: (a) => coset(parent.inverse(a)),
    equal: (a, b) => parent.equal(coset(a), coset(b)),
    elements: () => elements,
    index: (element) => places.get(index(coset(element)))!,
    testingElements: () => testingElements(elements),
  };
}

/** All products of the generators, in the order of the group's elements. */
export function generatedSubgroup<Element>(
  group: FiniteGroup<Element>,
  generators: readonly Element[],
): readonly Element[] {
  const found = new Map([[group.index(group.identity), group.identity]]);
  // A map's iteration also visits what is added on the way.
  for (const element of found.values()) {
    for (const generator of generators) {
      const next = group.product(generator, element);
      if (!found.has(group.index(next))) found.set(group.index(next), next);
    }
  }
  return group.elements().filter((element) => found.has(group.index(element)));
}

function requireAbelian<Element>({ name, elements, product, equal }: FiniteGroup<Element>): void {
  const all = elements();
  const commute = all.every((a, i) =>
    all.slice(0, i).every((b) => equal(product(a, b), product(b, a))),
  );
  if (!commute) {
    throw new RangeError(`a quotient is taken of an abelian group; ${name} is not abelian`);
  }
}
