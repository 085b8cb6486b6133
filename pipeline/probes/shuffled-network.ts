import type { Graph, GraphNode, Tensor } from '../graph/ir.ts';
import type { Random } from '../numerics/random.ts';

/**
 * The control network: in every layer the weights change places at random within the layer, so that
 * their distribution stays and their arrangement goes. Biases stay where they are.
 */
export function shuffledNetwork(graph: Graph, random: Random): Graph {
  return { nodes: graph.nodes.map((node) => shuffledNode(node, random)) };
}

function shuffledNode(node: GraphNode, random: Random): GraphNode {
  const { operation } = node;
  switch (operation.kind) {
    case 'convolution':
      return { ...node, operation: { ...operation, kernel: shuffled(operation.kernel, random) } };
    case 'dense':
      return { ...node, operation: { ...operation, weights: shuffled(operation.weights, random) } };
    default:
      return node;
  }
}

function shuffled({ shape, data }: Tensor, random: Random): Tensor {
  return { shape, data: random.shuffle(Float32Array.from(data)) };
}
