import * as tf from '../engine/tensorflow.ts';

/**
 * x · weights + bias for training, [n, in] to [n, out]; differentiable with respect to all three. The
 * gradients transpose before they multiply: the WASM backend multiplies transposed matrices slowly.
 *
 * @param constant no gradient with respect to x is wanted
 */
export function trainableDense(
  x: tf.Tensor2D,
  weights: tf.Tensor2D,
  bias: tf.Tensor1D,
  constant = false,
): tf.Tensor2D {
  const run = tf.customGrad((...args) => {
    const [input, matrix, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    save([input, matrix]);
    return {
      value: tf.matMul(input, matrix),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [rows, columns] = saved as [tf.Tensor2D, tf.Tensor2D];
        return [
          constant ? tf.zerosLike(rows) : tf.matMul(dy as tf.Tensor2D, tf.transpose(columns)),
          tf.matMul(tf.transpose(rows), dy as tf.Tensor2D),
        ];
      },
    };
  });
  return tf.add(run(x, weights) as tf.Tensor2D, bias);
}
