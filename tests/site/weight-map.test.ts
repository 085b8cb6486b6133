import { describe, expect, it } from 'vitest';
import { profileWords } from '../../src/lib/profile-words.ts';
import {
  flippedKernel,
  kernelPeak,
  kernelSum,
  largestWeight,
  WEIGHT_LEVELS,
  weightLevel,
  weightMap,
} from '../../src/lib/weight-map.ts';

describe('the weight picture', () => {
  it('puts the first row on top and the first column to the left', () => {
    expect(weightMap([0, 1, 0, 0, 0, -1], [2, 3], 1)).toEqual([
      { level: -WEIGHT_LEVELS, path: 'M2 1h1v1h-1z' },
      { level: WEIGHT_LEVELS, path: 'M1 0h1v1h-1z' },
    ]);
  });

  it('joins neighbours of one shade in a row, never across rows', () => {
    expect(weightMap([1, 1, 0, 1, 1, 1], [2, 3], 1)).toEqual([
      { level: WEIGHT_LEVELS, path: 'M0 0h2v1h-2zM0 1h3v1h-3z' },
    ]);
  });

  it('flips left and right, row by row', () => {
    expect(flippedKernel([1, 2, 3, 4, 5, 6], [2, 3])).toEqual([3, 2, 1, 6, 5, 4]);
  });

  it('gives opposite weights opposite shades, and about zero none', () => {
    expect(weightLevel(0.5, 1)).toBe(-weightLevel(-0.5, 1));
    expect(weightLevel(0.01, 1)).toBe(0);
    expect(weightLevel(-0.01, 1)).toBe(0);
    expect(weightLevel(3, 1)).toBe(WEIGHT_LEVELS);
    expect(weightLevel(3, 0)).toBe(0);
  });

  it('finds the end of the scale, the sum and the strongest weight with its sign', () => {
    expect(
      largestWeight([
        [0.1, -0.4],
        [0.3, 0.2],
      ]),
    ).toBe(0.4);
    expect(largestWeight([])).toBe(0);
    expect(kernelSum([0.5, -0.25, 0.25])).toBe(0.5);
    expect(kernelPeak([0.1, -0.4, 0.3])).toBe(-0.4);
  });
});

describe('words about the profile', () => {
  const bin = (delta: number, weight: number, low: number, high: number, pairs = 4) => ({
    delta,
    weight,
    interval: [low, high] as [number, number],
    pairs,
  });

  it('speak of excitation and inhibition only where the interval leaves zero out', () => {
    const profile = [bin(0, 0.5, 0.4, 0.6), bin(90, 0.01, -0.1, 0.1), bin(180, -0.2, -0.3, -0.1)];
    expect(profileWords(profile, 0)).toBe('excitatory on average (+0.50)');
    expect(profileWords(profile, 180)).toBe('inhibitory on average (−0.20)');
    expect(profileWords(profile, -170)).toBe('inhibitory on average (−0.20)');
    expect(profileWords(profile, 90)).toBe('uncertain in sign (+0.01 on average)');
  });

  it('name no sign from fewer than four pairs, nor from the bin of another angle', () => {
    const profile = [bin(0, 0.5, 0.4, 0.6, 3), bin(150, -0.2, -0.3, -0.1)];
    expect(profileWords(profile, 0)).toBe('too few to name a sign (3 pairs)');
    expect(profileWords(profile, 180)).toBe('too few to name a sign (0 pairs)');
  });
});
