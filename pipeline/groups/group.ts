/**
 * A group: a set of transformations with identity, product and inverse. Algebra only: how an element
 * acts on pixels, kernels or units is written in `pipeline/actions`.
 *
 * Laws: (a·b)·c = a·(b·c); e·a = a = a·e; a⁻¹·a = e = a·a⁻¹.
 */
export interface Group<Element> {
  readonly name: string;
  readonly identity: Element;
  /** The product a·b: first b, then a. */
  product(a: Element, b: Element): Element;
  inverse(a: Element): Element;
  equal(a: Element, b: Element): boolean;
  /** Elements on which laws are tried: all of a small finite group, else a fair sample. */
  testingElements(): readonly Element[];
}

/** Law: `index(elements()[i]) = i` for every i from 0 to order − 1. */
export interface FiniteGroup<Element> extends Group<Element> {
  readonly order: number;
  elements(): readonly Element[];
  /** The place of an element in `elements()`. */
  index(element: Element): number;
}
