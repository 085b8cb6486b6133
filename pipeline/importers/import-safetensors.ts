import type { GraphNode, Operation, Tensor } from '../graph/ir.ts';
import { nodeShape, type Shape } from '../graph/shapes.ts';
import { prune } from '../graph/traverse.ts';
import { validateGraph } from '../graph/validate.ts';
import { decodeSafetensors } from '../records/safetensors.ts';
import { UserError } from '../records/user-error.ts';
import type { ImportedModel, ImportRequest } from './import-caffemodel.ts';
import type { NetworkDescription } from './network-description.ts';
import type { NamedTensor } from './tensor-digest.ts';
import { denseFromCaffe, kernelFromCaffe } from './weight-order.ts';
import { unusable, type WeightSource } from './weight-source.ts';

type Described = NetworkDescription['nodes'][number];

/**
 * Imports weights from safetensors bytes into the network that a description gives.
 *
 * @throws UserError for bytes that are truncated or hold other tensors than the description names, and
 * for a description without the asked values or with another input.
 */
export function importSafetensors(
  bytes: Uint8Array,
  description: NetworkDescription,
  { source, input, outputs }: ImportRequest,
): ImportedModel {
  const tensors = decoded(bytes, source);
  checkNames(tensors, description, source);
  const missing = outputs.find((name) => !description.nodes.some((node) => node.name === name));
  if (missing !== undefined) {
    throw unusable(source, `layer "${missing}"`, 'none of that name, so another model');
  }
  checkInput(description, input);

  const shapes = new Map<string, Shape>();
  const used: NamedTensor[] = [];
  const nodes = prune(description, outputs).nodes.map((described): GraphNode => {
    const { name, inputs } = described;
    const inputShapes = inputs.map((from): Shape => shapes.get(from) ?? [0, 0, 0]);
    const stored = layerTensors(tensors, described);
    used.push(...stored);
    const node = { name, inputs, operation: withTensors(described, stored, inputShapes[0]) };
    shapes.set(name, nodeShape(node, inputShapes));
    return node;
  });
  const graph = { nodes };
  validateGraph(graph);
  return { graph, tensors: used };
}

function decoded(bytes: Uint8Array, source: WeightSource): Readonly<Record<string, Tensor>> {
  try {
    return decodeSafetensors(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unusable(source, 'tensors', error.message);
  }
}

/** Tensors that nothing names would go unnoticed, and missing ones would fail in the middle. */
function checkNames(
  tensors: Readonly<Record<string, Tensor>>,
  { nodes }: NetworkDescription,
  source: WeightSource,
): void {
  const wanted = new Set(
    nodes.flatMap(({ operation }) =>
      'weights' in operation ? tensorNames(operation.weights) : [],
    ),
  );
  const absent = [...wanted].find((name) => tensors[name] === undefined);
  if (absent !== undefined) throw unusable(source, `tensor "${absent}"`, 'none of that name');
  const idle = Object.keys(tensors).find((name) => !wanted.has(name));
  if (idle !== undefined) {
    throw unusable(source, "the network's tensors alone", `"${idle}", which no layer uses`);
  }
}

const tensorNames = (layer: string): [weight: string, bias: string] => [
  `${layer}/weight`,
  `${layer}/bias`,
];

function checkInput({ nodes }: NetworkDescription, wanted: ImportRequest['input']): void {
  const found = nodes.find(({ operation }) => operation.kind === 'input');
  const shown = (name: string, shape: readonly number[]) => `"${name}" of ${shape.join('×')}`;
  const shape = found?.operation.kind === 'input' ? found.operation.shape : [];
  if (found?.name === wanted.name && shape.join() === wanted.shape.join()) return;
  throw new UserError({
    expected: `the input ${shown(wanted.name, wanted.shape)} in the network's description`,
    found: found ? shown(found.name, shape) : 'none',
    remedy: "correct the input in the model's file",
  });
}

/** As the file has them, weight before bias. */
function layerTensors(
  tensors: Readonly<Record<string, Tensor>>,
  { operation }: Described,
): NamedTensor[] {
  if (!('weights' in operation)) return [];
  return tensorNames(operation.weights).map((name) => ({ name, ...tensors[name]! }));
}

function withTensors(
  { operation }: Described,
  [weight, bias]: readonly NamedTensor[],
  input: Shape = [0, 0, 0],
): Operation {
  switch (operation.kind) {
    case 'convolution': {
      const { kind, window, groups } = operation;
      return { kind, window, groups, kernel: kernelFromCaffe(weight!), bias: plain(bias!) };
    }
    case 'dense':
      return { kind: 'dense', weights: denseFromCaffe(weight!, input), bias: plain(bias!) };
    default:
      return operation;
  }
}

const plain = ({ shape, data }: Tensor): Tensor => ({ shape, data });
