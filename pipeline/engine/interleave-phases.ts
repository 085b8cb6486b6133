import { sliceRegion } from './slice-region.ts';
import * as tf from './tensorflow.ts';

/**
 * [n, qy, qx, sy·sx·c] of phases, in the order (phase y, phase x, c), to [n, y, x, c]: pixel
 * sy·qy + ry of the result is row qy of phase ry; the result starts at pixel `offset`.
 */
export function interleavePhases(
  phases: tf.Tensor4D,
  [strideY, strideX]: readonly [number, number],
  offset: readonly [number, number],
  size: readonly [number, number],
): tf.Tensor4D {
  const [n, qy, qx, channels] = phases.shape;
  const c = channels / (strideY * strideX);
  if (strideY === 1 && strideX === 1) return sliceRegion(phases, offset, size);
  // The phases of a row lie side by side already: only rows of one phase are to be brought together.
  const split: tf.Tensor4D = tf.reshape(phases, [n * qy, qx, strideY, strideX * c]);
  const joined = tf.transpose(split, [0, 2, 1, 3]);
  const whole: tf.Tensor4D = tf.reshape(joined, [n, qy * strideY, qx * strideX, c]);
  return sliceRegion(whole, offset, size);
}
