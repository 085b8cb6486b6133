import { describe, expect, it } from 'vitest';
import type { Raster } from '../../pipeline/actions/planar.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { hueThereAndBack, turnThereAndBack } from '../../pipeline/probes/there-and-back.ts';
import { greyPicture, wavePicture } from '../support/wave-picture.ts';

const picture = wavePicture(40, new Random(5));

const largestChange = (a: Raster, b: Raster): number =>
  a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);

describe('a picture turned and turned back', () => {
  it('is the same object after quarter turns, on an even grid too', () => {
    for (const degrees of [0, 90, 180, 270]) {
      expect(turnThereAndBack(picture, degrees, 'bilinear')).toBe(picture);
      expect(turnThereAndBack(picture, degrees, 'bicubic')).toBe(picture);
    }
  });

  it('has lost a little elsewhere, less of it by the smoother interpolation', () => {
    const bilinear = largestChange(turnThereAndBack(picture, 30, 'bilinear'), picture);
    const bicubic = largestChange(turnThereAndBack(picture, 30, 'bicubic'), picture);
    expect(bicubic).toBeGreaterThan(0);
    expect(bicubic).toBeLessThan(bilinear / 2);
  });

  it('keeps the pixels that a turn takes from outside', () => {
    const back = turnThereAndBack(picture, 30, 'bilinear');
    let changed = 0;
    back.data.forEach((value, i) => {
      const place = Math.floor(i / 3);
      const radius = Math.hypot((place % 40) - 19, Math.floor(place / 40) - 19);
      if (value === picture.data[i]) return;
      changed++;
      expect(radius).toBeLessThanOrEqual(17);
    });
    expect(changed).toBeGreaterThan(0.9 * 3 * Math.PI * 16 ** 2);
  });
});

describe('a hue turned and turned back', () => {
  it('comes back where no colour leaves the gamut', () => {
    const pale = { ...picture, data: greyPicture(picture).data };
    pale.data.forEach((value, i) => (pale.data[i] = value + (i % 3 === 0 ? 4 : 0)));
    const { picture: back, clipped } = hueThereAndBack(pale, 90);
    expect(clipped).toBe(0);
    // Two conversions, each within a hundredth of a grey level.
    expect(largestChange(back, pale)).toBeLessThan(0.02);
  });

  it('does not where colours are clipped, and says of how many pixels', () => {
    const data = Float32Array.from({ length: 4 * 3 }, (_, i) => (i < 3 ? [255, 0, 0][i]! : 120));
    const { picture: back, clipped } = hueThereAndBack(
      { height: 2, width: 2, channels: 3, data },
      90,
    );
    expect(clipped).toBe(1 / 4);
    expect(Math.abs(back.data[0]! - 255)).toBeGreaterThan(10);
    expect(Math.abs(back.data[3]! - 120)).toBeLessThan(0.02);
  });
});
