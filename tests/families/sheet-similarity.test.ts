import { describe, expect, it } from 'vitest';
import { responsePattern } from '../../pipeline/families/response-pattern.ts';
import {
  mirroredSimilarity,
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

const pattern = responsePattern(Array.from({ length: ORDER }, (_, element) => turned(element)));

/** Members whose features stand at the given elements, shown at every turn. */
const shown = (elements: readonly number[]) =>
  elements.map((element) =>
    Array.from({ length: ORDER }, (_, turn) => pattern(turned(element + turn))),
  );

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
    const silence = new Float64Array(ORDER);
    const silent = elements.map(() => Array.from({ length: ORDER }, () => silence));
    expect(movedBackSimilarity(silent, back, 9, new Random(1)).similarity).toBe(0);
  });
});

describe('similarity of a mirrored pair', () => {
  const mirror = (responses: Float32Array) => Float32Array.from(responses).reverse();
  const both = (responses: Float32Array) => ({
    plain: pattern(responses),
    mirrored: pattern(mirror(responses)),
  });
  // The order is reversed: element 0 becomes 7, and 3 becomes 4.
  const pictures = Array.from({ length: ORDER }, (_, element) => both(turned(element)));
  const but = (...elements: number[]) => pictures.filter((_, i) => !elements.includes(i));

  it('is one for a picture and its mirror image, with a p value of the least that others allow', () => {
    const found = mirroredSimilarity([pictures[0]!, pictures[7]!], but(0, 7));
    expect(found.similarity).toBeCloseTo(1, 6);
    expect(found.unmoved).toBeLessThan(1);
    expect(found.null).toMatchObject({ samples: 12, pValue: 1 / 13 });
    expect(found.null!.q95).toBeLessThan(found.similarity);
  });

  it('is below those with either one’s mirror image for pictures that are not each other’s', () => {
    const found = mirroredSimilarity([pictures[0]!, pictures[3]!], but(0, 3));
    // 7 looks like the mirrored 0 and 4 like the mirrored 3; their neighbours count as far as they overlap.
    expect(found.null!.pValue).toBeGreaterThan(2 / 13);
  });

  it('has no null where the layer has no other picture', () => {
    expect(mirroredSimilarity([pictures[0]!, pictures[7]!], []).null).toBeNull();
  });
});
