import * as tf from './tensorflow.ts';

/**
 * The part of a map [n, y, x, c] that starts at a row and column and has a height and width; the map
 * itself where that is all of it. Differentiable. Rows are cut, and widened on the way back, as runs
 * of x · c values: WASM copies a map of few channels pixel by pixel otherwise.
 */
export function sliceRegion(
  map: tf.Tensor4D,
  [top, left]: readonly [number, number],
  [height, width]: readonly [number, number],
): tf.Tensor4D {
  const [n, rows, columns, channels] = map.shape;
  if (rows === height && columns === width) return map;
  const [before, after] = [left * channels, (columns - left - width) * channels];
  // As tfjs's own operations, the two would keep copies of what they are given.
  const run = tf.customGrad((x) => {
    const runs: tf.Tensor3D = tf.reshape(x as tf.Tensor, [n, rows, columns * channels]);
    const cut = tf.slice3d(runs, [0, top, before], [n, height, width * channels]);
    return {
      value: tf.reshape(cut, [n, height, width, channels]),
      gradFunc: (dy) => {
        const cutBack: tf.Tensor3D = tf.reshape(dy as tf.Tensor, [n, height, width * channels]);
        const bottom = rows - top - height;
        const whole = tf.pad3d(cutBack, [
          [0, 0],
          [top, bottom],
          [before, after],
        ]);
        return tf.reshape(whole, map.shape);
      },
    };
  });
  return run(map) as tf.Tensor4D;
}
