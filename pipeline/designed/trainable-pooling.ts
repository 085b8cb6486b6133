import { padConstant } from '../engine/tensor-transfer.ts';
import * as tf from '../engine/tensorflow.ts';

/**
 * Max-pooling of a map without negative values, [n, y, x, c], over odd windows with (size − 1) / 2
 * zeros around the map, for training. Its gradient goes to one maximum of a window, and to none where
 * the window holds nothing positive: a ReLU before it lets nothing through there. For any map there is
 * pipeline/engine/pooling.ts, which takes three times as long.
 */
export function rectifiedMaxPool(x: tf.Tensor4D, size: number, stride: number): tf.Tensor4D {
  const side = (size - 1) / 2;
  const padding = { top: side, bottom: side, left: side, right: side };
  const run = tf.customGrad((input, save) => {
    const map = input as tf.Tensor4D;
    const value = tf.maxPool(padConstant(map, padding, 0), size, stride, 'valid');
    (save as tf.GradSaveFunc)([map, value]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [source, pooled] = saved as [tf.Tensor4D, tf.Tensor4D];
        const padded = padConstant(source, padding, 0);
        const { indexes } = tf.maxPoolWithArgmax(padded, size, stride, 'valid', true);
        // Windows of zeros: WASM gives them the index 0.
        const through = tf.mul(dy as tf.Tensor, tf.step(pooled));
        const places = tf.reshape(indexes!, [-1, 1]);
        const flat = tf.scatterND(places, tf.reshape(through, [-1]), [padded.size]);
        const whole: tf.Tensor4D = tf.reshape(flat, padded.shape);
        return tf.slice4d(whole, [0, side, side, 0], source.shape);
      },
    };
  });
  return run(x) as tf.Tensor4D;
}
