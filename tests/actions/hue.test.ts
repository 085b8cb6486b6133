import { describe, expect, it } from 'vitest';
import {
  clippedShare,
  hueColour,
  hueTurns,
  safeChroma,
  turnHue,
} from '../../pipeline/actions/hue.ts';
import { decodeSrgb, oklabFromLinear, type Colour } from '../../pipeline/actions/oklab.ts';
import { circleGroup } from '../../pipeline/groups/cyclic.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { brokenActionLaws, type Action } from '../support/laws.ts';

const turns = [0, 1e-3, 30, 90, 133.7, 180, 270, 359];

/** Colours near grey, from dark to light: in the gamut at every hue. */
function muted(seed: number): Float32Array {
  const random = new Random(seed);
  const colours = Array.from({ length: 40 }, () =>
    hueColour(0.3 + 0.5 * random.uniform(), 0.05 * random.uniform(), 360 * random.uniform()),
  );
  return Float32Array.from(colours.flat(), (value) => 255 * value);
}

const pictures = (
  points: Float32Array[],
  elements: number[],
  tolerance: number,
): Action<number, Float32Array> => ({
  group: circleGroup,
  elements,
  points,
  act: (g, pixels) => turnHue(pixels, g),
  distance: (a, b) => a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0),
  tolerance,
});

const lab = (colour: Colour): Colour =>
  oklabFromLinear(colour.map(decodeSrgb) as unknown as Colour);

describe('the hue circle acting on pictures', () => {
  it('obeys the laws of an action within a thousandth of a grey level while in the gamut', () => {
    const points = [muted(1), muted(2)];
    for (const pixels of points) {
      for (const degrees of turns) expect(clippedShare(pixels, degrees)).toBe(0);
    }
    expect(brokenActionLaws(pictures(points, turns, 1e-3))).toEqual([]);
  });

  it('is the identity exactly at whole turns, also outside the gamut of other hues', () => {
    const vivid = Float32Array.of(255, 0, 0, 0, 0, 255, 12.3, 255, 0);
    expect(brokenActionLaws(pictures([vivid], [0, 360, -720], 0))).toEqual([]);
    expect(turnHue(vivid, 360)).not.toBe(vivid);
    expect(clippedShare(vivid, 360)).toBe(0);
  });

  it('keeps lightness and chroma and adds to the hue', () => {
    for (const degrees of turns) {
      const pixels = Float32Array.from(hueColour(0.7, 0.1, 40), (value) => 255 * value);
      const turned = Array.from(turnHue(pixels, degrees), (value) => value / 255);
      expectClose(turned, hueColour(0.7, 0.1, 40 + degrees), { absolute: 1e-5 });
    }
  });

  it('leaves grey grey', () => {
    const grey = Float32Array.of(0, 0, 0, 3, 3, 3, 127.5, 127.5, 127.5, 255, 255, 255);
    for (const degrees of turns) expectClose(turnHue(grey, degrees), grey, { absolute: 1e-3 });
  });

  it('clips components that leave the gamut, and says how many pixels have some', () => {
    const pixels = Float32Array.of(255, 0, 0, 128, 128, 128, 130, 120, 125, 0, 0, 255);
    expect(clippedShare(pixels, 180)).toBe(0.5);
    expect([...turnHue(pixels, 180)].every((value) => value >= 0 && value <= 255)).toBe(true);
    expect(clippedShare(new Float32Array(0), 180)).toBe(0);
  });

  it('gives several turns of a picture as it gives each of them', () => {
    const pixels = muted(3);
    expect(hueTurns(pixels, turns)).toEqual(turns.map((degrees) => turnHue(pixels, degrees)));
  });

  it('refuses values that do not come in threes', () => {
    expect(() => turnHue(new Float32Array(4), 0)).toThrow('not 4 values');
    expect(() => clippedShare(new Float32Array(5), 10)).toThrow(RangeError);
  });
});

describe('colours of the hue circle', () => {
  it('have the lightness, chroma and hue asked for', () => {
    const [lightness, a, b] = lab(hueColour(0.6, 0.09, 200));
    expect(lightness).toBeCloseTo(0.6, 6);
    expect(Math.hypot(a, b)).toBeCloseTo(0.09, 6);
    expect((Math.atan2(b, a) * 180) / Math.PI).toBeCloseTo(200 - 360, 4);
    // sRGB red in OKLCh.
    expectClose(hueColour(0.62796, 0.25768, 29.234), [1, 0, 0], { absolute: 2e-3 });
  });

  it('are the same, bit by bit, a whole turn on', () => {
    for (const hue of [0, 30, 90, 210]) {
      expect(hueColour(0.6, 0.1, hue + 360)).toEqual(hueColour(0.6, 0.1, hue));
    }
  });

  it('exist all round up to the safe chroma and not beyond', () => {
    for (const lightness of [0.2, 0.5, 0.6, 0.75, 0.9]) {
      const chroma = safeChroma(lightness);
      const departures = (c: number): number[] =>
        Array.from({ length: 72 }, (_, i) => {
          const [found, a, b] = lab(hueColour(lightness, c, 5 * i));
          return Math.abs(found - lightness) + Math.abs(Math.hypot(a, b) - c);
        });
      expect(Math.max(...departures(chroma))).toBeLessThan(1e-5);
      expect(Math.max(...departures(1.1 * chroma))).toBeGreaterThan(1e-3);
    }
    expect(safeChroma(0)).toBeLessThan(1e-6);
    expect(safeChroma(1)).toBeLessThan(1e-6);
  });
});
