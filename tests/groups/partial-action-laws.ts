import type { PartialAction } from '../../pipeline/groups/partial-action.ts';

/**
 * The laws of a partial action that fail on its testing elements and points, as sentences; none for
 * a partial action. Where nothing is defined there is nothing to break, so an action that goes
 * nowhere at all but by the identity passes.
 */
export function brokenPartialActionLaws<E, P>(action: PartialAction<E, P>): string[] {
  const { group, apply } = action;
  const elements = group.testingElements();
  const points = action.testingPoints();
  const same = (a: P | undefined, b: P) => a !== undefined && action.samePoint(a, b);
  const broken = new Set<string>();
  for (const x of points) {
    if (!same(apply(group.identity, x), x)) broken.add('the identity acts as the identity');
    for (const b of elements) {
      const y = apply(b, x);
      if (y === undefined) continue;
      if (!points.some((point) => action.samePoint(point, y))) broken.add('points stay points');
      if (!same(apply(group.inverse(b), y), x)) broken.add('the inverse undoes where defined');
      for (const a of elements) {
        const z = apply(a, y);
        if (z !== undefined && !same(apply(group.product(a, b), x), z)) {
          broken.add('acting twice equals acting by the product where defined');
        }
      }
    }
  }
  return [...broken];
}
