import * as tf from './tensorflow.ts';

/**
 * How the gradient passes a ReLU. `redirected` is Lucid's `redirected_relu_grad`
 * (lucid/misc/redirected_relu_grad.py), for an objective that is to be *raised*: in a picture where
 * nothing would get through, gradient that would raise an input below zero passes too. It lets the
 * optimisation of a unit that starts off silent begin.
 */
export type Rectifier = 'plain' | 'redirected';

/** max(x, 0) of a batch [n, …], with the named gradient. */
export function rectify(input: tf.Tensor4D, rectifier: Rectifier): tf.Tensor4D {
  const run = tf.customGrad((x, save) => {
    const value = tf.relu(x as tf.Tensor);
    (save as tf.GradSaveFunc)([value]);
    return {
      value,
      gradFunc: (dy, [saved]) => rectifierGradient(dy as tf.Tensor, saved!, rectifier),
    };
  });
  return run(input) as tf.Tensor4D;
}

/** The gradient of a ReLU with respect to its input, [n, …], from dy at its output and the output. */
export function rectifierGradient<T extends tf.Tensor>(
  dy: T,
  output: tf.Tensor,
  rectifier: Rectifier,
): T {
  const plain: T = tf.mul(dy, tf.step(output));
  if (rectifier === 'plain') return plain;
  const strength = tf.sum(tf.abs(plain), [1, 2, 3], true);
  const silent = tf.sub(1, tf.step(strength));
  // Where the output is on, relu(dy) is part of `plain`, which is zero for a silent picture.
  return tf.add(plain, tf.mul(silent, tf.relu(dy)));
}
