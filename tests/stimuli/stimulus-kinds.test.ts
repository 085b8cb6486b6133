import { describe, expect, it } from 'vitest';
import type { StimulusKind } from '../../pipeline/records/stimulus.ts';
import { isoluminant } from '../../pipeline/stimuli/isoluminant.ts';
import type { Painting } from '../../pipeline/stimuli/painting.ts';
import { fieldAperture, rasterisePainting } from '../../pipeline/stimuli/rasterise-painting.ts';
import { stimulusFamily } from '../../pipeline/stimuli/stimulus-set.ts';

const FIELD = 61;

/** The stimulus at element 0 for given parameters. */
function paint(kind: StimulusKind, parameters: Record<string, number | string>, hue = 0): Painting {
  return stimulusFamily(kind).paint({ kind, text: 'x', parameters }, { turn: 0, hue });
}

const along = (painting: Painting, xs: number[], y = 0) => xs.map((x) => painting(x, y));

describe('at element 0', () => {
  it('a line is upright and as wide as it says', () => {
    const light = paint('line', { lightness: 'light', width: 4 });
    expect(along(light, [-2.1, -1.9, 0, 1.9, 2.1], 20)).toEqual([0.5, 1, 1, 1, 0.5]);
    const dark = paint('line', { lightness: 'dark', width: 4 });
    expect(along(dark, [-2.1, 0, 2], -20)).toEqual([0.5, 0, 0.25]);
  });

  it('an edge is light on the left', () => {
    expect(along(paint('edge', { blur: 0 }), [-9, -0.1, 0, 0.1, 9])).toEqual([1, 1, 0.5, 0, 0]);
    const blurred = along(paint('edge', { blur: 8 }), [-4.1, -2, 0, 2, 4.1]) as number[];
    [1, 0.5 + Math.SQRT1_2 / 2, 0.5, 0.5 - Math.SQRT1_2 / 2, 0].forEach((value, i) => {
      expect(blurred[i]).toBeCloseTo(value, 12);
    });
  });

  it('a brightness gradient falls evenly to the right', () => {
    const values = along(
      paint('brightness gradient', { extent: 20 }),
      [-30, -10, -5, 0, 5, 10, 30],
    );
    expect(values).toEqual([1, 1, 0.75, 0.5, 0.25, 0, 0]);
  });

  it('a cosine grating is light in the middle, a sine grating to the left of it', () => {
    const cosine = along(paint('grating', { phase: 'cosine', wavelength: 12 }), [-6, 0, 3, 12]);
    [0, 1, 0.5, 1].forEach((value, i) => {
      expect(cosine[i]).toBeCloseTo(value, 12);
    });
    const sine = along(paint('grating', { phase: 'sine', wavelength: 12 }), [-3, 0, 3, 9], 7);
    [1, 0.5, 0, 1].forEach((value, i) => {
      expect(sine[i]).toBeCloseTo(value, 12);
    });
  });

  it('a curve has its centre of curvature on the left', () => {
    const disc = paint('curve', { contrast: 'light inside', radius: 8, thickness: 0 });
    expect([disc(-1, 0), disc(1, 0), disc(-2, 7)]).toEqual([1, 0, 0]);
  });

  it('a corner points right with half its angle on either side', () => {
    for (const angle of [60, 90, 120]) {
      const wedge = paint('corner', { lightness: 'light', angle });
      const at = (degrees: number) =>
        wedge(-9 * Math.cos((degrees * Math.PI) / 180), 9 * Math.sin((degrees * Math.PI) / 180));
      const half = angle / 2;
      expect([at(0), at(half - 1), at(1 - half)]).toEqual([1, 1, 1]);
      expect([at(half + 1), at(-half - 1), at(180)]).toEqual([0, 0, 0]);
    }
    expect(along(paint('corner', { lightness: 'dark', angle: 90 }), [-5, 5])).toEqual([0, 1]);
  });

  it('circles are discs or rings about the middle', () => {
    const disc = paint('circle', { lightness: 'dark', radius: 6, line: 0 });
    expect([disc(0, 0), disc(3, -5), disc(5, 5)]).toEqual([0, 0, 0.5]);
    const outline = paint('circle', { lightness: 'light', radius: 6, line: 2 });
    expect([outline(0, 0), outline(0, 5.5), outline(-6.9, 0), outline(0, 7.1)]).toEqual([
      0.5, 1, 1, 0.5,
    ]);
  });

  it('a centre has a surround of the opposite lightness up to twice its radius', () => {
    const centre = paint('centre-surround', { centre: 'light', radius: 5 });
    expect(along(centre, [0, 4.9, 5.1, 9.9, 10.1])).toEqual([1, 1, 0, 0, 0.5]);
  });

  it('colours: the element’s hue is in the centre, or on the left', () => {
    const grey = paint('colour centre-surround', { ground: 'grey', radius: 5 }, 70);
    expect(along(grey, [0, 6])).toEqual([isoluminant(70), [0.5, 0.5, 0.5]]);
    const opposite = paint('colour centre-surround', { ground: 'opposite', radius: 5 }, 70);
    expect(along(opposite, [0, 6])).toEqual([isoluminant(70), isoluminant(250)]);
    const edge = paint('colour edge', { blur: 6 }, 70);
    expect(along(edge, [-4, 4])).toEqual([isoluminant(70), isoluminant(250)]);
    const [red, green, blue] = edge(0, 3) as [number, number, number];
    for (const component of [red, green, blue]) expect(component).toBeCloseTo(0.5, 4);
  });
});

describe('high-low frequency edges', () => {
  const conditions = stimulusFamily('high-low frequency').conditions(FIELD);
  const pictures = conditions.map((condition) =>
    rasterisePainting(
      stimulusFamily('high-low frequency').paint(condition, { turn: 0, hue: 0 }),
      FIELD,
      fieldAperture(FIELD),
    ),
  );
  const middle = (FIELD - 1) / 2;
  /** Mean, standard deviation and mean squared slope of one side, 0–255, inside the aperture. */
  const side = (pixels: Float32Array, sign: number) => {
    const values: number[] = [];
    let slope = 0;
    for (let y = -24; y <= 24; y++) {
      for (let x = 2; x <= 24; x++) {
        if (Math.hypot(x, y) > 24) continue;
        const at = (dx: number): number =>
          pixels[((middle + y) * FIELD + middle + sign * x + dx) * 3]!;
        values.push(at(0));
        slope += (at(1) - at(-1)) ** 2;
      }
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance), slope: slope / values.length };
  };

  it('have the fine side on the left, both sides of about the same mean and contrast', () => {
    for (const pixels of pictures) {
      const fine = side(pixels, -1);
      const coarse = side(pixels, 1);
      expect(fine.slope).toBeGreaterThan(4 * coarse.slope);
      // Half-discs of 24 px hold few waves of the coarse side; alike they are up to the field's rim.
      expect(Math.abs(fine.mean - coarse.mean)).toBeLessThan(5);
      expect(fine.deviation / coarse.deviation).toBeGreaterThan(0.7);
      expect(fine.deviation / coarse.deviation).toBeLessThan(1.3);
    }
  });

  it('come with their negatives, which even them out to mid-grey', () => {
    for (let i = 0; i < pictures.length; i += 2) {
      const sums = pictures[i]!.map((value, at) => value + pictures[i + 1]![at]!);
      expect(Math.max(...sums.map((sum) => Math.abs(sum - 255)))).toBeLessThan(1e-3);
    }
  });
});
