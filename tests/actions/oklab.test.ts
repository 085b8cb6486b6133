import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSrgb,
  encodeSrgb,
  linearFromOklab,
  oklabFromLinear,
  oklabToPicture,
  pictureToOklab,
  type Colour,
} from '../../pipeline/actions/oklab.ts';
import { expectClose } from '../support/expect-close.ts';

const component = fc.double({ min: 0, max: 1, noNaN: true });
const colour = fc.tuple(component, component, component);

describe('OKLab', () => {
  it('gives white, grey and the primaries their published places', () => {
    expectClose(oklabFromLinear([1, 1, 1]), [1, 0, 0], { absolute: 1e-6 });
    expectClose(oklabFromLinear([0.125, 0.125, 0.125]), [0.5, 0, 0], { absolute: 1e-6 });
    // Values of sRGB red, green and blue in CSS Color 4 implementations, to four digits.
    expectClose(oklabFromLinear([1, 0, 0]), [0.628, 0.2249, 0.1258], { absolute: 1e-4 });
    expectClose(oklabFromLinear([0, 1, 0]), [0.8664, -0.2339, 0.1795], { absolute: 1e-4 });
    expectClose(oklabFromLinear([0, 0, 1]), [0.452, -0.0325, -0.3115], { absolute: 1e-4 });
  });

  it('comes back to linear light, and sRGB to itself', () => {
    fc.assert(
      fc.property(colour, (linear) => {
        expectClose(linearFromOklab(oklabFromLinear(linear)), linear, { absolute: 1e-6 });
        expectClose(linear.map(decodeSrgb).map(encodeSrgb), linear, { absolute: 1e-7 });
      }),
    );
  });

  it('reads pictures off tables as the formulas have it, and back', () => {
    fc.assert(
      fc.property(colour, (encoded) => {
        const pixels = Float32Array.from(encoded, (value) => 255 * value);
        const exact = oklabFromLinear(encoded.map(decodeSrgb) as unknown as Colour);
        const lab = pictureToOklab(pixels);
        // Near black a cube root magnifies what little the table errs.
        expectClose(lab, exact, { absolute: 2e-5 });
        const { pixels: back, clippedShare } = oklabToPicture(lab);
        expectClose(back, pixels, { absolute: 1e-3 });
        expect(clippedShare).toBe(0);
      }),
    );
  });

  it('clips what lies outside: pixels to 0–255, colours to the gamut', () => {
    const wild = Float32Array.of(-20, 300, 128);
    expectClose(oklabToPicture(pictureToOklab(wild)).pixels, [0, 255, 128], { absolute: 1e-3 });
    const { pixels, clippedShare } = oklabToPicture(Float32Array.of(0.5, 0.4, 0, 0.5, 0, 0));
    expect(clippedShare).toBe(0.5);
    expect([...pixels].every((value) => value >= 0 && value <= 255)).toBe(true);
  });
});
