import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turned, type Painting } from '../../pipeline/stimuli/painting.ts';
import { fieldAperture, rasterisePainting } from '../../pipeline/stimuli/rasterise-painting.ts';
import { rasterise } from '../../pipeline/stimuli/rasterise.ts';
import { aperture } from '../../pipeline/stimuli/stimulus.ts';
import { stimulusSet } from '../../pipeline/stimuli/stimulus-set.ts';
import { expectClose } from '../support/expect-close.ts';

const SIZE = 31;
/** Wider than the picture: nothing fades. */
const OPEN = [2 * SIZE, 3 * SIZE] as const;

/** One component of every pixel. */
const channel = (rgb: Float32Array, c: number): Float32Array => rgb.filter((_, i) => i % 3 === c);

/** The painting with 13 samples in every pixel, one component. */
const everywhere = (painting: Painting, size: number, c: number): Float32Array =>
  rasterise((x, y) => {
    const value = painting(x, y);
    return typeof value === 'number' ? value : value[c]!;
  }, size);

describe('rasterising paintings', () => {
  it('gives what 13 samples in every pixel would give, for every stimulus', () => {
    for (const family of stimulusSet) {
      for (const condition of family.conditions(SIZE)) {
        for (const angle of [0, 37, 101.3]) {
          const element = {
            turn: family.axes.includes('turn') ? angle : 0,
            hue: family.axes.includes('hue') ? 2 * angle : 0,
          };
          const painting = family.paint(condition, element);
          const drawn = rasterisePainting(painting, SIZE, OPEN);
          for (let c = 0; c < 3; c++) {
            // Pixels taken for linear may bend by 1e-6 of 255.
            expectClose(channel(drawn, c), everywhere(painting, SIZE, c), { absolute: 5e-4 });
          }
        }
      }
    }
  });

  it('misses no line a pixel wide, wherever it runs', () => {
    const angle = fc.double({ min: 0, max: 360, noNaN: true });
    const offset = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(angle, offset, (degrees, place) => {
        const line = turned((x) => (Math.abs(x - place) < 0.5 ? 1 : 0), degrees);
        const drawn = rasterisePainting(line, 17, OPEN);
        expectClose(channel(drawn, 1), everywhere(line, 17, 1), { absolute: 5e-4 });
      }),
    );
  });

  it('samples linear paintings once a pixel and boundaries thirteen times', () => {
    let samples = 0;
    const counted =
      (painting: Painting): Painting =>
      (x, y) => {
        samples++;
        return painting(x, y);
      };
    const centres = 13 * 13; // 11 × 11 and the rim
    rasterisePainting(
      counted((x, y) => 0.5 + 0.02 * x - 0.01 * y),
      11,
      OPEN,
    );
    expect(samples).toBe(centres);
    samples = 0;
    // The two columns whose neighbours differ.
    rasterisePainting(
      counted((x) => (x < 0.3 ? 0 : 1)),
      11,
      OPEN,
    );
    expect(samples).toBe(centres + 2 * 11 * 13);
  });

  it('paints lightness as grey and colours as red, green, blue', () => {
    const colour = rasterisePainting((x) => (x < 0 ? [1, 0.5, 0] : 0.2), 3, OPEN);
    expectClose(colour.slice(0, 3), [255, 127.5, 0], { absolute: 1e-4 });
    expectClose(colour.slice(6, 9), [51, 51, 51], { absolute: 1e-4 });
  });

  it('fades to mid-grey as the aperture does, after antialiasing', () => {
    const white = rasterisePainting(() => 1, SIZE, [6, 12]);
    const seen = aperture(() => 1, 6, 12);
    const expected = Array.from({ length: SIZE * SIZE }, (_, i) => {
      const [x, y] = [(i % SIZE) - 15, Math.floor(i / SIZE) - 15];
      return 255 * seen(x, y);
    });
    expectClose(channel(white, 2), expected, { absolute: 1e-4 });
  });

  it('has the aperture of a receptive field end where the field does', () => {
    const [inner, outer] = fieldAperture(SIZE);
    expect([inner, outer]).toEqual([12.8, 16]);
    const white = rasterisePainting(() => 1, SIZE, [inner, outer]);
    const middleRow = channel(white, 0).slice(15 * SIZE, 16 * SIZE);
    expect(middleRow[0]).toBeGreaterThan(127.5);
    expect(middleRow[15]).toBe(255);
    expect(white[0]).toBe(127.5);
  });

  it('refuses an even size and radii out of order', () => {
    expect(() => rasterisePainting(() => 0, 4, OPEN)).toThrow('odd number of pixels');
    expect(() => rasterisePainting(() => 0, 5, [3, 2])).toThrow(RangeError);
  });
});
