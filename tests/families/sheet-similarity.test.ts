import { describe, expect, it } from 'vitest';
import {
  mirroredSimilarities,
  movedBackSimilarity,
} from '../../pipeline/families/sheet-similarity.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const ORDER = 8;

/** Responses of eight units that tell how a picture of a family's feature is turned. */
const turned = (element: number) =>
  Float32Array.from({ length: ORDER }, (_, unit) => {
    const apart = (((unit - element) % ORDER) + ORDER) % ORDER;
    return apart === 0 ? 4 : apart === 1 || apart === ORDER - 1 ? 1 : 0;
  });

/** Members whose features stand at the given elements, shown at every turn. */
const shown = (elements: readonly number[]) =>
  elements.map((element) => Array.from({ length: ORDER }, (_, turn) => turned(element + turn)));

describe('moved-back similarity', () => {
  const elements = [0, 2, 4, 6];
  const back = elements.map((element) => (ORDER - element) % ORDER);

  it('is one where moving back makes the pictures alike, and above what random elements bring', () => {
    const found = movedBackSimilarity(shown(elements), back, 199, new Random(1));
    expect(found.similarity).toBeCloseTo(1, 6);
    expect(found.unmoved).toBeLessThan(0.1);
    expect(found.null!.q95).toBeLessThan(found.similarity);
    expect(found.null!.pValue).toBeLessThan(0.05);
  });

  it('is no better than chance with wrong elements', () => {
    const found = movedBackSimilarity(shown(elements), [0, 1, 3, 6], 199, new Random(1));
    expect(found.null!.pValue).toBeGreaterThan(0.05);
  });

  it('of pictures that nothing responds to is zero', () => {
    const silent = elements.map(() => Array.from({ length: ORDER }, () => new Float32Array(ORDER)));
    expect(movedBackSimilarity(silent, back, 9, new Random(1)).similarity).toBe(0);
  });
});

describe('similarity of mirrored pairs', () => {
  const mirror = (responses: Float32Array) => Float32Array.from(responses).reverse();
  const both = (responses: Float32Array) => ({ plain: responses, mirrored: mirror(responses) });
  const pair = (element: number) => {
    const one = turned(element);
    return [both(one), both(mirror(one))] as const;
  };

  it('is one for a unit and its mirror image, against partners from other pairs', () => {
    const found = mirroredSimilarities([pair(0), pair(1), pair(2)], 199, new Random(1));
    for (const { similarity, null: none } of found) {
      expect(similarity).toBeCloseTo(1, 6);
      expect(none!.mean).toBeLessThan(similarity);
    }
    expect(found[0]!.unmoved).toBeLessThan(1);
  });

  it('of a single pair has no null to compare with', () => {
    expect(mirroredSimilarities([pair(0)], 199, new Random(1))[0]!.null).toBeNull();
  });
});
