import { describe, expect, it } from 'vitest';
import { verifyByPictures } from '../../pipeline/families/verify-by-pictures.ts';
import { movedResponses } from './moved-units.ts';

const SIZES = [24];
const PATCHES = 40;
const elements = [[0], [5], [11], [18]];
/** One bump a patch, at a place and of a height of its own; nothing elsewhere. */
const bump = (sample: number, [place]: readonly number[]): number => {
  const away = ((((place! - 7 * sample) % 24) + 36) % 24) - 12;
  return Math.max(0, (1 + (sample % 9)) * (2 - Math.abs(away)));
};

function verify(told: readonly (readonly number[])[], patches = PATCHES) {
  const { units, values } = movedResponses(
    elements.map((element, i) => ({ template: bump, element, gain: 1 + 10 * i })),
    SIZES,
    patches,
  );
  return verifyByPictures(
    'dead leaves',
    { units, patches, elements: 24, values },
    2,
    [0, 1, 2, 3],
    told,
    SIZES,
    (a, b) => a === b,
  );
}

describe('the check by pictures', () => {
  it('hits every time where elements are right, whatever the gains', () => {
    const { hitRate, chance, confusion, patches } = verify(elements)!;
    expect(hitRate).toBe(1);
    expect(chance).toBe(1 / 4);
    // Eight patches of each of three members speak for the fourth.
    expect(confusion.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([
      24, 24, 24, 24,
    ]);
    expect(patches).toBe(8);
  });

  it('misses the member whose element is wrong', () => {
    const { hitRate, confusion } = verify([[0], [5], [11], [2]])!;
    expect(hitRate).toBeLessThanOrEqual(0.5);
    expect(confusion[3]![3]).toBe(0);
  });

  it('says nothing of too few pictures', () => {
    expect(verify(elements, 12)).toBeNull();
  });
});
