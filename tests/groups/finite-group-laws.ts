import type { FiniteGroup } from '../../pipeline/groups/group.ts';
import { brokenGroupLaws } from '../support/laws.ts';

/** The laws of a finite group that fail: those of a group, and those of the list of its elements. */
export function brokenFiniteGroupLaws<E>(group: FiniteGroup<E>): string[] {
  const elements = group.elements();
  const broken = brokenGroupLaws(group);
  if (elements.length !== group.order) broken.push('as many elements as the order');
  if (elements.some((element, i) => group.index(element) !== i))
    broken.push('index finds its place');
  if (elements.some((a, i) => elements.some((b, j) => group.equal(a, b) !== (i === j)))) {
    broken.push('listed elements differ');
  }
  const row = (a: E) => new Set(elements.map((b) => group.index(group.product(a, b)))).size;
  if (group.testingElements().some((a) => row(a) !== group.order)) {
    broken.push('products with one element meet every element');
  }
  return broken;
}
