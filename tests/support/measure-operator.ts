import { compileOperation } from '../../pipeline/engine/compile-operation.ts';
import { preprocessTensor } from '../../pipeline/engine/preprocess.ts';
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
  /** Of a convolution: the output of its rectified form. */
  readonly rectified?: Tensor;
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
  const compiled = operation.kind === 'preprocessing' ? undefined : compileOperation(operation);
  const run = (values: readonly tf.Tensor4D[]): tf.Tensor4D =>
    operation.kind === 'preprocessing'
      ? preprocessTensor(operation, values[0]!)
      : compiled!.apply(values, rectifier);
  // A copy, since an input hands its own value on.
  const apply = (...values: tf.Tensor[]) => tf.clone(run(values as tf.Tensor4D[]));
  const made = tf.tidy(() => {
    const inputs = specified.inputs.map((_shape, which) =>
      upload(pictures.map((picture) => picture.inputs[which]!)),
    );
    const dy = upload(pictures.map((picture) => picture.dy));
    const gradients = tf.grads(apply)(inputs, dy);
    const fused = operation.kind === 'convolution';
    return {
      output: apply(...inputs),
      gradients,
      rectified: fused ? [compiled!.apply(inputs, rectifier, undefined, true)] : [],
    };
  });
  const output = await download(made.output);
  const gradients = await Promise.all(made.gradients.map(download));
  const [rectified] = await Promise.all(made.rectified.map(download));
  tf.dispose(made);
  compiled?.dispose();
  const left = tf.memory().numTensors - before;
  return { output, gradients, left, ...(rectified ? { rectified } : {}) };
}

function upload(maps: readonly Map3[]): tf.Tensor4D {
  const [height, width, channels] = maps[0]!.shape;
  const data = Float32Array.from(maps.flatMap((map) => [...map.data]));
  return tf.tensor4d(data, [maps.length, height, width, channels]);
}
