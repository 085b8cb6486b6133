import { expect, it } from 'vitest';
import { relatedByImages } from '../../pipeline/families/related-by-images.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const SAMPLES = 200;
const random = new Random(4);

/** Responses of one unit to pictures and their mirror images. */
const views = (): [number, number][] =>
  Array.from({ length: SAMPLES }, () => [random.uniform(), random.uniform()]);

const first = views();
const mirror = {
  units: 4,
  values: Float32Array.from(
    [
      first,
      // The mirror image of the first, a copy of it, and a stranger.
      first.map(([a, b]) => [b, a]),
      first,
      views(),
    ].flat(2),
  ),
};

it('units are related by a common or a mirrored response, and strangers are not', () => {
  const related = relatedByImages(mirror, []);
  const at = (i: number, j: number): number => related[i * 4 + j]!;
  expect([at(0, 1), at(0, 2), at(1, 2)]).toEqual([1, 1, 1]);
  expect([at(0, 3), at(1, 3), at(2, 3)]).toEqual([0, 0, 0]);
  expect(at(3, 3)).toBe(1);
});

it('units are related by a turn', () => {
  const curve = Array.from({ length: 60 }, () =>
    Array.from({ length: 24 }, () => random.uniform() ** 4),
  );
  const turned = curve.map((row) => row.map((_, t) => row[(t + 19) % 24]!));
  const other = curve.map((row) => row.map(() => random.uniform() ** 4));
  const apart = {
    units: 3,
    values: Float32Array.from([views(), views(), views()].flat(2)),
  };
  const responses = {
    units: 3,
    samples: 60,
    sizes: [24],
    values: Float32Array.from([curve, turned, other].flat(2)),
  };
  expect(Array.from(relatedByImages(apart, []).subarray(0, 3))).toEqual([1, 0, 0]);
  const related = relatedByImages(apart, [
    { probe: 'dead leaves', responses, samplesPerPicture: 1 },
  ]);
  expect(Array.from(related.subarray(0, 3))).toEqual([1, 1, 0]);
});
