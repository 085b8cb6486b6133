import { compileOperation } from '../../pipeline/engine/compile-operation.ts';
import { download } from '../../pipeline/engine/tensor-transfer.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import type { Tensor } from '../../pipeline/graph/ir.ts';
import type { OperatorCase } from './operator-cases.ts';
import { specifiedPictures } from './operator-specification.ts';
import type { Map3 } from './reference-ops.ts';

/** What the current backend makes of a case. Plain arrays, so that it can come from another process. */
export interface MeasuredOperator {
  readonly output: Tensor;
  /** By every input. */
  readonly gradients: readonly Tensor[];
  /** The output where gradients are taken too; some operations then compute it otherwise. */
  readonly taped: Tensor;
  /** Of a convolution followed by a ReLU in the same pass: the output, and the gradient by the input. */
  readonly rectified?: { readonly output: Tensor; readonly gradient: Tensor };
  /** Tensors left on the backend by the run, constants included. */
  readonly left: number;
}

export async function measureOperator(
  specified: OperatorCase,
  seed: number,
): Promise<MeasuredOperator> {
  const { operation, rectifier } = specified;
  const pictures = specifiedPictures(specified, seed);
  const before = tf.memory().numTensors;
  const compiled = compileOperation(operation);
  // A copy, since an input hands its own value on.
  const apply = (...values: tf.Tensor[]) =>
    tf.clone(compiled.apply(values as tf.Tensor4D[], rectifier));
  const rectify = (value: tf.Tensor) =>
    compiled.apply([value as tf.Tensor4D], rectifier, undefined, true);
  const made = tf.tidy(() => {
    const inputs = specified.inputs.map((_shape, which) =>
      upload(pictures.map((picture) => picture.inputs[which]!)),
    );
    const dy = upload(pictures.map((picture) => picture.dy));
    let taped: tf.Tensor | undefined;
    const gradients = tf.grads((...values) => {
      const value = apply(...values);
      taped = tf.keep(tf.clone(value));
      return value;
    })(inputs, dy);
    return {
      output: apply(...inputs),
      taped: taped!,
      gradients,
      rectified:
        operation.kind === 'convolution'
          ? [rectify(inputs[0]!), tf.grad(rectify)(inputs[0]!, dy)]
          : [],
    };
  });
  const [output, taped] = await Promise.all([download(made.output), download(made.taped)]);
  const gradients = await Promise.all(made.gradients.map(download));
  const [rectified, gradient] = await Promise.all(made.rectified.map(download));
  tf.dispose(made);
  compiled?.dispose();
  const left = tf.memory().numTensors - before;
  return {
    output,
    taped,
    gradients,
    left,
    ...(rectified && gradient ? { rectified: { output: rectified, gradient } } : {}),
  };
}

function upload(maps: readonly Map3[]): tf.Tensor4D {
  const [height, width, channels] = maps[0]!.shape;
  const data = Float32Array.from(maps.flatMap((map) => [...map.data]));
  return tf.tensor4d(data, [maps.length, height, width, channels]);
}
