import type { Group } from '../../pipeline/groups/group.ts';

/**
 * The group laws that fail on the group's testing elements, as sentences; none for a group.
 */
export function brokenGroupLaws<E>(group: Group<E>): string[] {
  const { identity, product, inverse, equal } = group;
  const elements = group.testingElements();
  const broken = new Set<string>();
  for (const a of elements) {
    if (!equal(product(identity, a), a)) broken.add('e·a = a');
    if (!equal(product(a, identity), a)) broken.add('a·e = a');
    if (!equal(product(inverse(a), a), identity)) broken.add('a⁻¹·a = e');
    if (!equal(product(a, inverse(a)), identity)) broken.add('a·a⁻¹ = e');
    for (const b of elements) {
      for (const c of elements) {
        if (!equal(product(product(a, b), c), product(a, product(b, c)))) {
          broken.add('(a·b)·c = a·(b·c)');
        }
      }
    }
  }
  return [...broken];
}

/** A group acting on things that can be told apart by a distance. */
export interface Action<E, X> {
  readonly group: Pick<Group<E>, 'identity' | 'product' | 'inverse'>;
  readonly elements: readonly E[];
  readonly points: readonly X[];
  act(element: E, point: X): X;
  /** 0 for equal points. */
  distance(a: X, b: X): number;
  readonly tolerance: number;
}

/** The laws of a (left) action that fail, as sentences; none for an action. */
export function brokenActionLaws<E, X>(action: Action<E, X>): string[] {
  const { group, elements, points, tolerance } = action;
  const far = (a: X, b: X): boolean => !(action.distance(a, b) <= tolerance);
  const broken = new Set<string>();
  for (const x of points) {
    if (far(action.act(group.identity, x), x)) broken.add('the identity acts as the identity');
    for (const a of elements) {
      if (far(action.act(group.inverse(a), action.act(a, x)), x)) {
        broken.add('the inverse undoes');
      }
      for (const b of elements) {
        if (far(action.act(a, action.act(b, x)), action.act(group.product(a, b), x))) {
          broken.add('acting twice equals acting by the product');
        }
      }
    }
  }
  return [...broken];
}
