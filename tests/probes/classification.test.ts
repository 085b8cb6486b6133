import { expect, it } from 'vitest';
import { rankOf } from '../../pipeline/probes/classification.ts';

it('ranks a class by the scores above it, and counts ties and NaN against it', () => {
  expect(rankOf([1, 5, 3], 1)).toBe(1);
  expect(rankOf([1, 5, 3], 0)).toBe(3);
  expect(rankOf([5, 5, 3], 0)).toBe(2);
  expect(rankOf([1, NaN, 3], 1)).toBe(3);
  expect(rankOf([1, NaN, 3], 2)).toBe(2);
});
