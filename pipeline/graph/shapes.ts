import { UserError } from '../records/user-error.ts';
import type { Graph, GraphNode, Padding, Window } from './ir.ts';

/** [height, width, channels] of one activation, without the batch; a dense output is [1, 1, units]. */
export type Shape = readonly [height: number, width: number, channels: number];

export type Rounding = 'up' | 'down';

/** A window laid over one concrete input. */
export interface WindowPlacement {
  /** [height, width] of the output. */
  readonly output: readonly [number, number];
  /**
   * Explicit padding under which a VALID operation gives exactly `output`. The trailing sides may
   * be smaller than declared (rows that no window reaches) or larger (Caffe's overhanging window).
   */
  readonly padding: Padding;
}

/**
 * Places a window on an input of [height, width].
 *
 * `up` is Caffe's pooling (pooling_layer.cpp): ceil((n + padding − size) / stride) + 1 positions,
 * less the last one where it would start beyond the input and its leading padding. (Caffe drops it
 * only where there is padding; without, the case needs a stride above the size, and the window that
 * Caffe keeps is empty and its value undefined.)
 *
 * @param owner named in the error.
 * @throws UserError where the padded input is smaller than the window.
 */
export function placeWindow(
  window: Window,
  rounding: Rounding,
  [height, width]: readonly [number, number],
  owner = 'the window',
): WindowPlacement {
  const { top, bottom, left, right } = window.padding;
  const slack = [
    height + top + bottom - window.size[0],
    width + left + right - window.size[1],
  ] as const;
  if (slack[0] < 0 || slack[1] < 0) {
    throw shapeError(
      owner,
      `an input of at least ${String(height - Math.min(0, slack[0]))}×${String(width - Math.min(0, slack[1]))} pixels`,
      `${String(height)}×${String(width)}`,
      'give a larger input',
    );
  }
  const y = placeAlong(height, window.size[0], window.stride[0], top, slack[0], rounding);
  const x = placeAlong(width, window.size[1], window.stride[1], left, slack[1], rounding);
  return {
    output: [y.positions, x.positions],
    padding: { top, bottom: y.trailing, left, right: x.trailing },
  };
}

function placeAlong(
  length: number,
  size: number,
  stride: number,
  leading: number,
  slack: number,
  rounding: Rounding,
): { positions: number; trailing: number } {
  let last = (rounding === 'up' ? Math.ceil : Math.floor)(slack / stride);
  if (rounding === 'up' && last * stride >= length + leading) last -= 1;
  return { positions: last + 1, trailing: Math.max(0, last * stride + size - leading - length) };
}

/**
 * Shape of every node's value, by name.
 *
 * @param inputShape replaces the input's own shape (the engine runs cropped patches); its channels
 * must be the input's.
 * @throws UserError where an operation cannot take its input's shape, naming the node.
 */
export function inferShapes(graph: Graph, inputShape?: Shape): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const node of graph.nodes) {
    shapes.set(node.name, nodeShape(node, inputShapes(node, shapes), inputShape));
  }
  return shapes;
}

function inputShapes(node: GraphNode, shapes: ReadonlyMap<string, Shape>): Shape[] {
  return node.inputs.map((name) => {
    const shape = shapes.get(name);
    if (shape) return shape;
    throw shapeError(node.name, 'inputs that come before it', `"${name}"`, 'reorder the nodes');
  });
}

/**
 * Shape of one node's value from the shapes of its inputs.
 *
 * @throws UserError as inferShapes does.
 */
export function nodeShape(node: GraphNode, inputs: readonly Shape[], inputShape?: Shape): Shape {
  const { name, operation } = node;
  if (operation.kind === 'input') {
    const shape = inputShape ?? operation.shape;
    if (shape[2] === operation.shape[2]) return shape;
    throw shapeError(
      name,
      `${String(operation.shape[2])} channels`,
      String(shape[2]),
      'give as many channels as the model reads',
    );
  }
  const [first] = inputs;
  if (!first) throw shapeError(name, 'an input', 'none', 'correct the graph');
  switch (operation.kind) {
    case 'convolution':
      return [
        ...placeWindow(operation.window, 'down', [first[0], first[1]], name).output,
        operation.kernel.shape[3] ?? 0,
      ];
    case 'maxPool':
    case 'averagePool':
      return [
        ...placeWindow(operation.window, operation.rounding, [first[0], first[1]], name).output,
        first[2],
      ];
    case 'concatenation':
      return concatenated(name, inputs, first);
    case 'dense': {
      const [length, units] = operation.weights.shape;
      if (first[0] * first[1] * first[2] === length) return [1, 1, units ?? 0];
      throw shapeError(
        name,
        `${String(length)} values`,
        first.join('×'),
        "give an input of the model's own size",
      );
    }
    case 'relu':
    case 'localResponseNormalisation':
    case 'softmax':
      return first;
  }
}

function concatenated(name: string, inputs: readonly Shape[], first: Shape): Shape {
  const odd = inputs.find((shape) => shape[0] !== first[0] || shape[1] !== first[1]);
  if (odd) {
    throw shapeError(
      name,
      `inputs of one height and width`,
      `${first.join('×')} and ${odd.join('×')}`,
      'correct the branches',
    );
  }
  return [first[0], first[1], inputs.reduce((sum, shape) => sum + shape[2], 0)];
}

function shapeError(node: string, expected: string, found: string, remedy: string): UserError {
  return new UserError({ expected: `${expected} for "${node}"`, found, remedy });
}
