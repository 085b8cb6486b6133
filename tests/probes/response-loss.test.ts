import { expect, it } from 'vitest';
import { respondingUnits, responseLoss } from '../../pipeline/probes/response-loss.ts';

const table = (...pictures: number[][]) => ({
  units: pictures[0]!.length,
  values: Float32Array.from(pictures.flat()),
});

it('counts the units that a quarter of the pictures drive', () => {
  const responses = table(
    [0, 1, 0, 7, 1],
    [0, 0, 0, 7, 2],
    [0, 0, 0, 7, 3],
    [0, 0, 0, 7, 4],
    [0, 0, 3, 7, 5],
    [0, 0, 2, 7, 6],
    [0, 0, 0, 7, 7],
    [0, 0, 0, 7, 8],
  );
  // One picture of eight is too few for unit 1; units 0 and 3 are driven by none.
  expect(respondingUnits(responses)).toEqual([2, 4]);
});

it('is 1 − correlation, whatever the gain and the offset, and 1 where nothing is left', () => {
  const before = table([1, 1, 1], [2, 2, 2], [3, 3, 3]);
  const after = table([10, 5, 1], [20, 5, 0], [30, 5, 1]);
  // Losses 0, 1 and 1 (uncorrelated).
  expect(responseLoss(before, after).median).toBe(1);
  expect(responseLoss(table([1], [2], [3]), table([-1], [-2], [-3])).median).toBeCloseTo(2, 12);
  const { median, q90 } = responseLoss(
    table([1, 1], [2, 2], [4, 4]),
    table([5, 0], [7, 0], [11, 0]),
  );
  expect(median).toBeCloseTo(0.5, 12);
  expect(q90).toBeCloseTo(0.9, 12);
});

it('refuses a layer that nothing drives', () => {
  expect(() => responseLoss(table([1], [1]), table([1], [2]))).toThrow('no unit responds');
});
