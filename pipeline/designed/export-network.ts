import { download } from '../engine/tensor-transfer.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Graph, GraphNode, Tensor } from '../graph/ir.ts';
import { validateGraph } from '../graph/validate.ts';
import type { NetworkDescription } from '../importers/network-description.ts';
import { tensorDigest } from '../importers/tensor-digest.ts';
import { encodeFloat32 } from '../records/safetensors.ts';
import { centredWindow } from './centred-window.ts';
import { describeNetwork } from './describe-network.ts';
import { weightedLayers, type Parameters, type WeightedLayer } from './learned-weights.ts';
import { designedValues, type DesignedLayer, type NetworkDesign } from './network-design.ts';

/** A designed network as any other: plain kernels, read by the same importer, run by the same engine. */
export interface ExportedNetwork {
  readonly graph: Graph;
  /** The graph without weights, for the JSON file beside them. */
  readonly description: NetworkDescription;
  /** The weights as safetensors. */
  readonly bytes: Uint8Array;
  /** As model files state it. */
  readonly tensorDigest: string;
  /** Number of weights and biases of the plain kernels. */
  readonly parameters: number;
}

/** Expands tied weights on the current backend. The graph reads RGB pixels on 0–255 less the mean. */
export async function exportNetwork(
  design: NetworkDesign,
  parameters: Parameters,
): Promise<ExportedNetwork> {
  const graph = await designedGraph(design, parameters);
  const { description, tensors } = describeNetwork(graph);
  return {
    graph,
    description,
    bytes: encodeFloat32(Object.fromEntries(tensors.map(({ name, ...tensor }) => [name, tensor]))),
    tensorDigest: tensorDigest(tensors),
    parameters: tensors.reduce((sum, { data }) => sum + data.length, 0),
  };
}

/** A design with its weights as a graph; the softmax of its scores is `prob`. */
export async function designedGraph(design: NetworkDesign, parameters: Parameters): Promise<Graph> {
  const { name, size, deviation } = design.input;
  const values = designedValues(design);
  const weighted = weightedLayers(design);
  const nodes: GraphNode[] = [
    { name, inputs: [], operation: { kind: 'input', shape: [...size, 3] } },
  ];
  for (const layer of design.layers) {
    const own = weighted.get(layer.name);
    const [weights, bias] = own ? await expanded(own, parameters) : [];
    if (weights && 'input' in layer && layer.input === name) {
      weights.data.forEach((value, i) => {
        weights.data[i] = value / deviation;
      });
    }
    const input = 'input' in layer ? values.get(layer.input)! : undefined;
    nodes.push(...layerNodes(layer, input?.height ?? 0, weights, bias));
  }
  const scores = design.layers.at(-1)!.name;
  nodes.push({ name: 'prob', inputs: [scores], operation: { kind: 'softmax' } });
  const graph = { nodes };
  validateGraph(graph);
  return graph;
}

async function expanded(layer: WeightedLayer, parameters: Parameters): Promise<[Tensor, Tensor]> {
  const made = tf.tidy(() => {
    const learned = layer.parameters.map(({ name }) => {
      const { shape, data } = parameters[name]!;
      return tf.tensor(data, [...shape]);
    });
    return [...layer.weights(learned)] as [tf.Tensor, tf.Tensor1D];
  });
  const [weights, bias] = await Promise.all([download(made[0]), download(made[1])]);
  tf.dispose(made);
  return [weights, bias];
}

function layerNodes(
  layer: DesignedLayer,
  inputHeight: number,
  weights?: Tensor,
  bias?: Tensor,
): GraphNode[] {
  const { name } = layer;
  switch (layer.kind) {
    case 'convolution':
      return rectified(name, layer.input, {
        kind: 'convolution',
        window: centredWindow(layer.size, 1),
        groups: 1,
        kernel: weights!,
        bias: bias!,
      });
    case 'dense': {
      const operation = { kind: 'dense', weights: weights!, bias: bias! } as const;
      if (layer.rectified) return rectified(name, layer.input, operation);
      return [{ name, inputs: [layer.input], operation }];
    }
    case 'maxPool': {
      const window = centredWindow(layer.size, layer.stride);
      const operation = { kind: 'maxPool', window, rounding: 'down' } as const;
      return [{ name, inputs: [layer.input], operation }];
    }
    case 'globalAverage': {
      const window = { ...centredWindow(1, 1), size: [inputHeight, inputHeight] } as const;
      const operation = { kind: 'averagePool', window, rounding: 'down' } as const;
      return [{ name, inputs: [layer.input], operation }];
    }
    case 'concatenation':
      return [{ name, inputs: layer.inputs, operation: { kind: 'concatenation' } }];
  }
}

/** An operation and a ReLU that writes in its place, as in GoogLeNet. */
function rectified(name: string, input: string, operation: GraphNode['operation']): GraphNode[] {
  const before = `${name}/preactivation`;
  return [
    { name: before, inputs: [input], operation },
    { name, inputs: [before], operation: { kind: 'relu' } },
  ];
}
