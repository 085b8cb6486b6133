import { describe, expect, it } from 'vitest';
import { rotateRaster } from '../../pipeline/actions/planar.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { centreRange, samplePatch } from '../../pipeline/stimuli/patches.ts';
import { expectClose } from '../support/expect-close.ts';

const size = 31;
const random = new Random(3);
const picture = {
  size,
  data: Float32Array.from({ length: size * size * 3 }, () => 255 * random.uniform()),
};
const still = { turn: 0, mirrored: false, magnification: 1 };
const unfaded = [100, 101] as const;
const middle = [15, 15] as const;

describe('a patch', () => {
  it('unmoved is the picture around its centre', () => {
    const patch = samplePatch(picture, [10, 17], 5, still, unfaded);
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 5; x++) {
        for (let c = 0; c < 3; c++) {
          const there = picture.data[((y + 8) * size + x + 15) * 3 + c]!;
          expect(patch[(y * 5 + x) * 3 + c]).toBe(there);
        }
      }
    }
  });

  it('turns as the planar action does, clockwise, exactly at quarter turns', () => {
    const upright = samplePatch(picture, middle, 21, still, unfaded);
    const raster = { height: 21, width: 21, channels: 3, data: upright };
    for (const turn of [90, 180, 270]) {
      const turned = samplePatch(picture, middle, 21, { ...still, turn }, unfaded);
      expectClose(turned, rotateRaster(raster, turn).data, { absolute: 1e-3 });
    }
  });

  it('mirrors left and right before it turns', () => {
    const mirrored = samplePatch(picture, middle, 9, { ...still, mirrored: true }, unfaded);
    const upright = samplePatch(picture, middle, 9, still, unfaded);
    const at = (x: number, y: number): number => (y * 9 + x) * 3;
    expect(mirrored[at(0, 4)]).toBe(upright[at(8, 4)]);
    expect(mirrored[at(3, 0)]).toBe(upright[at(5, 0)]);
    const both = samplePatch(
      picture,
      middle,
      9,
      { turn: 90, mirrored: true, magnification: 1 },
      unfaded,
    );
    // A quarter turn clockwise takes what is on the left to the top.
    expect(both[at(4, 0)]).toBeCloseTo(mirrored[at(0, 4)]!, 3);
  });

  it('magnifies about its centre', () => {
    const enlarged = samplePatch(picture, middle, 9, { ...still, magnification: 2 }, unfaded);
    const upright = samplePatch(picture, middle, 9, still, unfaded);
    expect(enlarged[(4 * 9 + 6) * 3]).toBe(upright[(4 * 9 + 5) * 3]);
    expect(enlarged[(0 * 9 + 4) * 3]).toBe(upright[(2 * 9 + 4) * 3]);
  });

  it('fades to mid-grey so that the corners hold nothing', () => {
    const patch = samplePatch(picture, middle, 21, still, [8, 10]);
    expect(patch[0]).toBe(127.5);
    const corner = samplePatch(picture, [20, 20], 21, { ...still, turn: 33 }, [8, 10]);
    expect(corner.slice(0, 9)).toEqual(patch.slice(0, 9));
    expect(patch[(10 * 21 + 10) * 3]).toBe(picture.data[(15 * size + 15) * 3]);
  });

  it('repeats the edge of the picture beyond it', () => {
    const patch = samplePatch(picture, [0, 0], 5, still, unfaded);
    expect(patch[0]).toBe(picture.data[0]);
    expect(patch[(1 * 5 + 2) * 3]).toBe(picture.data[0]);
  });
});

describe('the range of centres', () => {
  it('keeps the patch inside the picture', () => {
    expect(centreRange(224, 93)).toEqual([46, 177]);
  });

  it('is empty for a patch larger than the picture, which is refused', () => {
    expect(() => centreRange(20, 21)).toThrow(/21 px does not fit into a picture of 20 px/);
  });
});
