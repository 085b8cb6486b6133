import type { Graph, GraphNode, Tensor } from '../graph/ir.ts';
import { inferShapes } from '../graph/shapes.ts';
import type { NetworkDescription } from '../importers/network-description.ts';
import type { NamedTensor } from '../importers/tensor-digest.ts';
import { denseToCaffe, kernelToCaffe } from '../importers/weight-order.ts';

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
