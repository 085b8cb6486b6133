import { describe, expect, it } from 'vitest';
import { movePicture, UNMOVED } from '../../pipeline/visualize/move-picture.ts';
import { expectClose } from '../support/expect-close.ts';

/** A 5 × 5 picture: mid-grey with one orange pixel right of the middle. */
const picture = () => {
  const data = new Float32Array(75).fill(127.5);
  data.set([200, 120, 60], (2 * 5 + 4) * 3);
  return { height: 5, width: 5, channels: 3, data };
};

const pixel = ({ data }: { readonly data: Float32Array }, y: number, x: number) =>
  Array.from(data.subarray((y * 5 + x) * 3, (y * 5 + x) * 3 + 3));

describe('a moved picture', () => {
  it('is the same where nothing moves', () => {
    expect(movePicture(picture(), UNMOVED)).toEqual(picture());
  });

  it('is turned clockwise on the screen: what is right comes to stand below', () => {
    const turned = movePicture(picture(), { ...UNMOVED, turn: 90 });
    // A quarter turn meets the pixels' centres up to the rounding of sines.
    expectClose(pixel(turned, 4, 2), [200, 120, 60], { ofLargest: 1e-4 });
    expectClose(pixel(turned, 2, 4), [127.5, 127.5, 127.5], { ofLargest: 1e-4 });
  });

  it('is mirrored left to right before it is turned', () => {
    expect(pixel(movePicture(picture(), { ...UNMOVED, mirrored: true }), 2, 0)).toEqual([
      200, 120, 60,
    ]);
    const both = movePicture(picture(), { ...UNMOVED, mirrored: true, turn: 90 });
    expectClose(pixel(both, 0, 2), [200, 120, 60], { ofLargest: 1e-4 });
  });

  it('comes back by the opposite move', () => {
    const there = movePicture(picture(), { ...UNMOVED, turn: 90 });
    const back = movePicture(there, { ...UNMOVED, turn: -90 });
    expectClose(Array.from(back.data), Array.from(picture().data), { ofLargest: 1e-4 });
  });

  it('turns hues and leaves grey grey', () => {
    const turned = movePicture(picture(), { ...UNMOVED, hue: 180 });
    const [red, , blue] = pixel(turned, 2, 4);
    expect(blue).toBeGreaterThan(red!);
    expectClose(pixel(turned, 0, 0), [127.5, 127.5, 127.5], { ofLargest: 1e-3 });
  });
});
