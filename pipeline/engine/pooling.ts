import type { Operation, Padding, Window } from '../graph/ir.ts';
import { placeWindow } from '../graph/shapes.ts';
import { padConstant } from './tensor-transfer.ts';
import * as tf from './tensorflow.ts';

type Pool<K> = Extract<Operation, { kind: K }>;
type Pair = [number, number];

/**
 * Max-pooling, [n, y, x, c]; padding never wins. Where several elements of a window share the
 * maximum, the whole gradient goes to one of them: the first in reading order on `cpu`, the last on
 * `wasm`. `given` replaces the operation's own padding.
 */
export function maxPool(
  input: tf.Tensor4D,
  { window, rounding }: Pool<'maxPool'>,
  given?: Padding,
): tf.Tensor4D {
  const [, height, width] = input.shape;
  const padding = given ?? placeWindow(window, rounding, [height, width]).padding;
  const size: Pair = [...window.size];
  const stride: Pair = [...window.stride];
  // Padded by hand: not every backend takes explicit padding here.
  const pool = (x: tf.Tensor4D) =>
    tf.maxPool(padConstant(x, padding, -Infinity), size, stride, 'valid');
  if (!tf.getKernel('MaxPoolWithArgmax', tf.getBackend())) return pool(input);

  const run = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: pool(x as tf.Tensor4D),
      gradFunc: (dy, [saved]) => {
        const map = saved as tf.Tensor4D;
        const padded = padConstant(aboveZero(map), padding, 0);
        const whole = scatterToMaxima(dy as tf.Tensor, padded, size, stride);
        return tf.slice4d(whole, [0, padding.top, padding.left, 0], map.shape);
      },
    };
  });
  return run(input) as tf.Tensor4D;
}

/**
 * Gradient of a valid max-pooling by sending dy to the maxima. The WASM backend's own MaxPoolGrad is
 * twice as slow, and wrong for windows that hold nothing positive.
 */
function scatterToMaxima(dy: tf.Tensor, map: tf.Tensor4D, size: Pair, stride: Pair): tf.Tensor4D {
  const { indexes } = tf.maxPoolWithArgmax(map, size, stride, 'valid', true);
  const flat = tf.scatterND(tf.reshape(indexes!, [-1, 1]), tf.reshape(dy, [-1]), [map.size]);
  return tf.reshape(flat, map.shape);
}

/**
 * The map raised until every element is positive. The WASM backend starts its search for a maximum
 * at the smallest positive float32 (1.2e-38), so that windows without one get the index 0. Raising a
 * map without negative elements (after a ReLU) changes none but zeros; otherwise elements closer
 * than the float32 rounding of the map's range may become equal.
 */
function aboveZero(map: tf.Tensor4D): tf.Tensor4D {
  const raised = tf.add(map, tf.relu(tf.neg(tf.min(map))));
  return tf.add(raised, 2e-38);
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
