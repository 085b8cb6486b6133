import { describe, expect, it } from 'vitest';
import { rotatePoint, rotateRaster, type Raster } from '../../pipeline/actions/planar.ts';
import { catmullRom, sampleBicubic, warpBicubic } from '../../pipeline/actions/sample-bicubic.ts';
import { Random } from '../../pipeline/numerics/random.ts';

function raster(
  side: number,
  channels: number,
  value: (x: number, y: number, c: number) => number,
): Raster {
  const data = new Float32Array(side * side * channels);
  for (let i = 0; i < data.length; i++) {
    const place = Math.floor(i / channels);
    data[i] = value(place % side, Math.floor(place / side), i % channels);
  }
  return { height: side, width: side, channels, data };
}

const noise = (side: number, channels: number): Raster => {
  const random = new Random(3);
  return raster(side, channels, () => random.normal());
};

const turn = (picture: Raster, degrees: number): Raster => {
  const middle = (picture.width - 1) / 2;
  return warpBicubic(picture, (x, y) => {
    const [u, v] = rotatePoint(x - middle, y - middle, -degrees);
    return [u + middle, v + middle];
  });
};

describe('Catmull–Rom weights', () => {
  it('add up to one, are those of a sample at a sample, and mirror about the half', () => {
    expect(catmullRom(0)).toEqual([-0, 1, 0, -0]);
    for (const fraction of [0.1, 0.25, 0.5, 0.9]) {
      const weights = catmullRom(fraction);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      const mirrored = catmullRom(1 - fraction).reverse();
      weights.forEach((weight, i) => expect(weight).toBeCloseTo(mirrored[i]!, 12));
    }
  });
});

describe('bicubic sampling', () => {
  it('reads quadratic functions exactly between pixels, every channel its own', () => {
    const formula = (x: number, y: number, c: number): number =>
      c === 0 ? 0.5 * x * x - x * y + 3 : y * y + x;
    const picture = raster(9, 2, formula);
    const read = new Float64Array(3);
    for (const [x, y] of [
      [3.25, 4.5],
      [4, 2.75],
      [5.9, 3.1],
    ] as const) {
      sampleBicubic(picture, x, y, read, 1);
      // All pixels involved are small multiples of ½, exact in float32.
      expect(read[1]).toBeCloseTo(formula(x, y, 0), 10);
      expect(read[2]).toBeCloseTo(formula(x, y, 1), 10);
    }
    expect(read[0]).toBe(0);
  });

  it("goes on with the border's pixels outside", () => {
    const picture = noise(5, 1);
    const read = new Float64Array(1);
    sampleBicubic(picture, -7.5, 2, read);
    expect(read[0]).toBeCloseTo(picture.data[2 * 5]!, 6);
    sampleBicubic(picture, 20, 20, read);
    expect(read[0]).toBe(picture.data[24]);
  });
});

describe('a warp', () => {
  it('turns like the bilinear rotation of pictures: the same sense, and exactly at quarter turns', () => {
    const picture = noise(7, 3);
    for (const degrees of [0, 90, 180, 270]) {
      expect(turn(picture, degrees).data).toEqual(rotateRaster(picture, degrees).data);
    }
  });

  it('loses less to a turn there and back than bilinear sampling does', () => {
    const wave = raster(41, 1, (x, y) => Math.sin(0.9 * x + 0.4 * y));
    const loss = (back: Raster): number => {
      let sum = 0;
      for (let y = 12; y < 29; y++) {
        for (let x = 12; x < 29; x++) sum += (back.data[y * 41 + x]! - wave.data[y * 41 + x]!) ** 2;
      }
      return sum;
    };
    const bicubic = loss(turn(turn(wave, 20), -20));
    const bilinear = loss(rotateRaster(rotateRaster(wave, 20), -20));
    expect(bicubic).toBeLessThan(bilinear / 10);
  });
});
