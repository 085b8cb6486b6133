import type { Graph, GraphNode } from '../graph/ir.ts';
import { nodeShape, type Shape } from '../graph/shapes.ts';
import { prune } from '../graph/traverse.ts';
import { validateGraph } from '../graph/validate.ts';
import { UserError } from '../records/user-error.ts';
import { type CaffeLayer, readCaffeNet } from './caffe-net.ts';
import { translateLayer } from './caffe-operations.ts';
import { wireLayers, type WiredLayer } from './caffe-wiring.ts';
import type { NamedTensor } from './tensor-digest.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** What the model's file declares of the network. */
export interface ImportRequest {
  readonly source: WeightSource;
  /** The input value; shape [height, width, channels]. */
  readonly input: { readonly name: string; readonly shape: Shape };
  /** Values to compute; what none of them needs is dropped. */
  readonly outputs: readonly string[];
}

export interface ImportedModel {
  readonly graph: Graph;
  /** The weights as the file has them, in file order, of the layers that are in the graph. */
  readonly tensors: readonly NamedTensor[];
}

/** Layers that bring values into the network. */
const inputTypes = new Set(['Input', 'Data', 'ImageData', 'MemoryData', 'HDF5Data', 'DummyData']);

/**
 * Imports a caffemodel, old or new encoding.
 *
 * @throws UserError, each with its own message, for bytes that are truncated, corrupt or another
 * model than the request describes, and for layers that have no translation.
 */
export function importCaffemodel(bytes: Uint8Array, request: ImportRequest): ImportedModel {
  const { source, input, outputs } = request;
  const wired = wireLayers(readCaffeNet(bytes, source), source);
  const missing = outputs.find((output) => !wired.some(({ name }) => name === output));
  if (missing !== undefined) {
    throw unusable(source, `layer "${missing}"`, 'none of that name, so another model');
  }

  const shapes = new Map<string, Shape>();
  const tensors: NamedTensor[] = [];
  const nodes = prune({ nodes: wired }, outputs).nodes.map((value): GraphNode => {
    const { name, layer, inputs } = value;
    const inputShapes = inputs.map((from) => shapes.get(from)!);
    let node: GraphNode;
    if (inputTypes.has(layer.type)) {
      node = inputNode(value, input, source);
    } else {
      const translated = translateLayer(layer, inputShapes[0] ?? [0, 0, 0], source);
      tensors.push(...translated.tensors);
      node = { name, operation: translated.operation, inputs };
    }
    shapes.set(name, nodeShape(node, inputShapes));
    return node;
  });
  const graph = { nodes };
  validateGraph(graph);
  return { graph, tensors };
}

function inputNode(
  { name, layer }: WiredLayer,
  input: ImportRequest['input'],
  source: WeightSource,
): GraphNode {
  if (name !== input.name) {
    throw new UserError({
      expected: `the input "${input.name}" in ${source.path}`,
      found: `"${name}" (layer "${layer.name}")`,
      remedy: "correct the input's name in the model's file",
    });
  }
  checkInputShape(layer, input.shape);
  return { name, operation: { kind: 'input', shape: input.shape }, inputs: [] };
}

function checkInputShape(layer: CaffeLayer, [height, width, channels]: Shape): void {
  const [, ...stated] = layer.inputShape ?? [];
  if (stated.length === 0 || stated.join() === [channels, height, width].join()) return;
  throw new UserError({
    expected: `input "${layer.name}" of ${String(channels)}×${String(height)}×${String(width)} values (channels first)`,
    found: stated.join('×'),
    remedy: "correct the input's size in the model's file",
  });
}
