import * as tf from '../engine/tensorflow.ts';
import { fourierBasis } from './fourier-basis.ts';

/**
 * Spectra on the basis of fourier-basis.ts, [n, y frequency, x frequency, c], sampled at every pair of
 * the coordinates (pixels, fractions allowed): [n, y, x, c]; differentiable with respect to the
 * spectra. Both ways a factor is laid out as it is multiplied, since WASM multiplies by a transposed
 * matrix several times as slowly.
 */
export function sampleSpectra(
  spectra: tf.Tensor4D,
  y: ArrayLike<number>,
  x: ArrayLike<number>,
): tf.Tensor4D {
  const period = spectra.shape[1];
  const [alongY, alongX] = [fourierBasis(period, y), fourierBasis(period, x)];
  const matrices = (): [tf.Tensor2D, tf.Tensor2D] => [
    tf.tensor2d(alongY, [y.length, period]),
    tf.tensor2d(alongX, [x.length, period]),
  ];
  const run = tf.customGrad((given) => {
    const [rows, columns] = matrices();
    const channelsFirst = tf.transpose(given as tf.Tensor4D, [0, 3, 1, 2]);
    const sampledX = timesMatrix(channelsFirst, tf.transpose(columns));
    const sampledY = timesMatrix(swapLast(sampledX), tf.transpose(rows));
    return {
      value: tf.transpose(sampledY, [0, 3, 2, 1]),
      gradFunc: (dy) => {
        const [backRows, backColumns] = matrices();
        const back = timesMatrix(tf.transpose(dy as tf.Tensor4D, [0, 3, 2, 1]), backRows);
        const spectral = timesMatrix(swapLast(back), backColumns);
        return tf.transpose(spectral, [0, 2, 3, 1]);
      },
    };
  });
  return run(spectra) as tf.Tensor4D;
}

/** The last axis of [a, b, c, k] times a matrix [k, m]: [a, b, c, m]. */
function timesMatrix(values: tf.Tensor4D, matrix: tf.Tensor2D): tf.Tensor4D {
  const [a, b, c, k] = values.shape;
  const rows: tf.Tensor2D = tf.reshape(values, [a * b * c, k]);
  return tf.reshape(tf.matMul(rows, matrix), [a, b, c, matrix.shape[1]]);
}

/** [a, b, c, d] to [a, b, d, c]. */
function swapLast(values: tf.Tensor4D): tf.Tensor4D {
  const [a, b, c, d] = values.shape;
  const flat: tf.Tensor3D = tf.reshape(values, [a * b, c, d]);
  return tf.reshape(tf.transpose(flat, [0, 2, 1]), [a, b, d, c]);
}
