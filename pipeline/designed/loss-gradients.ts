import * as tf from '../engine/tensorflow.ts';
import type { Tensor } from '../graph/ir.ts';
import type { LabelledBatch, LossGradients } from './gradient-protocol.ts';
import type { Parameters } from './learned-weights.ts';
import type { TrainableNetwork } from './trainable-network.ts';

/** Loss and gradients of one batch on the current backend; nothing stays there. */
export function lossAndGradients(
  network: TrainableNetwork,
  parameters: Parameters,
  { pictures: pixels, labels }: LabelledBatch,
): LossGradients {
  // Read within the scope but not returned from it: tf.tidy looks for tensors in whatever a scope
  // returns, entry by entry of every array.
  let result: LossGradients | undefined;
  tf.tidy(() => {
    const pictures = upload(pixels) as tf.Tensor4D;
    const learned = network.parameters.map(({ name }) => upload(parameters[name]!));
    let scores: tf.Tensor2D | undefined;
    const loss = (...values: tf.Tensor[]): tf.Scalar => {
      scores = tf.keep(network.scores(values, pictures));
      return crossEntropy(scores, labels);
    };
    const { value, grads } = tf.valueAndGrads(loss)(learned);
    const correct = countCorrect(scores!, labels);
    scores!.dispose();
    result = {
      loss: value.dataSync()[0]!,
      correct,
      gradients: grads.map((gradient) => gradient.dataSync<'float32'>().slice()),
    };
  });
  return result!;
}

/** Pictures of a batch whose class has the highest score. */
export function correctlyClassified(
  network: TrainableNetwork,
  parameters: Parameters,
  { pictures, labels }: LabelledBatch,
): number {
  return tf.tidy(() => {
    const learned = network.parameters.map(({ name }) => upload(parameters[name]!));
    return countCorrect(network.scores(learned, upload(pictures) as tf.Tensor4D), labels);
  });
}

function upload({ shape, data }: Tensor): tf.Tensor {
  return tf.tensor(data, [...shape]);
}

function crossEntropy(scores: tf.Tensor2D, labels: Uint8Array): tf.Scalar {
  const [count, classes] = scores.shape;
  const chosen = new Float32Array(count * classes);
  for (let n = 0; n < count; n++) chosen[n * classes + labels[n]!] = 1 / count;
  return tf.neg(tf.sum(tf.mul(tf.tensor2d(chosen, [count, classes]), tf.logSoftmax(scores))));
}

function countCorrect(scores: tf.Tensor2D, labels: Uint8Array): number {
  const best = tf.argMax(scores, 1).dataSync<'int32'>();
  return best.reduce((sum, found, n) => sum + (found === labels[n] ? 1 : 0), 0);
}
