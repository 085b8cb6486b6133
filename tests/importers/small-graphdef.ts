import type { ImportRequest } from '../../pipeline/importers/import-caffemodel.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { DT, integers, type NodeSketch, type TensorStyle, weights } from '../support/graphdef.ts';
import type { Map3 } from '../support/reference-ops.ts';
import {
  concat,
  conv2d,
  type Kernel,
  lrn,
  matmul,
  pool,
  relu,
  type Scheme,
  softmax,
} from '../support/tensorflow-ops.ts';

const random = new Random(48);

/** `length` float32 values. */
const values = (length: number, scale = 1): number[] =>
  Array.from({ length }, () => Math.fround(scale * random.normal()));

interface Convolution {
  readonly name: string;
  readonly from: string;
  readonly kernel: Kernel;
  readonly bias: readonly number[];
  readonly stride: number;
  readonly scheme: Scheme;
}

function convolution(
  name: string,
  from: string,
  [size, inputs, outputs]: readonly [size: number, inputs: number, outputs: number],
  stride = 1,
  scheme: Scheme = 'SAME',
): Convolution {
  const shape = [size, size, inputs, outputs] as const;
  const kernel = { shape, values: values(size * size * inputs * outputs, 1 / size) };
  return { name, from, kernel, bias: values(outputs), stride, scheme };
}

export const strides = (stride: number) => ({ list: [1, stride, stride, 1] });

export function pooling(
  name: string,
  op: 'MaxPool' | 'AvgPool',
  from: string,
  [size, stride]: readonly [size: number, stride: number],
  scheme: Scheme,
): NodeSketch {
  return {
    ...{ name, op, inputs: [from] },
    attributes: {
      T: { type: DT.float },
      data_format: { text: 'NHWC' },
      ksize: strides(size),
      strides: strides(stride),
      padding: { text: scheme },
    },
  };
}

/** Constants, Conv2D, BiasAdd and Relu, named as in inception5h. */
function layer({ name, from, kernel, bias, stride, scheme }: Convolution, style?: TensorStyle) {
  const nodes: NodeSketch[] = [
    weights(`${name}_w`, kernel.shape, kernel.values, style),
    weights(`${name}_b`, [bias.length], bias, style),
    {
      ...{ name: `${name}_pre_relu/conv`, op: 'Conv2D', inputs: [from, `${name}_w`] },
      attributes: {
        T: { type: DT.float },
        strides: strides(stride),
        padding: { text: scheme },
        use_cudnn_on_gpu: { flag: true },
      },
    },
    { name: `${name}_pre_relu`, op: 'BiasAdd', inputs: [`${name}_pre_relu/conv`, `${name}_b`] },
    { name, op: 'Relu', inputs: [`${name}_pre_relu`] },
  ];
  return nodes;
}

/** 12×12 is even at every stride, so that SAME padding is larger after than before. */
export const inputShape = [12, 12, 3] as const;

const normalisation = { radius: 2, bias: 1.5, alpha: 0.25, beta: 0.75 };
const convolutions = {
  conv2d0: convolution('conv2d0', 'input', [7, 3, 6], 2),
  one: convolution('mixed_1x1', 'localresponsenorm0', [1, 6, 2]),
  narrow: convolution('mixed_3x3_bottleneck', 'localresponsenorm0', [1, 6, 3]),
  three: convolution('mixed_3x3', 'mixed_3x3_bottleneck', [3, 3, 4]),
  five: convolution('mixed_5x5', 'localresponsenorm0', [5, 6, 2]),
  pooled: convolution('mixed_pool_reduce', 'mixed_pool', [1, 6, 1]),
  valid: convolution('valid', 'mixed', [2, 9, 3], 1, 'VALID'),
};
const matrix = values(2 * 2 * 5 * 4, 0.3);
const offsets = values(4);

/**
 * An inception block between a head with asymmetric padding and a dense layer, as inception5h has
 * them: 12×12 → conv2d0 6×6 → maxpool0 3×3 → mixed → valid, joined with a pooled branch, 2×2 → 4.
 */
export const block: readonly NodeSketch[] = [
  {
    ...{ name: 'input', op: 'Placeholder' },
    attributes: { dtype: { type: DT.float }, shape: { shape: [-1, 12, 12, 3] } },
  },
  ...layer(convolutions.conv2d0),
  pooling('maxpool0', 'MaxPool', 'conv2d0', [3, 2], 'SAME'),
  {
    ...{ name: 'localresponsenorm0', op: 'LRN', inputs: ['maxpool0'] },
    attributes: {
      depth_radius: { integer: normalisation.radius },
      bias: { float: normalisation.bias },
      alpha: { float: normalisation.alpha },
      beta: { float: normalisation.beta },
    },
  },
  ...layer(convolutions.one, 'list'),
  ...layer(convolutions.narrow, 'single fields'),
  ...layer(convolutions.three),
  ...layer(convolutions.five),
  pooling('mixed_pool', 'MaxPool', 'localresponsenorm0', [3, 1], 'SAME'),
  ...layer(convolutions.pooled),
  integers('mixed/concat_dim', [], [3]),
  {
    ...{ name: 'mixed', op: 'Concat' },
    inputs: ['mixed/concat_dim', 'mixed_1x1', 'mixed_3x3', 'mixed_5x5:0', 'mixed_pool_reduce'],
    attributes: { N: { integer: 4 }, T: { type: DT.float } },
  },
  ...layer(convolutions.valid),
  pooling('mean', 'AvgPool', 'mixed_1x1', [2, 1], 'VALID'),
  integers('joined/axis', [], [-1], 'content'),
  {
    ...{ name: 'joined', op: 'ConcatV2', inputs: ['valid', 'mean', 'joined/axis', '^init'] },
    attributes: { N: { integer: 2 }, T: { type: DT.float }, Tidx: { type: DT.int32 } },
  },
  integers('joined/reshape/shape', [2], [-1, 20]),
  { name: 'joined/reshape', op: 'Reshape', inputs: ['joined', 'joined/reshape/shape'] },
  weights('softmax2_w', [20, 4], matrix),
  weights('softmax2_b', [4], offsets),
  { name: 'softmax2_w/read', op: 'Identity', inputs: ['softmax2_w'] },
  {
    ...{ name: 'softmax2_pre_activation/matmul', op: 'MatMul' },
    inputs: ['joined/reshape', 'softmax2_w/read'],
    attributes: { transpose_a: { flag: false }, transpose_b: { flag: false } },
  },
  {
    ...{ name: 'softmax2_pre_activation', op: 'BiasAdd' },
    inputs: ['softmax2_pre_activation/matmul', 'softmax2_b'],
  },
  { name: 'checked', op: 'CheckNumerics', inputs: ['softmax2_pre_activation'] },
  { name: 'softmax2', op: 'Softmax', inputs: ['checked'] },
  { name: 'output', op: 'Identity', inputs: ['softmax2'] },
  { name: 'init', op: 'NoOp' },
  // An auxiliary head, of a kind that the importer does not know.
  { name: 'aux', op: 'Sigmoid', inputs: ['mixed'] },
];

/** Every map of the block by TensorFlow's definitions. */
export function referenceMaps(input: Map3): Record<string, Map3> {
  const rectified = (c: Convolution, from: Map3) =>
    relu(conv2d(from, c.kernel, c.bias, c.stride, c.scheme));
  const conv2d0 = rectified(convolutions.conv2d0, input);
  const maxpool0 = pool(conv2d0, 'max', 3, 2, 'SAME');
  const localresponsenorm0 = lrn(maxpool0, normalisation);
  const one = rectified(convolutions.one, localresponsenorm0);
  const mixed = concat([
    one,
    rectified(convolutions.three, rectified(convolutions.narrow, localresponsenorm0)),
    rectified(convolutions.five, localresponsenorm0),
    rectified(convolutions.pooled, pool(localresponsenorm0, 'max', 3, 1, 'SAME')),
  ]);
  const valid = rectified(convolutions.valid, mixed);
  const joined = concat([valid, pool(one, 'mean', 2, 1, 'VALID')]);
  const scores = matmul(joined, matrix, offsets);
  return {
    ...{ conv2d0, maxpool0, localresponsenorm0, mixed, valid, joined },
    softmax2_pre_activation: scores,
    softmax2: softmax(scores),
  };
}

export const source = { path: 'models/small.pb', url: 'https://example.org/small.pb' };

export const request: ImportRequest = {
  source,
  input: { name: 'input', shape: inputShape },
  outputs: ['conv2d0', 'mixed', 'softmax2'],
};

/** The block with some nodes' sketches changed. */
export function changed(
  name: string,
  change: (node: NodeSketch) => NodeSketch,
): readonly NodeSketch[] {
  if (!block.some((node) => node.name === name)) throw new Error(`no node ${name}`);
  return block.map((node) => (node.name === name ? change(node) : node));
}
