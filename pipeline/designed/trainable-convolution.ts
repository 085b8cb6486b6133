import * as tf from '../engine/tensorflow.ts';

/**
 * relu(x ∗ kernel + bias) for training: stride 1, an odd kernel [y, x, in, out], zero padding that keeps
 * the size; differentiable with respect to all three. The gradients are convolutions themselves, since
 * the WASM backend has none for kernels and a slow one for inputs:
 *
 *   dL/dx = dy ∗ kernel, flipped in y and x, in and out exchanged
 *   dL/dk[u, v, i, o] = Σ over n, y, x of x[n, y + u − p, x + v − p, i] · dy[n, y, x, o],
 *
 * which is a convolution of x with dy where the batch plays the channels, input channels the batch, and
 * dy the kernel.
 *
 * @param x [n, y, x, in]
 * @param constant no gradient with respect to x is wanted
 */
export function rectifiedConvolution(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  constant = false,
): tf.Tensor4D {
  const run = tf.customGrad((...args) => {
    const [input, filter, offsets, save] = args as [
      tf.Tensor4D,
      tf.Tensor4D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    // With the ReLU in it, tfjs takes the operation apart wherever a gradient is asked.
    const sums = tf.fused.conv2d({ x: input, filter, strides: 1, pad: 'same', bias: offsets });
    const value = tf.relu(sums);
    save([input, filter, value]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [source, weights, output] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      const through: tf.Tensor4D = tf.mul(dy, tf.step(output));
      return [
        constant ? tf.zerosLike(source) : inputGradient(through, weights),
        kernelGradient(source, through, weights.shape),
        biasGradient(through),
      ];
    };
    return { value, gradFunc };
  });
  return run(x, kernel, bias) as tf.Tensor4D;
}

/** [n, y, x, out] to [n, y, x, in]. */
function inputGradient(dy: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  const flipped = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(dy, flipped, 1, 'same');
}

/** [n, y, x, in] and [n, y, x, out] to [u, v, in, out]. */
function kernelGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  [height, width, inputs, outputs]: tf.Tensor4D['shape'],
): tf.Tensor4D {
  if (height * width === 1) {
    const rows: tf.Tensor2D = tf.reshape(x, [-1, inputs]);
    const columns: tf.Tensor2D = tf.reshape(dy, [-1, outputs]);
    return tf.reshape(tf.matMul(tf.transpose(rows), columns), [1, 1, inputs, outputs]);
  }
  const [padY, padX] = [(height - 1) / 2, (width - 1) / 2];
  const batches: tf.Tensor4D = tf.transpose(x, [3, 1, 2, 0]);
  const gradient = tf.conv2d(batches, tf.transpose(dy, [1, 2, 0, 3]), 1, [
    [0, 0],
    [padY, padY],
    [padX, padX],
    [0, 0],
  ]);
  return tf.transpose(gradient, [1, 2, 0, 3]);
}

/** [n, y, x, out] to [out]. A product of matrices takes a twentieth of the time of tf.sum on WASM. */
function biasGradient(dy: tf.Tensor4D): tf.Tensor1D {
  const outputs = dy.shape[3];
  const rows: tf.Tensor2D = tf.reshape(dy, [-1, outputs]);
  return tf.reshape(tf.matMul(tf.ones([1, rows.shape[0]]), rows), [outputs]);
}
