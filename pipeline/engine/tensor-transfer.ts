import type { Padding, Tensor } from '../graph/ir.ts';
import * as tf from './tensorflow.ts';

/** A rank-4 constant on the backend that survives `tf.tidy`; the caller disposes it. */
export function upload4d({ shape, data }: Tensor): tf.Tensor4D {
  return tf.keep(tf.tensor4d(data, shape as [number, number, number, number]));
}

/** Values of a backend tensor as a plain array; the tensor stays alive. */
export async function download(tensor: tf.Tensor): Promise<Tensor> {
  return { shape: [...tensor.shape], data: (await tensor.data<'float32'>()).slice() };
}

type Pair = [number, number];

/** Padding as tfjs writes it, over [n, y, x, c]. */
export function explicitPadding({ top, bottom, left, right }: Padding): [Pair, Pair, Pair, Pair] {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

/** Widens a map by `padding` pixels of `value`; the map itself where there is nothing to add. */
export function padConstant(input: tf.Tensor4D, padding: Padding, value: number): tf.Tensor4D {
  const { top, bottom, left, right } = padding;
  if (top + bottom + left + right === 0) return input;
  return tf.pad(input, explicitPadding(padding), value);
}
