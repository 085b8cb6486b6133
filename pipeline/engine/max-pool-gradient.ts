import { interleavePhases } from './interleave-phases.ts';
import { runMaxPoolKernel, type PlacedPool } from './max-pool-kernel.ts';
import { sliceRegion } from './slice-region.ts';
import { padConstant } from './tensor-transfer.ts';
import * as tf from './tensorflow.ts';

/**
 * Gradient of a max-pooling with respect to its input, `map`, [n, y, x, c], from dy at its output,
 * `maxima`. Where a window holds its maximum more than once, the last of them in reading order gets it
 * all, on every backend. TensorFlow.js's own gradients differ in that, and WASM's sends that of a
 * window without anything positive elsewhere.
 */
export function maxPoolGradient(
  dy: tf.Tensor4D,
  map: tf.Tensor4D,
  maxima: tf.Tensor4D,
  pool: PlacedPool,
): tf.Tensor4D {
  switch (tf.getBackend()) {
    case 'wasm':
      return runMaxPoolKernel(map, maxima, dy, pool);
    case 'webgpu':
      // Its argmax, too, is the last of several maxima.
      return scatter(dy, map, pool);
    default:
      return compare(dy, map, maxima, pool);
  }
}

/** Sends dy to the places that the backend's argmax names. */
function scatter(
  dy: tf.Tensor4D,
  map: tf.Tensor4D,
  { size, stride, padding }: PlacedPool,
): tf.Tensor4D {
  const padded = padConstant(aboveZero(map), padding, 0);
  const { indexes } = tf.maxPoolWithArgmax(padded, [...size], [...stride], 'valid', true);
  const places = tf.reshape(indexes!, [-1, 1]);
  const flat = tf.scatterND(places, tf.reshape(dy, [-1]), [padded.size]);
  const whole: tf.Tensor4D = tf.reshape(flat, padded.shape);
  return sliceRegion(whole, [padding.top, padding.left], [map.shape[1], map.shape[2]]);
}

/**
 * The map raised until every element is positive. The WASM backend starts its search for a maximum
 * at the smallest positive float32 (1.2e-38), so that windows without one get the index 0. Raising a
 * map without negative elements (after a ReLU) changes none but zeros; otherwise elements closer
 * than the float32 rounding of the map's range may become equal.
 */
function aboveZero(map: tf.Tensor4D): tf.Tensor4D {
  const raised = tf.add(map, tf.relu(tf.neg(tf.min(map))));
  return tf.add(raised, 2e-38);
}

/**
 * The same without an argmax: the places of a window are compared with its maximum one after the
 * other, from the last, and what each gets is collected by phase.
 */
function compare(
  dy: tf.Tensor4D,
  map: tf.Tensor4D,
  maxima: tf.Tensor4D,
  { size, stride, padding }: PlacedPool,
): tf.Tensor4D {
  const [n, height, width, channels] = map.shape;
  const [, rows, columns] = dy.shape;
  const padded = padConstant(map, padding, -Infinity);
  const along = (axis: 0 | 1, windows: number, length: number) =>
    Math.max(windows + Math.ceil(size[axis] / stride[axis]) - 1, Math.ceil(length / stride[axis]));
  const phaseRows = along(0, rows, padding.top + height);
  const phaseColumns = along(1, columns, padding.left + width);
  const phases = Array.from({ length: stride[0] * stride[1] }, () =>
    tf.zeros<tf.Rank.R4>([n, phaseRows, phaseColumns, channels]),
  );
  let free: tf.Tensor = tf.onesLike(dy);
  for (let place = size[0] * size[1] - 1; place >= 0; place--) {
    const y = Math.floor(place / size[1]);
    const x = place % size[1];
    const end = [n, y + (rows - 1) * stride[0] + 1, x + (columns - 1) * stride[1] + 1, channels];
    const seen = tf.stridedSlice(padded, [0, y, x, 0], end, [1, ...stride, 1]);
    const hit = tf.mul(free, tf.cast(tf.equal(seen, maxima), 'float32'));
    free = tf.sub(free, hit);
    const top = Math.floor(y / stride[0]);
    const left = Math.floor(x / stride[1]);
    const bottom = phaseRows - rows - top;
    const right = phaseColumns - columns - left;
    const share = padConstant(tf.mul(dy, hit), { top, bottom, left, right }, 0);
    const phase = (y % stride[0]) * stride[1] + (x % stride[1]);
    phases[phase] = tf.add(phases[phase]!, share);
  }
  return interleavePhases(
    tf.concat(phases, 3),
    stride,
    [padding.top, padding.left],
    [height, width],
  );
}
