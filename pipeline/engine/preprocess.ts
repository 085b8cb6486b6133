import type { Tensor } from '../graph/ir.ts';
import type { ModelFile } from '../records/model-file.ts';
import * as tf from './tensorflow.ts';

/** What a model file says about its input's channels. */
export type InputColours = Pick<ModelFile['input'], 'channels' | 'mean'>;

/** RGB pixels, [n, y, x, 3] on 0–255, as the model reads them: its channel order, less its mean. */
export function preprocess({ channels, mean }: InputColours, pixels: Tensor): Tensor {
  const data = new Float32Array(pixels.data.length);
  const last = channels === 'bgr' ? 2 : 0;
  for (let i = 0; i < data.length; i += 3) {
    for (let channel = 0; channel < 3; channel++) {
      // For BGR channel 0 of the model reads channel 2 of the pixels, and so on.
      data[i + channel] = pixels.data[i + Math.abs(last - channel)]! - mean[channel]!;
    }
  }
  return { shape: pixels.shape, data };
}

/** The same on the backend, differentiable. */
export function preprocessTensor({ channels, mean }: InputColours, rgb: tf.Tensor4D): tf.Tensor4D {
  const ordered = channels === 'bgr' ? reverseChannels(rgb) : rgb;
  return tf.sub(ordered, tf.tensor1d([...mean]));
}

/**
 * RGB to BGR. WASM multiplies by a permutation several times as fast as it reverses, and as exactly;
 * a GPU may round the factors of a product.
 */
function reverseChannels(rgb: tf.Tensor4D): tf.Tensor4D {
  if (tf.getBackend() !== 'wasm') return tf.reverse(rgb, 3);
  const permutation = tf.tensor2d([0, 0, 1, 0, 1, 0, 1, 0, 0], [3, 3]);
  const pixels: tf.Tensor2D = tf.reshape(rgb, [-1, 3]);
  const reverse = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([permutation]);
    return {
      value: tf.matMul(x as tf.Tensor2D, permutation),
      // The permutation is its own transpose.
      gradFunc: (dy, [saved]) => tf.matMul(dy as tf.Tensor2D, saved as tf.Tensor2D),
    };
  });
  return tf.reshape(reverse(pixels), rgb.shape);
}
