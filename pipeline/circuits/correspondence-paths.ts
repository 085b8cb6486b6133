import type { Graph, GraphNode } from '../graph/ir.ts';
import { nodeNamed } from '../graph/traverse.ts';
import { linearPath, type LinearPath } from './linear-path.ts';

/** The linear paths that lead into a layer's units and out of them. */
export interface AdjacentPaths {
  /** From the units of the layer before. */
  readonly incoming: LinearPath;
  /** To the units of the layer after, or to the classes. */
  readonly outgoing: LinearPath;
}

/**
 * Where a pool stands between two layers the paths start behind it: the units are the same, and the
 * kernels stay as small as the convolutions are.
 *
 * @param after the next layer, or a dense layer that reads the layer through a global pool
 * @throws UserError where no path leads from layer to layer
 */
export function adjacentPaths(
  graph: Graph,
  before: string,
  layer: string,
  after: string,
): AdjacentPaths {
  return {
    incoming: pathBehindPools(graph, before, layer),
    outgoing: pathBehindPools(graph, layer, after),
  };
}

function pathBehindPools(graph: Graph, source: string, target: string): LinearPath {
  const start = behindPools(graph, nodeNamed(graph, source));
  const reader = nodeNamed(graph, target);
  const readout = reader.inputs.includes(start.name) && readoutOf(reader);
  return readout || linearPath(graph, start.name, target);
}

/** The last node that still holds the units one by one and that everything downstream reads. */
function behindPools(graph: Graph, node: GraphNode): GraphNode {
  const readers = graph.nodes.filter(({ inputs }) => inputs.includes(node.name));
  const [reader] = readers;
  const isPool = reader?.operation.kind === 'maxPool' || reader?.operation.kind === 'averagePool';
  return readers.length === 1 && isPool ? behindPools(graph, reader) : node;
}

/** A dense layer on a 1 × 1 map: its weights are [source, channel] already. */
function readoutOf({ operation }: GraphNode): LinearPath | undefined {
  if (operation.kind !== 'dense') return undefined;
  const [sources, channels] = operation.weights.shape as [number, number];
  return {
    ...{ size: 1, origin: 0, stride: 1, sources, channels },
    kernel: operation.weights.data,
    approximations: ['the classes read the mean of the map'],
  };
}
