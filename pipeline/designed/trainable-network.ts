import { maxPool } from '../engine/pooling.ts';
import * as tf from '../engine/tensorflow.ts';
import { centredWindow } from './centred-window.ts';
import { weightedLayers, type ParameterDesign } from './learned-weights.ts';
import type { DesignedLayer, NetworkDesign } from './network-design.ts';
import { rectifiedConvolution } from './trainable-convolution.ts';
import { trainableDense } from './trainable-dense.ts';

/** A designed network as a function of what it learns. */
export interface TrainableNetwork {
  readonly parameters: readonly ParameterDesign[];
  /**
   * Class scores [n, class]; differentiable with respect to the parameters, not the pictures.
   *
   * @param learned in the order of `parameters`
   * @param pictures [n, y, x, 3], less the mean and divided by the deviation
   */
  scores(learned: readonly tf.Tensor[], pictures: tf.Tensor4D): tf.Tensor2D;
}

export function trainableNetwork(design: NetworkDesign): TrainableNetwork {
  const weighted = weightedLayers(design);
  const input = design.input.name;
  return {
    parameters: [...weighted.values()].flatMap(({ parameters }) => parameters),
    scores: (learned, pictures) => {
      const values = new Map<string, tf.Tensor4D>([[input, pictures]]);
      let next = 0;
      for (const layer of design.layers) {
        const own = weighted.get(layer.name);
        const taken = learned.slice(next, (next += own?.parameters.length ?? 0));
        const [weights, bias] = own?.weights(taken) ?? [];
        values.set(layer.name, layerOutput(layer, values, input, weights, bias));
      }
      const last = values.get(design.layers.at(-1)!.name)!;
      return tf.reshape(last, [pictures.shape[0], -1]);
    },
  };
}

/** [n, y, x, c]; `weights` and `bias` where the layer has some. */
function layerOutput(
  layer: DesignedLayer,
  values: ReadonlyMap<string, tf.Tensor4D>,
  pictures: string,
  weights?: tf.Tensor,
  bias?: tf.Tensor1D,
): tf.Tensor4D {
  if (layer.kind === 'concatenation') {
    return tf.concat(
      layer.inputs.map((name) => values.get(name)!),
      3,
    );
  }
  const input = values.get(layer.input)!;
  const constant = layer.input === pictures;
  switch (layer.kind) {
    case 'convolution':
      return rectifiedConvolution(input, weights as tf.Tensor4D, bias!, constant);
    case 'maxPool': {
      const window = centredWindow(layer.size, layer.stride);
      return maxPool(input, { kind: 'maxPool', window, rounding: 'down' });
    }
    case 'globalAverage':
      return tf.mean(input, [1, 2], true);
    case 'dense': {
      const flat: tf.Tensor2D = tf.reshape(input, [input.shape[0], -1]);
      const sums = trainableDense(flat, weights as tf.Tensor2D, bias!, constant);
      const output = layer.rectified ? tf.relu(sums) : sums;
      return tf.reshape(output, [input.shape[0], 1, 1, layer.units]);
    }
  }
}
