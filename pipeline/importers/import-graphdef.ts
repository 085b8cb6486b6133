import type { Graph, GraphNode } from '../graph/ir.ts';
import type { Shape } from '../graph/shapes.ts';
import { inOrder, prune } from '../graph/traverse.ts';
import { validateGraph } from '../graph/validate.ts';
import { UserError } from '../records/user-error.ts';
import { unsupported } from './graphdef-attributes.ts';
import { readGraphDef } from './graphdef-nodes.ts';
import { type Value, valueOf } from './graphdef-values.ts';
import type { ImportedModel, ImportRequest } from './import-caffemodel.ts';
import type { NamedTensor } from './tensor-digest.ts';
import { denseToCaffe, kernelToCaffe } from './weight-order.ts';
import { unusable } from './weight-source.ts';

/**
 * Imports a frozen TensorFlow GraphDef: one whose weights are constants. Control inputs, identities
 * and reshapes that flatten a map compute nothing and are left out.
 *
 * A BiasAdd becomes the convolution or the matrix product that it follows, with its bias, under its
 * own name. A Conv2D or MatMul that something else reads, or that is asked for, is a node of its own
 * name besides, with a bias of zeros; the file has none, so the tensors leave it out.
 *
 * @throws UserError, each with its own message, for bytes that are truncated, corrupt or another
 * model than the request describes, for weights that are no float32 constants, and for operations
 * that have no translation.
 */
export function importGraphDef(bytes: Uint8Array, request: ImportRequest): ImportedModel {
  const { source, outputs } = request;
  const file = { nodes: readGraphDef(bytes, source) };
  const missing = outputs.find((output) => !file.nodes.some(({ name }) => name === output));
  if (missing !== undefined) {
    throw unusable(source, `layer "${missing}"`, 'none of that name, so another model');
  }

  const values = new Map<string, Value>();
  const nodes = new Map<string, GraphNode>();
  const shapes = new Map<string, Shape>();
  const bare = new Set<string>();
  for (const node of inOrder(prune(file, outputs)).nodes) {
    const value = valueOf(node, values, request);
    values.set(node.name, value);
    if (value.kind === 'constant') continue;
    nodes.set(value.node.name, value.node);
    shapes.set(value.node.name, value.shape);
    if (value.bare) bare.add(value.node.name);
  }
  for (const output of outputs) requireComputed(output, values.get(output)!);
  const graph = prune({ nodes: [...nodes.values()] }, outputs);
  requireInput(graph, request);
  validateGraph(graph);
  const tensors = graph.nodes.flatMap((node) =>
    tensorsOf(node, shapes.get(node.inputs[0] ?? '') ?? [0, 0, 0], bare.has(node.name)),
  );
  return { graph, tensors };
}

/** An asked name must be that of a computed value, which the layer graph has under this name. */
function requireComputed(name: string, value: Value): void {
  if (value.kind === 'constant') throw unsupported(`layer "${name}" to be computed`, 'a constant');
  const { node } = value;
  if (node.name !== name) {
    throw unsupported(`layer "${name}" to be computed`, `another name of "${node.name}"`);
  }
}

function requireInput({ nodes }: Graph, { input, source }: ImportRequest): void {
  if (nodes.some(({ name }) => name === input.name)) return;
  throw new UserError({
    expected: `the input "${input.name}" in ${source.path}`,
    found: 'layers that do not read it',
    remedy: "correct the input's name in the model's file",
  });
}

/** Weight and bias as `tensorDigest` takes them, whatever the file's own order is. */
function tensorsOf({ name, operation }: GraphNode, input: Shape, isBare: boolean): NamedTensor[] {
  if (operation.kind !== 'convolution' && operation.kind !== 'dense') return [];
  const weight =
    operation.kind === 'convolution'
      ? kernelToCaffe(operation.kernel)
      : denseToCaffe(operation.weights, input);
  const bias = isBare ? [] : [{ name: `${name}/bias`, ...operation.bias }];
  return [{ name: `${name}/weight`, ...weight }, ...bias];
}
