import { UserError } from '../records/user-error.ts';
import type { Graph, GraphNode, Operation, Tensor } from './ir.ts';
import { nodeShape, type Shape } from './shapes.ts';

/**
 * Checks that a graph can be run: names are unique, there is one input, every node comes after its
 * inputs and has as many as its operation reads, tensors hold what their shapes say, and kernels,
 * biases and joined maps fit the shapes that reach them.
 *
 * @throws UserError that names the first node at fault.
 */
export function validateGraph(graph: Graph): void {
  const shapes = new Map<string, Shape>();
  for (const node of graph.nodes) {
    if (shapes.has(node.name)) throw fault(node, 'a name of its own', 'a second node of that name');
    const inputs = node.inputs.map((name) => {
      const shape = shapes.get(name);
      if (!shape) throw fault(node, 'inputs that come before it', `"${name}"`);
      return shape;
    });
    checkArity(node);
    checkOperation(node, inputs[0]);
    shapes.set(node.name, nodeShape(node, inputs));
  }
  const inputs = graph.nodes.filter((node) => node.operation.kind === 'input').length;
  if (inputs !== 1) {
    throw new UserError({
      expected: 'a graph with one input',
      found: String(inputs),
      remedy: 'correct the model',
    });
  }
}

function checkArity(node: GraphNode): void {
  const { length } = node.inputs;
  const { kind } = node.operation;
  if (kind === 'concatenation') {
    if (length === 0) throw fault(node, 'at least one input', 'none');
    return;
  }
  const wanted = kind === 'input' ? 0 : 1;
  if (length !== wanted) throw fault(node, `${String(wanted)} inputs`, String(length));
}

function checkOperation(node: GraphNode, input: Shape | undefined): void {
  const { operation } = node;
  if ('window' in operation) checkWindow(node, operation);
  switch (operation.kind) {
    case 'convolution':
      return checkConvolution(node, operation, input?.[2] ?? 0);
    case 'dense': {
      const inputs = input ? input[0] * input[1] * input[2] : 0;
      const units = operation.weights.shape[1] ?? 0;
      checkTensor(node, 'weights', operation.weights, [inputs, units]);
      return checkTensor(node, 'bias', operation.bias, [units]);
    }
    case 'localResponseNormalisation':
      if (operation.size % 2 !== 1) throw fault(node, 'an odd size', String(operation.size));
      return;
    default:
      return;
  }
}

type Windowed = Extract<Operation, { readonly window: unknown }>;

function checkWindow(node: GraphNode, operation: Windowed): void {
  const { size, stride, padding } = operation.window;
  const counts = [...size, ...stride];
  if (counts.some((count) => !Number.isInteger(count) || count < 1)) {
    throw fault(node, 'window sizes and strides of at least 1', counts.join(', '));
  }
  const sides = [padding.top, padding.bottom, padding.left, padding.right];
  if (sides.some((side) => !Number.isInteger(side) || side < 0)) {
    throw fault(node, 'padding of whole pixels', sides.join(', '));
  }
  const overlong =
    Math.max(padding.top, padding.bottom) >= size[0] ||
    Math.max(padding.left, padding.right) >= size[1];
  // A pooling window that lies wholly in the padding would have no value.
  if (operation.kind !== 'convolution' && overlong) {
    throw fault(node, `padding smaller than its window ${size.join('×')}`, sides.join(', '));
  }
}

function checkConvolution(
  node: GraphNode,
  operation: Extract<Operation, { readonly kind: 'convolution' }>,
  channels: number,
): void {
  const { groups, kernel, bias, window } = operation;
  const units = kernel.shape[3] ?? 0;
  if (channels % groups !== 0 || units % groups !== 0) {
    throw fault(
      node,
      `${String(groups)} groups to divide its channels`,
      `${String(channels)} in and ${String(units)} out`,
    );
  }
  checkTensor(node, 'kernel', kernel, [...window.size, channels / groups, units]);
  checkTensor(node, 'bias', bias, [units]);
}

function checkTensor(
  node: GraphNode,
  role: string,
  tensor: Tensor,
  wanted: readonly number[],
): void {
  if (tensor.shape.join() !== wanted.join()) {
    throw fault(node, `${role} of shape ${wanted.join('×')}`, tensor.shape.join('×'));
  }
  const length = wanted.reduce((product, side) => product * side, 1);
  if (tensor.data.length !== length) {
    throw fault(node, `${String(length)} values in its ${role}`, String(tensor.data.length));
  }
}

function fault(node: GraphNode, expected: string, found: string): UserError {
  return new UserError({
    expected: `${node.operation.kind} node "${node.name}" to have ${expected}`,
    found,
    remedy: 'correct the model',
  });
}
