import { expect, it } from 'vitest';
import { cropRaster, fits } from '../../pipeline/actions/crop-raster.ts';
import type { Raster } from '../../pipeline/actions/planar.ts';

/** Pixel (x, y), channel c, holds 100 y + 10 x + c. */
const picture: Raster = {
  height: 4,
  width: 5,
  channels: 2,
  data: Float32Array.from({ length: 40 }, (_, i) => {
    const place = Math.floor(i / 2);
    return 100 * Math.floor(place / 5) + 10 * (place % 5) + (i % 2);
  }),
};

it('takes rows from the top and columns from the left, all channels', () => {
  const crop = cropRaster(picture, { top: 1, left: 2, height: 2, width: 3 });
  expect([crop.height, crop.width, crop.channels]).toEqual([2, 3, 2]);
  expect([...crop.data]).toEqual([120, 121, 130, 131, 140, 141, 220, 221, 230, 231, 240, 241]);
});

it('refuses what is not inside, or between pixels', () => {
  const outside = { top: 3, left: 0, height: 2, width: 2 };
  expect(fits(outside, picture)).toBe(false);
  expect(fits({ ...outside, top: 2 }, picture)).toBe(true);
  expect(() => cropRaster(picture, outside)).toThrow('4×5 pixels, not 2×2 from row 3');
  expect(() => cropRaster(picture, { ...outside, top: -1 })).toThrow(RangeError);
  expect(() => cropRaster(picture, { ...outside, top: 0.5 })).toThrow(RangeError);
});
