import * as tf from '../engine/tensorflow.ts';

/** Below it the energy of a picture counts as this much; nothing is that dark. */
const LEAST_ENERGY = 1e-30;

/**
 * Pictures [n, …] whose root mean square is above `contrast`, each scaled down to it as a whole;
 * differentiable. With e = Σ c² over a picture's k elements and f = contrast / √(e / k), the gradient
 * of f c is f (dy − c Σ(dy c) / e): growing is taken out of it. Pictures of less contrast are left as
 * they are.
 */
export function limitContrast(pictures: tf.Tensor4D, contrast: number): tf.Tensor4D {
  if (!Number.isFinite(contrast)) return pictures;
  const { shape, size } = pictures;
  const [n, k] = [shape[0], size / shape[0]];
  const run = tf.customGrad((x, save) => {
    const rows: tf.Tensor2D = tf.reshape(x as tf.Tensor, [n, k]);
    const energy = tf.sum(tf.square(rows), 1, true);
    const factor = tf.div(contrast, tf.maximum(tf.sqrt(tf.div(energy, k)), contrast));
    (save as tf.GradSaveFunc)([rows, energy, factor]);
    return {
      value: tf.reshape(tf.mul(rows, factor), shape),
      gradFunc: (dy, saved) => {
        const [own, total, scale] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
        const back: tf.Tensor2D = tf.reshape(dy as tf.Tensor, [n, k]);
        const along = tf.sum(tf.mul(back, own), 1, true);
        const limited = tf.step(tf.sub(1, scale));
        const growth = tf.mul(tf.div(along, tf.maximum(total, LEAST_ENERGY)), limited);
        return tf.reshape(tf.mul(scale, tf.sub(back, tf.mul(own, growth))), shape);
      },
    };
  });
  return run(pictures) as tf.Tensor4D;
}
