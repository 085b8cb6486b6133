import * as tf from '../engine/tensorflow.ts';
import { fourierBasis } from './fourier-basis.ts';

type Shape4 = [number, number, number, number];

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
  const [n, period, , c] = spectra.shape;
  const [height, width] = [y.length, x.length];
  const [alongY, alongX] = [fourierBasis(period, y), fourierBasis(period, x)];
  const matrices = (): [tf.Tensor2D, tf.Tensor2D] => [
    tf.tensor2d(alongY, [height, period]),
    tf.tensor2d(alongX, [width, period]),
  ];
  const run = tf.customGrad((given) => {
    const [rows, columns] = matrices();
    const channelsFirst = exchange(given as tf.Tensor4D, [period * period, c]);
    const inX = timesMatrix(channelsFirst, [n, c, period, period], tf.transpose(columns));
    const inBoth = timesMatrix(
      exchange(inX, [period, width]),
      [n, c, width, period],
      tf.transpose(rows),
    );
    return {
      value: channelsLast(inBoth),
      gradFunc: (dy) => {
        const [backRows, backColumns] = matrices();
        const first = tf.transpose(dy as tf.Tensor4D, [0, 3, 2, 1]);
        const inY = timesMatrix(first, [n, c, width, height], backRows);
        const spectral = timesMatrix(
          exchange(inY, [width, period]),
          [n, c, period, width],
          backColumns,
        );
        return tf.reshape(exchange(spectral, [c, period * period]), spectra.shape);
      },
    };
  });
  return run(spectra) as tf.Tensor4D;
}

/** The last axis of values of a shape [a, b, c, k] times a matrix [k, m]: [a, b, c, m]. */
function timesMatrix(values: tf.Tensor, [a, b, c, k]: Shape4, matrix: tf.Tensor2D): tf.Tensor4D {
  const rows: tf.Tensor2D = tf.reshape(values, [a * b * c, k]);
  return tf.reshape(tf.matMul(rows, matrix), [a, b, c, matrix.shape[1]]);
}

/** [n, c, x, y] to [n, y, x, c]. */
function channelsLast(values: tf.Tensor4D): tf.Tensor4D {
  const [n, c, width, height] = values.shape;
  const upright = exchange(values, [width, height]);
  return tf.reshape(exchange(upright, [c, height * width]), [n, height, width, c]);
}

/**
 * Values as matrices of so many rows and columns, [m, rows, columns], with the two exchanged:
 * [m, columns, rows]. WASM exchanges axes several times as fast where there are three.
 */
function exchange(values: tf.Tensor, [rows, columns]: readonly [number, number]): tf.Tensor3D {
  const matrices: tf.Tensor3D = tf.reshape(values, [-1, rows, columns]);
  return tf.transpose(matrices, [0, 2, 1]);
}
