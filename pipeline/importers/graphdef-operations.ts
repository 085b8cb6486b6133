import type { GraphNode, Operation, Tensor } from '../graph/ir.ts';
import type { Shape } from '../graph/shapes.ts';
import {
  checkAttributes,
  floatAttribute,
  integerAttribute,
  pairAttribute,
  requireAttribute,
  requireFloat,
  told,
  unsupported,
} from './graphdef-attributes.ts';
import { readIntegers, readWeights } from './graphdef-constants.ts';
import type { GraphDefNode } from './graphdef-nodes.ts';
import { averagePool, paddedWindow } from './graphdef-windows.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** A map that a node of the file stands for; several may stand for one. */
export interface MapValue {
  readonly kind: 'map';
  /** The node of the layer graph that computes it. */
  readonly node: GraphNode;
  readonly shape: Shape;
  /** Whether the file has it as one row of numbers. */
  readonly flat: boolean;
  /** Whether it is a convolution or a matrix product without a bias. */
  readonly bare: boolean;
}

/** One node of the file under translation. */
export interface Translation {
  readonly node: GraphDefNode;
  readonly maps: readonly MapValue[];
  readonly constants: readonly GraphDefNode[];
  readonly source: WeightSource;
}

interface OperationRow {
  /** Number of maps among the inputs. */
  readonly maps: 1 | 'any';
  /** Place of the one constant among the inputs. */
  readonly constant: 'none' | 'first' | 'last';
  /** All attributes that the operation has; those not read change nothing of what is computed. */
  readonly attributes: readonly string[];
  readonly translate: (from: Translation) => Operation;
}

const pool = ['T', 'ksize', 'strides', 'padding', 'data_format', 'explicit_paddings'];

/** Operations of one value, by the name in the file. */
export const operationTable: Readonly<Record<string, OperationRow>> = {
  Conv2D: {
    ...{ maps: 1, constant: 'last', translate: convolution },
    // Explicit paddings go with padding EXPLICIT alone.
    attributes: [
      ...['T', 'strides', 'padding', 'data_format', 'dilations'],
      ...['use_cudnn_on_gpu', 'explicit_paddings'],
    ],
  },
  MatMul: {
    ...{ maps: 1, constant: 'last', translate: matrixProduct },
    attributes: ['T', 'transpose_a', 'transpose_b'],
  },
  BiasAdd: {
    ...{ maps: 1, constant: 'last', translate: withBias },
    attributes: ['T', 'data_format'],
  },
  Relu: {
    ...{ maps: 1, constant: 'none', attributes: ['T'] },
    translate: () => ({ kind: 'relu' }),
  },
  MaxPool: {
    ...{ maps: 1, constant: 'none', attributes: pool },
    translate: ({ node, maps }) => {
      requireAttribute(node, 'data_format', 'NHWC');
      const window = paddedWindow(node, pairAttribute(node, 'ksize'), maps[0]!.shape);
      return { kind: 'maxPool', window, rounding: 'down' };
    },
  },
  AvgPool: {
    ...{ maps: 1, constant: 'none', attributes: pool },
    translate: ({ node, maps }) => {
      requireAttribute(node, 'data_format', 'NHWC');
      return averagePool(node, maps[0]!.shape);
    },
  },
  LRN: {
    ...{ maps: 1, constant: 'none', translate: normalisation },
    attributes: ['T', 'depth_radius', 'bias', 'alpha', 'beta'],
  },
  Concat: {
    ...{ maps: 'any', constant: 'first', translate: concatenation },
    attributes: ['T', 'N'],
  },
  ConcatV2: {
    ...{ maps: 'any', constant: 'last', translate: concatenation },
    attributes: ['T', 'N', 'Tidx'],
  },
  Softmax: {
    ...{ maps: 1, constant: 'none', attributes: ['T'] },
    translate: () => ({ kind: 'softmax' }),
  },
};

/**
 * What a node with a row in the table computes.
 *
 * @throws UserError for attributes and inputs that have no translation, and for weights that are not
 * constant or do not fit.
 */
export function translateNode(from: Translation): Operation {
  const { node, maps } = from;
  const row = operationTable[node.op]!;
  checkAttributes(node, row.attributes);
  requireFloat(node, 'T');
  // A row of numbers is a map of one position, or else only a matrix product reads it rightly.
  const long = maps.find(({ flat, shape }) => flat && shape[0] * shape[1] > 1);
  if (long && node.op !== 'MatMul') {
    throw unsupported(`${told(node)} to read a map`, `"${long.node.name}" flattened`);
  }
  return row.translate(from);
}

/** Of a convolution without its bias, which a BiasAdd replaces. */
function convolution({ node, maps, constants, source }: Translation): Operation {
  requireAttribute(node, 'data_format', 'NHWC');
  const dilations = pairAttribute(node, 'dilations', [1, 1]);
  if (dilations.some((dilation) => dilation !== 1)) {
    throw unsupported(`dilations 1 of ${told(node)}`, dilations.join(', '));
  }
  const kernel = readWeights(constants[0]!, source);
  const [height = 0, width = 0, channels, units = 0] = kernel.shape;
  const input = maps[0]!.shape;
  if (kernel.shape.length !== 4 || channels !== input[2]) {
    throw misfit(node, `y×x×${String(input[2])}×units`, kernel, source);
  }
  const window = paddedWindow(node, [height, width], input);
  return { kind: 'convolution', window, groups: 1, kernel, bias: zeros(units) };
}

function matrixProduct({ node, maps, constants, source }: Translation): Operation {
  requireAttribute(node, 'transpose_a', false);
  requireAttribute(node, 'transpose_b', false);
  const weights = readWeights(constants[0]!, source);
  const { shape, flat } = maps[0]!;
  const [height, width, channels] = shape;
  if (!flat && height * width > 1) {
    throw unsupported(`${told(node)} to read a flattened map`, shape.join('×'));
  }
  const length = height * width * channels;
  if (weights.shape.length !== 2 || weights.shape[0] !== length) {
    throw misfit(node, `${String(length)}×units`, weights, source);
  }
  return { kind: 'dense', weights, bias: zeros(weights.shape[1] ?? 0) };
}

/** A bias is part of the convolution or the matrix product that it is added to. */
function withBias({ node, maps, constants, source }: Translation): Operation {
  requireAttribute(node, 'data_format', 'NHWC');
  const bias = readWeights(constants[0]!, source);
  const { node: product, bare } = maps[0]!;
  const { operation, name } = product;
  if (!bare || (operation.kind !== 'convolution' && operation.kind !== 'dense')) {
    const expected = `${told(node)} to follow a Conv2D or a MatMul`;
    throw unsupported(expected, `${operation.kind} "${name}"`);
  }
  const { shape } = operation.bias;
  if (bias.shape.join() !== shape.join()) throw misfit(node, shape.join('×'), bias, source);
  return { ...operation, bias };
}

/**
 * TensorFlow's y = x / (bias + alpha · Σ x²)^beta sums over `depth_radius` channels on either side and
 * the own one, and does not divide alpha by their number as the layer graph does.
 */
function normalisation({ node }: Translation): Operation {
  const radius = integerAttribute(node, 'depth_radius', 5);
  if (radius < 0) throw unsupported(`depth_radius 0 or more of ${told(node)}`, String(radius));
  const size = 2 * radius + 1;
  return {
    kind: 'localResponseNormalisation',
    size,
    alpha: size * floatAttribute(node, 'alpha', 1),
    beta: floatAttribute(node, 'beta', 0.5),
    bias: floatAttribute(node, 'bias', 1),
  };
}

function concatenation({ node, constants, source }: Translation): Operation {
  const axis = readIntegers(constants[0]!, source);
  // Axes are those of [batch, y, x, channel].
  if (axis.join() === '3' || axis.join() === '-1') return { kind: 'concatenation' };
  throw unsupported(`axis 3 of ${told(node)}`, axis.join(', '));
}

const zeros = (length: number): Tensor => ({ shape: [length], data: new Float32Array(length) });

function misfit(node: GraphDefNode, wanted: string, { shape }: Tensor, source: WeightSource) {
  return unusable(source, `constants of shape ${wanted} for ${told(node)}`, shape.join('×'));
}
