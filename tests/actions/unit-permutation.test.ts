import { describe, expect, it } from 'vitest';
import { unitAction } from '../../pipeline/actions/unit-permutation.ts';
import { cyclicGroup } from '../../pipeline/groups/cyclic.ts';
import { brokenActionLaws } from '../support/laws.ts';

const group = cyclicGroup(6);
/** A family that fills C_6, in the order of its unit numbers. */
const full = [120, 0, 300, 60, 240, 180];

describe('rotation of the units of a family', () => {
  it('is an action by permutations where the family fills a cyclic group', () => {
    const laws = brokenActionLaws<number, number>({
      group,
      elements: group.elements(),
      points: full.map((_, unit) => unit),
      act: (g, unit) => unitAction(full, group.degrees(g)).images[unit]!,
      distance: (a, b) => Math.abs(a - b),
      tolerance: 0,
    });
    expect(laws).toEqual([]);
    expect(unitAction(full, 60)).toEqual({ images: [5, 3, 1, 0, 2, 4], largestError: 0 });
  });

  it('tells how far it has to reach where there are holes', () => {
    const { images, largestError } = unitAction([0, 60, 120, 180, 240], 60);
    expect(images.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(largestError).toBe(60);
  });
});
