import type { Tensor } from '../graph/ir.ts';
import type { Shape } from '../graph/shapes.ts';

/** Caffe's kernel (out, in / groups, y, x) as HWIO (y, x, in / groups, out). */
export function kernelFromCaffe({ shape, data }: Tensor): Tensor {
  const [out = 0, channels = 0, height = 0, width = 0] = shape;
  return {
    shape: [height, width, channels, out],
    data: transposed(data, out, channels, height * width),
  };
}

/**
 * Caffe's dense weights (out, in) over an input flattened as (channel, y, x), as (in, out) over the
 * same input flattened as (y, x, channel).
 */
export function denseFromCaffe({ shape, data }: Tensor, [height, width, channels]: Shape): Tensor {
  const [out = 0, length = 0] = shape;
  return { shape: [length, out], data: transposed(data, out, channels, height * width) };
}

/** The inverse of `kernelFromCaffe`. */
export function kernelToCaffe({ shape, data }: Tensor): Tensor {
  const [height = 0, width = 0, channels = 0, out = 0] = shape;
  return {
    shape: [out, channels, height, width],
    data: outFirst(data, height * width, channels, out),
  };
}

/** The inverse of `denseFromCaffe`. */
export function denseToCaffe({ shape, data }: Tensor, [height, width, channels]: Shape): Tensor {
  const [length = 0, out = 0] = shape;
  return { shape: [out, length], data: outFirst(data, height * width, channels, out) };
}

/** (out, channel, place) to (place, channel, out). */
function transposed(
  data: Float32Array,
  out: number,
  channels: number,
  places: number,
): Float32Array {
  const result = new Float32Array(data.length);
  let read = 0;
  for (let unit = 0; unit < out; unit++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let place = 0; place < places; place++) {
        result[(place * channels + channel) * out + unit] = data[read++]!;
      }
    }
  }
  return result;
}

/** (place, channel, out) to (out, channel, place). */
function outFirst(data: Float32Array, places: number, channels: number, out: number): Float32Array {
  const result = new Float32Array(data.length);
  let read = 0;
  for (let place = 0; place < places; place++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let unit = 0; unit < out; unit++) {
        result[(unit * channels + channel) * places + place] = data[read++]!;
      }
    }
  }
  return result;
}
