import { expect, it } from 'vitest';
import { Random } from '../../pipeline/numerics/random.ts';
import { randomLook, STRAIGHT, viewCoordinates } from '../../pipeline/visualize/transforms.ts';

it('looks straight on where both ranges are zero', () => {
  const look = randomLook({ jitter: 0, scale: 0 }, new Random(1));
  expect(look.factor).toBe(1);
  expect(look.shift.map(Math.abs)).toEqual([0, 0]);
});

it('is the identity when looking straight on', () => {
  expect(viewCoordinates(STRAIGHT, 3, 0, 0)).toEqual([
    Float64Array.of(0, 1, 2),
    Float64Array.of(0, 1, 2),
  ]);
});

it('shifts and scales about the centre of the view, y before x', () => {
  const [y, x] = viewCoordinates({ factor: 2, shift: [1, -1] }, 3, 1, 10);
  expect([...y]).toEqual([9, 11, 13]);
  expect([...x]).toEqual([7, 9, 11]);
});

it('draws every shift within its range and no other, and factors on both sides of one', () => {
  const random = new Random(2);
  const looks = Array.from({ length: 500 }, () => randomLook({ jitter: 2, scale: 0.04 }, random));
  for (const axis of [0, 1] as const) {
    const shifts = new Set(looks.map(({ shift }) => shift[axis]));
    expect([...shifts].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  }
  const factors = looks.map(({ factor }) => factor);
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.96);
  expect(Math.max(...factors)).toBeLessThanOrEqual(1.04);
  expect(factors.some((factor) => factor < 0.97) && factors.some((factor) => factor > 1.03)).toBe(
    true,
  );
});
