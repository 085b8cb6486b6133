import { expect, it } from 'vitest';
import {
  denseFromCaffe,
  denseToCaffe,
  kernelFromCaffe,
  kernelToCaffe,
} from '../../pipeline/importers/weight-order.ts';
import { ramp } from './tiny-net.ts';

const tensor = (...shape: number[]) => {
  const length = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from(ramp(length)) };
};

it('turns kernels (y, x, in, out) into (out, in, y, x) and back', () => {
  const kernel = tensor(1, 2, 3, 2);
  // Value 6x + 2·in + out.
  expect(kernelToCaffe(kernel)).toEqual({
    shape: [2, 3, 1, 2],
    data: Float32Array.of(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11),
  });
  expect(kernelFromCaffe(kernelToCaffe(kernel))).toEqual(kernel);
});

it('turns dense weights over (y, x, channel) into those over (channel, y, x) and back', () => {
  const weights = tensor(6, 2);
  // Value 6x + 2·channel + out.
  expect(denseToCaffe(weights, [1, 2, 3])).toEqual({
    shape: [2, 6],
    data: Float32Array.of(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11),
  });
  expect(denseFromCaffe(denseToCaffe(weights, [1, 2, 3]), [1, 2, 3])).toEqual(weights);
});
