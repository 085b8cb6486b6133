import { describe, expect, it } from 'vitest';
import { rotatePoint } from '../../pipeline/actions/planar.ts';
import { greyToRgb, rasterise } from '../../pipeline/stimuli/rasterise.ts';

describe('rasterising', () => {
  it('puts the stimulus centre on the middle pixel, x to the right and y down', () => {
    const rightOfCentre = rasterise((x, y) => (x > 0.5 && Math.abs(y) < 0.5 ? 1 : 0), 5);
    expect([...rightOfCentre].flatMap((value, i) => (value === 0 ? [] : [i]))).toEqual([13, 14]);
    const below = rasterise((x, y) => (y > 0.5 && Math.abs(x) < 0.5 ? 1 : 0), 3);
    expect([...below].flatMap((value, i) => (value === 0 ? [] : [i]))).toEqual([7]);
  });

  it('scales lightness 0 … 1 to 0 … 255', () => {
    expect([...rasterise(() => 1, 1)]).toEqual([255]);
    expect([...rasterise(() => 0.5, 1)]).toEqual([127.5]);
  });

  it('averages over a pixel: linear stimuli exactly, smooth ones closely', () => {
    const slope = rasterise((x, y) => 0.5 + 0.1 * x - 0.2 * y, 3);
    expect(slope[4]).toBeCloseTo(127.5, 4);
    expect(slope[2]).toBeCloseTo(255 * (0.5 + 0.1 + 0.2), 4);
    // The mean of x² over a pixel is 1/12; 13 rows of their own give Σ k² / 13² / 13.
    const bowl = rasterise((x) => x * x, 1)[0]! / 255;
    expect(bowl).toBeCloseTo(182 / 13 ** 3, 6);
  });

  it('places an upright boundary to 1/13 of a pixel', () => {
    for (const place of [-0.4, -0.21, 0.1, 0.3, 0.44]) {
      for (const stimulus of [
        (x: number) => (x < place ? 1 : 0),
        (_: number, y: number) => (y < place ? 1 : 0),
      ]) {
        const covered = rasterise(stimulus, 1)[0]! / 255;
        expect(Math.abs(covered - (place + 0.5))).toBeLessThanOrEqual(1 / 26 + 1e-6);
      }
    }
  });

  it('commutes exactly with quarter turns', () => {
    const blob = (x: number, y: number): number => Math.exp(-((x - 1) ** 2) - 2 * (y + 0.3) ** 2);
    const size = 7;
    const upright = rasterise(blob, size);
    const turned = rasterise((x, y) => blob(...rotatePoint(x, y, -90)), size);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        // Only the order of the sum over samples differs.
        expect(turned[x * size + (size - 1 - y)]).toBeCloseTo(upright[y * size + x]!, 4);
      }
    }
  });

  it('refuses an even size, which has no middle pixel', () => {
    expect(() => rasterise(() => 0, 4)).toThrow('odd number of pixels a side, not 4');
    expect(() => rasterise(() => 0, NaN)).toThrow(RangeError);
  });
});

it('grey becomes RGB pixel by pixel', () => {
  expect([...greyToRgb(Float32Array.of(1, 2))]).toEqual([1, 1, 1, 2, 2, 2]);
});
