import type { Operation, Padding, Window } from '../graph/ir.ts';
import { placeWindow } from '../graph/shapes.ts';
import { maxPoolGradient } from './max-pool-gradient.ts';
import { padConstant } from './tensor-transfer.ts';
import * as tf from './tensorflow.ts';

type Pool<K> = Extract<Operation, { kind: K }>;
type Pair = [number, number];

/**
 * Max-pooling, [n, y, x, c]; padding never wins. The gradient is that of max-pool-gradient.ts.
 * `given` replaces the operation's own padding.
 */
export function maxPool(
  input: tf.Tensor4D,
  { window, rounding }: Pool<'maxPool'>,
  given?: Padding,
): tf.Tensor4D {
  const [, height, width] = input.shape;
  const { size, stride } = window;
  const padding = given ?? placeWindow(window, rounding, [height, width]).padding;
  const run = tf.customGrad((x, save) => {
    // Padded by hand: not every backend takes explicit padding here.
    const padded = padConstant(x as tf.Tensor4D, padding, -Infinity);
    const value = tf.maxPool(padded, [...size], [...stride], 'valid');
    (save as tf.GradSaveFunc)([x as tf.Tensor, value]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [map, maxima] = saved as [tf.Tensor4D, tf.Tensor4D];
        return maxPoolGradient(dy as tf.Tensor4D, map, maxima, { size, stride, padding });
      },
    };
  });
  return run(input) as tf.Tensor4D;
}

/**
 * Average-pooling, [n, y, x, c]. Declared padding counts as zeros; the part of a window that
 * overhangs even that (rounding up) does not count, as in Caffe's pooling_layer.cpp.
 */
export function averagePool(
  input: tf.Tensor4D,
  { window, rounding }: Pool<'averagePool'>,
): tf.Tensor4D {
  const [, height, width] = input.shape;
  const { output, padding } = placeWindow(window, rounding, [height, width]);
  const mean = tf.avgPool(
    padConstant(input, padding, 0),
    [...window.size] as Pair,
    [...window.stride] as Pair,
    'valid',
  );
  const overhangs = padding.bottom > window.padding.bottom || padding.right > window.padding.right;
  if (!overhangs) return mean;
  const scale = overhangScale(window, [height, width], output);
  return tf.mul(mean, tf.tensor4d(scale, [1, output[0], output[1], 1]));
}

/** Window area over the area inside the padded input, for every output position. */
function overhangScale(
  { size, stride, padding }: Window,
  [height, width]: Pair,
  output: readonly [number, number],
): Float32Array {
  const along = (axis: 0 | 1, paddedLength: number) =>
    Array.from({ length: output[axis] }, (_, position) => {
      const inside = Math.min(size[axis], paddedLength - position * stride[axis]);
      return size[axis] / inside;
    });
  const rows = along(0, height + padding.top + padding.bottom);
  const columns = along(1, width + padding.left + padding.right);
  return Float32Array.from(rows.flatMap((row) => columns.map((column) => row * column)));
}
