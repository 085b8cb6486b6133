import * as tf from './tensorflow.ts';

/**
 * Rows [m, k] times the transpose of a constant matrix [n, k]: [m, n]; differentiable with respect to
 * the rows. Both ways the factor is laid out as it is multiplied, since WASM multiplies by a transposed
 * matrix several times as slowly. Call it inside
 * `tf.tidy`.
 */
export function timesTransposed(
  rows: tf.Tensor2D,
  constant: Float32Array,
  [n, k]: readonly [number, number],
): tf.Tensor2D {
  const matrix = tf.tensor2d(constant, [n, k]);
  const run = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([matrix]);
    return {
      value: tf.matMul(x as tf.Tensor2D, tf.transpose(matrix)),
      gradFunc: (dy, [saved]) => tf.matMul(dy as tf.Tensor2D, saved as tf.Tensor2D),
    };
  });
  return run(rows) as tf.Tensor2D;
}
