import * as tf from '../engine/tensorflow.ts';

/**
 * What unit `units[b]` of picture b says, for every picture: [n].
 *
 * @param values the layer at one position, [n, 1, 1, c]
 */
export function unitResponses(values: tf.Tensor4D, units: readonly number[]): tf.Tensor1D {
  const [n, , , channels] = values.shape;
  const chosen = tf.oneHot(tf.tensor1d([...units], 'int32'), channels);
  return tf.sum(tf.mul(tf.reshape(values, [n, channels]), chosen), 1);
}
