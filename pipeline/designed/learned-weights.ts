import type { Random } from '../numerics/random.ts';
import type * as tf from '../engine/tensorflow.ts';
import type { Tensor } from '../graph/ir.ts';
import {
  designedValues,
  flatLength,
  type DesignedLayer,
  type NetworkDesign,
} from './network-design.ts';
import { planarGroup, type PlanarGroup } from './planar-group.ts';
import { steerableBasis } from './steerable-basis.ts';
import { biasCount, biasOf, kernelOf, tiedKernel, type TiedKernel } from './tied-kernel.ts';
import { layoutUnits } from './unit-layout.ts';

/** What is learned, by name. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** One array of learned numbers. */
export interface ParameterDesign {
  readonly name: string;
  readonly shape: readonly number[];
  /** Standard deviation of its first values; 0 for biases. */
  readonly deviation: number;
}

/** A layer with weights: what it learns, and how that becomes a kernel or a matrix, and a bias. */
export interface WeightedLayer {
  readonly parameters: readonly ParameterDesign[];
  /**
   * Weights [y, x, in, out] or [in, out], bias [out]; differentiable.
   *
   * @param learned in the order of `parameters`
   */
  weights(learned: readonly tf.Tensor[]): readonly [weights: tf.Tensor, bias: tf.Tensor1D];
}

/**
 * The layers with weights, by name, in the network's order. First values keep the mean square of
 * activations through ReLUs (He et al. 2015), for free weights with squares of sum 2 in expectation.
 * Parameters of a convolution are `<layer>/weight/<from>-<to>` by the numbers of segments.
 */
export function weightedLayers(design: NetworkDesign): Map<string, WeightedLayer> {
  const group = planarGroup(design.symmetry);
  const values = designedValues(design);
  const layers = new Map<string, WeightedLayer>();
  for (const layer of design.layers) {
    if (layer.kind === 'convolution') {
      const from = values.get(layer.input)!.units;
      const kernel = tiedKernel(group, steerableBasis(layer.size, layer.basis), from, layer.units);
      layers.set(
        layer.name,
        convolutionLayer(group, layer, kernel, layoutUnits(from, group.order)),
      );
    } else if (layer.kind === 'dense') {
      layers.set(layer.name, denseLayer(layer, flatLength(values.get(layer.input)!, group.order)));
    }
  }
  return layers;
}

type LayerOf<K extends DesignedLayer['kind']> = Extract<DesignedLayer, { kind: K }>;

function convolutionLayer(
  group: PlanarGroup,
  { name, units }: LayerOf<'convolution'>,
  kernel: TiedKernel,
  inputs: number,
): WeightedLayer {
  const coefficients = kernel.blocks.flatMap((row, from) =>
    row.map(({ coefficients: shape, power }, to) => ({
      name: `${name}/weight/${String(from)}-${String(to)}`,
      shape,
      deviation: Math.sqrt(2 / (inputs * power)),
    })),
  );
  const bias = { name: `${name}/bias`, shape: [biasCount(units)], deviation: 0 };
  return {
    parameters: [...coefficients, bias],
    weights: (learned) => {
      const targets = units.length;
      const rows = kernel.blocks.map((_, from) =>
        learned.slice(from * targets, (from + 1) * targets),
      );
      return [
        kernelOf(kernel, rows as tf.Tensor2D[][]),
        biasOf(group, units, learned.at(-1) as tf.Tensor1D),
      ];
    },
  };
}

function denseLayer({ name, units, rectified }: LayerOf<'dense'>, length: number): WeightedLayer {
  return {
    parameters: [
      {
        name: `${name}/weight`,
        shape: [length, units],
        deviation: Math.sqrt((rectified ? 2 : 1) / length),
      },
      { name: `${name}/bias`, shape: [units], deviation: 0 },
    ],
    weights: ([matrix, bias]) => [matrix!, bias as tf.Tensor1D],
  };
}

/** All that a network learns, in its order. */
export function designedParameters(design: NetworkDesign): ParameterDesign[] {
  return [...weightedLayers(design).values()].flatMap(({ parameters }) => parameters);
}

/** First values: normal numbers, biases 0. What an untrained twin keeps. */
export function initialParameters(design: NetworkDesign, random: Random): Parameters {
  return Object.fromEntries(
    designedParameters(design).map(({ name, shape, deviation }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      const draw = () => (deviation === 0 ? 0 : deviation * random.normal());
      return [name, { shape, data: Float32Array.from({ length }, draw) }];
    }),
  );
}
