import type { Operation, Padding } from '../graph/ir.ts';
import { compileConvolution } from './convolution.ts';
import { compileNormalisation } from './local-response-normalisation.ts';
import { averagePool, maxPool } from './pooling.ts';
import { rectify, type Rectifier } from './rectifier.ts';
import * as tf from './tensorflow.ts';

/** An operation with its constants on the backend; `input` has nothing to compute. */
export interface CompiledOperation {
  /**
   * Inputs in the node's order, all [n, y, x, c]; differentiable with respect to every input.
   *
   * @param padding replaces that of a convolution or a max-pooling; others take none
   * @param rectified of a convolution: a ReLU follows in the same pass
   */
  apply(
    inputs: readonly tf.Tensor4D[],
    rectifier: Rectifier,
    padding?: Padding,
    rectified?: boolean,
  ): tf.Tensor4D;
  dispose(): void;
}

type OperationOf<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

/** Uploads what an operation needs. @throws UserError for a normalisation over an even window. */
export function compileOperation(operation: Operation): CompiledOperation {
  switch (operation.kind) {
    case 'input':
      return stateless(([value]) => value);
    case 'convolution': {
      const convolution = compileConvolution(operation);
      return {
        apply: ([value], rectifier, padding, rectified) =>
          convolution.apply(value!, padding, rectified ? rectifier : undefined),
        dispose: () => {
          convolution.dispose();
        },
      };
    }
    case 'relu':
      return stateless(([value], rectifier) => rectify(value, rectifier));
    case 'maxPool':
      return stateless(([value], _rectifier, padding) => maxPool(value, operation, padding));
    case 'averagePool':
      return stateless(([value]) => averagePool(value, operation));
    case 'localResponseNormalisation': {
      const normalisation = compileNormalisation(operation);
      return {
        apply: ([value]) => normalisation.apply(value!),
        dispose: () => {
          normalisation.dispose();
        },
      };
    }
    case 'concatenation':
      return stateless((values) => tf.concat([...values], 3));
    case 'dense':
      return compileDense(operation);
    case 'softmax':
      return stateless(([value]) => tf.softmax(value, 3));
  }
}

function stateless(
  apply: (
    inputs: [tf.Tensor4D, ...tf.Tensor4D[]],
    rectifier: Rectifier,
    padding: Padding | undefined,
  ) => tf.Tensor4D,
): CompiledOperation {
  return {
    apply: (inputs, rectifier, padding) =>
      apply(inputs as [tf.Tensor4D, ...tf.Tensor4D[]], rectifier, padding),
    dispose: () => undefined,
  };
}

function compileDense({ weights, bias }: OperationOf<'dense'>): CompiledOperation {
  const [length, units] = weights.shape as [number, number];
  const matrix = tf.keep(tf.tensor2d(weights.data, [length, units]));
  const offsets = tf.keep(tf.tensor1d(bias.data));
  return {
    apply: ([value]) => {
      const flat: tf.Tensor2D = tf.reshape(value!, [value!.shape[0], length]);
      const scores = tf.add(tf.matMul(flat, matrix), offsets);
      return tf.reshape(scores, [value!.shape[0], 1, 1, units]);
    },
    dispose: () => {
      tf.dispose([matrix, offsets]);
    },
  };
}
