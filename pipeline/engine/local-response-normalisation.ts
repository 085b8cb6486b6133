import type { Operation } from '../graph/ir.ts';
import { UserError } from '../records/user-error.ts';
import * as tf from './tensorflow.ts';

export type NormalisationOperation = Extract<Operation, { kind: 'localResponseNormalisation' }>;

/** A normalisation with its constants on the backend. */
export interface Normalisation {
  /** x / (bias + α / size · Σ x²)^β over neighbouring channels, [n, y, x, c]; differentiable. */
  apply(input: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/** Channels that sums over neighbours take together, at least: WASM convolves by fours and eights. */
const BLOCK = 8;

/**
 * Without a gradient the backend's own operation runs. With one, the divisors are found once for both
 * ways: with s = bias + α / size · Σ x² and y = x / s^β,
 * dx = dy / s^β − 2 α β / size · x · Σ (dy x / s^(β + 1)), which WASM computes several times as fast
 * as its own gradient.
 *
 * @throws UserError for a normalisation over an even window.
 */
export function compileNormalisation(operation: NormalisationOperation): Normalisation {
  const { size, alpha, beta, bias } = operation;
  if (size % 2 !== 1) {
    throw new UserError({
      expected: 'a local response normalisation over an odd number of channels',
      found: String(size),
      remedy: 'use a model with a centred window',
    });
  }
  const reach = (size - 1) / 2;
  // Made at the first gradient, by the number of channels.
  const sums = new Map<number, { squares: ChannelSums; cross: ChannelSums }>();

  const differentiable = (input: tf.Tensor4D): tf.Tensor => {
    const channels = input.shape[3];
    const { squares, cross } = sums.get(channels) ?? {
      squares: channelSums(channels, reach, alpha / size, bias),
      cross: channelSums(channels, reach, (-2 * alpha * beta) / size, 0),
    };
    sums.set(channels, { squares, cross });
    const run = tf.customGrad((x, save) => {
      const map = x as tf.Tensor4D;
      const spread = squares.of(tf.square(map));
      const divisor = power(spread, beta);
      (save as tf.GradSaveFunc)([map, spread, divisor]);
      return {
        value: tf.div(map, divisor),
        gradFunc: (dy, saved) => {
          const [value, s, d] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
          const direct: tf.Tensor4D = tf.div(dy as tf.Tensor4D, d);
          const through = cross.of(tf.div(tf.mul(direct, value), s));
          return tf.add(direct, tf.mul(value, through));
        },
      };
    });
    return run(input);
  };

  return {
    apply: (input) =>
      tf.engine().isTapeOn()
        ? (differentiable(input) as tf.Tensor4D)
        : // tfjs does not divide alpha by the window's size.
          tf.localResponseNormalization(input, reach, bias, alpha / size, beta),
    dispose: () => {
      for (const { squares, cross } of sums.values()) {
        squares.dispose();
        cross.dispose();
      }
      sums.clear();
    },
  };
}

interface ChannelSums {
  /** offset + factor · (the sum over the channels up to `reach` away), of every element. */
  of(map: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/**
 * Channels as a row of blocks: a block's sums read it and its two neighbours, which is a convolution
 * along the row with three taps of a band matrix.
 */
function channelSums(channels: number, reach: number, factor: number, offset: number): ChannelSums {
  const block = blockLength(channels, Math.max(BLOCK, reach));
  const taps = new Float32Array(3 * block * block);
  for (let row = 0; row < 3 * block; row++) {
    for (let channel = 0; channel < block; channel++) {
      if (Math.abs(row - block - channel) <= reach) taps[row * block + channel] = factor;
    }
  }
  const filter = tf.keep(tf.tensor4d(taps, [1, 3, block, block]));
  const bias = tf.keep(tf.tensor1d(new Float32Array(block).fill(offset)));
  return {
    of: (map) => {
      const [n, height, width] = map.shape;
      const x: tf.Tensor4D = tf.reshape(map, [n, height * width, channels / block, block]);
      const summed = tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias });
      return tf.reshape(summed, map.shape);
    },
    dispose: () => {
      tf.dispose([filter, bias]);
    },
  };
}

/** The smallest share of the channels that is not below `least`, or all of them. */
function blockLength(channels: number, least: number): number {
  for (let length = least; length < channels; length++) {
    if (channels % length === 0) return length;
  }
  return channels;
}

/** values^exponent; three quarters, which is what networks use, by square roots. */
function power(values: tf.Tensor4D, exponent: number): tf.Tensor4D {
  if (exponent !== 0.75) return tf.pow(values, exponent);
  const root = tf.sqrt(values);
  return tf.mul(root, tf.sqrt(root));
}
