import { describe, expect, it } from 'vitest';
import { largestChroma, linearRgb } from '../../src/lib/srgb-gamut.ts';

describe('the sRGB gamut in OKLCh', () => {
  it('has white, and the primaries where CSS Color 4 puts them', () => {
    // CSS Color 4 gives these to three digits or so.
    const close = (colour: readonly number[], expected: readonly number[]) => {
      for (const [i, value] of colour.entries()) expect(value).toBeCloseTo(expected[i]!, 2);
    };
    close(linearRgb(1, 0, 0), [1, 1, 1]);
    close(linearRgb(0.628, 0.2577, 29.23), [1, 0, 0]);
    close(linearRgb(0.8664, 0.2948, 142.5), [0, 1, 0]);
    close(linearRgb(0.452, 0.3132, 264.05), [0, 0, 1]);
  });

  it('reaches as far as its primaries, and no farther', () => {
    expect(largestChroma(0.628, 29.23)).toBeCloseTo(0.257, 2);
    expect(largestChroma(1, 180)).toBeLessThan(0.002);
  });

  it('holds the inner circle of the hue diagram, and not the outer one', () => {
    const edge = Array.from({ length: 72 }, (_, i) => largestChroma(0.72, 5 * i));
    expect(Math.min(...edge)).toBeGreaterThan(0.1);
    expect(Math.min(...edge)).toBeLessThan(0.17);
    expect(Math.max(...edge)).toBeGreaterThan(0.17);
  });
});
