import * as tf from './tensorflow.ts';

/**
 * The part of a map [n, y, x, c] that starts at a row and column and has a height and width; the map
 * itself where that is all of it. Rows are cut as runs of x · c values: WASM copies a map of few
 * channels pixel by pixel otherwise.
 */
export function sliceRegion(
  map: tf.Tensor4D,
  [top, left]: readonly [number, number],
  [height, width]: readonly [number, number],
): tf.Tensor4D {
  const [n, rows, columns, channels] = map.shape;
  if (rows === height && columns === width) return map;
  const runs: tf.Tensor3D = tf.reshape(map, [n, rows, columns * channels]);
  const cut = tf.slice3d(runs, [0, top, left * channels], [n, height, width * channels]);
  return tf.reshape(cut, [n, height, width, channels]);
}
