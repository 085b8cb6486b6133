import type { ReceptiveField } from '../records/model.ts';
import { UserError } from '../records/user-error.ts';
import type { Graph, GraphNode, Window } from './ir.ts';
import { nodeNamed } from './traverse.ts';

/**
 * The input pixels that a position of the named node's map can depend on: position i covers the
 * square of side `size` centred on pixel `start + i * stride`, on both axes (centre of pixel 0 is 0;
 * the square may reach into the padding).
 *
 * Along a chain, a window of side k, stride s and leading padding p turns (size, stride, start) into
 * (size + (k − 1) stride, s · stride, start + ((k − 1) / 2 − p) stride) (Araujo, Norris & Sim 2019,
 * "Computing receptive fields of convolutional neural networks"). Where branches meet, the result is
 * the union, which takes one stride and one centre.
 *
 * @throws UserError where branches disagree in stride or centre, where a window treats the axes
 * differently, and for values behind a dense node, whose units see the whole input.
 */
export function receptiveField(graph: Graph, name: string): ReceptiveField {
  nodeNamed(graph, name);
  const fields = new Map<string, ReceptiveField>();
  const fieldOf = (node: GraphNode): ReceptiveField => {
    let field = fields.get(node.name);
    if (!field) {
      field = throughNode(
        node,
        node.inputs.map((input) => fieldOf(nodeNamed(graph, input))),
      );
      fields.set(node.name, field);
    }
    return field;
  };
  return fieldOf(nodeNamed(graph, name));
}

function throughNode(node: GraphNode, inputs: readonly ReceptiveField[]): ReceptiveField {
  const { operation, name } = node;
  if (operation.kind === 'input') return { size: 1, stride: 1, start: 0 };
  if (operation.kind === 'dense') {
    throw refusal(name, 'a map with positions', 'a dense layer, which sees the whole input');
  }
  const joined = inputs.reduce((left, right) => union(name, left, right));
  return 'window' in operation ? throughWindow(name, operation.window, joined) : joined;
}

function throughWindow(name: string, window: Window, field: ReceptiveField): ReceptiveField {
  const [size, stride] = [window.size[0], window.stride[0]];
  const { top, left } = window.padding;
  if (window.size[1] !== size || window.stride[1] !== stride || left !== top) {
    throw refusal(name, 'a window with equal axes', 'one that differs between y and x');
  }
  return {
    size: field.size + (size - 1) * field.stride,
    stride: stride * field.stride,
    start: field.start + ((size - 1) / 2 - top) * field.stride,
  };
}

function union(name: string, left: ReceptiveField, right: ReceptiveField): ReceptiveField {
  if (left.stride === right.stride && left.start === right.start) {
    return left.size >= right.size ? left : right;
  }
  const shown = ({ start, stride }: ReceptiveField) =>
    `start ${String(start)} stride ${String(stride)}`;
  throw refusal(name, 'branches of one stride and centre', `${shown(left)} and ${shown(right)}`);
}

function refusal(name: string, expected: string, found: string): UserError {
  return new UserError({
    expected: `${expected} for the receptive field of "${name}"`,
    found,
    remedy: 'choose another layer',
  });
}
