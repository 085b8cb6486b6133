import type { Graph, GraphNode, Tensor } from '../graph/ir.ts';
import { inferShapes, type Shape } from '../graph/shapes.ts';
import type { NetworkDescription } from '../importers/network-description.ts';
import type { NamedTensor } from '../importers/tensor-digest.ts';

/** A graph in two parts: the network without weights, and the weights in Caffe's order. */
export interface DescribedNetwork {
  readonly description: NetworkDescription;
  /** In the order of the layers, weight before bias. */
  readonly tensors: readonly NamedTensor[];
}

/** What `importSafetensors` puts together again. */
export function describeNetwork(graph: Graph): DescribedNetwork {
  const shapes = inferShapes(graph);
  const tensors: NamedTensor[] = [];
  const nodes = graph.nodes.map((node) => {
    const { name, operation } = node;
    const inputs = [...node.inputs];
    const weights = layerName(node);
    switch (operation.kind) {
      case 'convolution': {
        const { kind, groups, kernel, bias, window } = operation;
        tensors.push(...layerTensors(weights, kernelToCaffe(kernel), bias));
        return { name, inputs, operation: { kind, window: mutable(window), groups, weights } };
      }
      case 'dense': {
        const input = shapes.get(inputs[0]!)!;
        const matrix = denseToCaffe(operation.weights, input);
        tensors.push(...layerTensors(weights, matrix, operation.bias));
        return { name, inputs, operation: { kind: operation.kind, weights } };
      }
      default:
        return { name, inputs, operation: mutable(operation) };
    }
  });
  return { description: { nodes }, tensors };
}

/** The value keeps the layer's name where a ReLU writes in place, see pipeline/graph/ir.ts. */
function layerName({ name }: GraphNode): string {
  return name.replace(/\/preactivation$/, '');
}

function layerTensors(layer: string, weight: Tensor, bias: Tensor): NamedTensor[] {
  return [
    { name: `${layer}/weight`, ...weight },
    { name: `${layer}/bias`, ...bias },
  ];
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** The same value: readonly is a promise of types alone. */
const mutable = <T>(value: T): Mutable<T> => value as Mutable<T>;

/** (y, x, in, out) as (out, in, y, x). */
function kernelToCaffe({ shape, data }: Tensor): Tensor {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  return {
    shape: [outputs, inputs, height, width],
    data: outFirst(data, height * width, inputs, outputs),
  };
}

/** (in, out) over an input flattened as (y, x, channel) as (out, in) over (channel, y, x). */
function denseToCaffe({ shape, data }: Tensor, [height, width, channels]: Shape): Tensor {
  const [length, outputs] = shape as [number, number];
  return { shape: [outputs, length], data: outFirst(data, height * width, channels, outputs) };
}

/** (place, channel, out) to (out, channel, place). */
function outFirst(
  data: Float32Array,
  places: number,
  channels: number,
  outputs: number,
): Float32Array {
  const result = new Float32Array(data.length);
  let read = 0;
  for (let place = 0; place < places; place++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let out = 0; out < outputs; out++) {
        result[(out * channels + channel) * places + place] = data[read++]!;
      }
    }
  }
  return result;
}
