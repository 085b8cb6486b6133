import { describe, expect, it } from 'vitest';
import { importCaffemodel } from '../../pipeline/importers/import-caffemodel.ts';
import { importGraphDef } from '../../pipeline/importers/import-graphdef.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { UserError } from '../../pipeline/records/user-error.ts';
import { caffemodel, type LayerSketch } from '../support/caffemodel.ts';
import { graphdef, integers, type NodeSketch, weights } from '../support/graphdef.ts';
import { pooling, request, strides } from './small-graphdef.ts';
import { ramp } from './tiny-net.ts';

/**
 * y = 2x + 0.5 over 1×1 pictures of one channel, put together byte by byte from graph.proto,
 * node_def.proto, attr_value.proto, tensor.proto, tensor_shape.proto and types.proto of
 * tensorflow/core/framework. A byte before a field is its number times 8 plus its wire type.
 */
const handmade = [
  // GraphDef.node = 1, 67 bytes: the placeholder x.
  '0a 43',
  '0a 01 78', //                                  name = 1: "x"
  '12 0b 50 6c 61 63 65 68 6f 6c 64 65 72', //    op = 2: "Placeholder"
  '2a 0b 0a 05 64 74 79 70 65', //                attr = 5, key = 1: "dtype"
  '12 02 30 01', //                               value = 2: AttrValue.type = 6: DT_FLOAT = 1
  '2a 24 0a 05 73 68 61 70 65', //                attr, key: "shape"
  '12 1b 3a 19', //                               value: AttrValue.shape = 7
  '12 0b 08 ff ff ff ff ff ff ff ff ff 01', //    dim = 2: Dim.size = 1: −1
  '12 02 08 01 12 02 08 01 12 02 08 01', //       1, 1, 1
  // node, 49 bytes: the kernel w.
  '0a 31 0a 01 77',
  '12 05 43 6f 6e 73 74', //                      op: "Const"
  '2a 25 0a 05 76 61 6c 75 65', //                attr, key: "value"
  '12 1c 42 1a', //                               value: AttrValue.tensor = 8
  '08 01', //                                     TensorProto.dtype = 1: DT_FLOAT
  '12 10 12 02 08 01 12 02 08 01 12 02 08 01 12 02 08 01', // tensor_shape = 2: 1×1×1×1
  '22 04 00 00 00 40', //                         tensor_content = 4: 2
  // node, 58 bytes: the convolution.
  '0a 3a 0a 01 79',
  '12 06 43 6f 6e 76 32 44', //                   op: "Conv2D"
  '1a 01 78 1a 01 77', //                         input = 3: "x", "w"
  '2a 13 0a 07 73 74 72 69 64 65 73', //          attr, key: "strides"
  '12 08 0a 06 1a 04 01 01 01 01', //             value: AttrValue.list = 1: i = 3, packed
  '2a 12 0a 07 70 61 64 64 69 6e 67', //          attr, key: "padding"
  '12 07 12 05 56 41 4c 49 44', //                value: AttrValue.s = 2: "VALID"
  // node, 37 bytes: the bias b.
  '0a 25 0a 01 62 12 05 43 6f 6e 73 74',
  '2a 19 0a 05 76 61 6c 75 65 12 10 42 0e',
  '08 01 12 04 12 02 08 01', //                   dtype, tensor_shape: 1
  '2a 04 00 00 00 3f', //                         float_val = 5, packed: 0.5
  // node, 18 bytes.
  '0a 12 0a 01 7a',
  '12 07 42 69 61 73 41 64 64', //                op: "BiasAdd"
  '1a 01 79 1a 01 62',
  // GraphDef.versions = 4: VersionDef.producer = 1: 21.
  '22 02 08 15',
];

const handmadeBytes = Uint8Array.from(handmade.join(' ').split(' '), (digits) =>
  parseInt(digits, 16),
);

describe('a graph put together by hand', () => {
  it('is read as what the format says', () => {
    const { graph, tensors } = importGraphDef(handmadeBytes, {
      ...request,
      input: { name: 'x', shape: [1, 1, 1] },
      outputs: ['z'],
    });
    const padding = { top: 0, bottom: 0, left: 0, right: 0 };
    expect(graph.nodes).toEqual([
      { name: 'x', inputs: [], operation: { kind: 'input', shape: [1, 1, 1] } },
      {
        name: 'z',
        inputs: ['x'],
        operation: {
          kind: 'convolution',
          window: { size: [1, 1], stride: [1, 1], padding },
          groups: 1,
          kernel: { shape: [1, 1, 1, 1], data: Float32Array.of(2) },
          bias: { shape: [1], data: Float32Array.of(0.5) },
        },
      },
    ]);
    expect(tensors.map(({ name, data }) => [name, ...data])).toEqual([
      ['z/weight', 2],
      ['z/bias', 0.5],
    ]);
  });

  it('is what the tests’ own writer writes', () => {
    const one = [1, 1, 1, 1];
    const bare = ({ name, op, attributes: { value } = {} }: NodeSketch): NodeSketch => ({
      ...{ name, op, attributes: { value: value! } },
    });
    const written = graphdef([
      {
        ...{ name: 'x', op: 'Placeholder' },
        attributes: { dtype: { type: 1 }, shape: { shape: [-1, 1, 1, 1] } },
      },
      bare(weights('w', one, [2])),
      {
        ...{ name: 'y', op: 'Conv2D', inputs: ['x', 'w'] },
        attributes: { strides: { list: one }, padding: { text: 'VALID' } },
      },
      bare(weights('b', [1], [0.5], 'list')),
      { name: 'z', op: 'BiasAdd', inputs: ['y', 'b'] },
    ]);
    expect([...written]).toEqual([...handmadeBytes]);
  });
});

// Kernels (out, in, y, x) with the values 0, 1, 2, … in Caffe, here (y, x, in, out).
const turned = ([out, channels, height, width]: readonly [number, number, number, number]) => {
  const values = new Array<number>(out * channels * height * width);
  let value = 0;
  for (let o = 0; o < out; o++)
    for (let i = 0; i < channels; i++)
      for (let place = 0; place < height * width; place++)
        values[(place * channels + i) * out + o] = value++;
  return values;
};
const nodes: NodeSketch[] = [
  { name: 'data', op: 'Placeholder' },
  weights('conv_w', [3, 3, 3, 2], turned([2, 3, 3, 3])),
  weights('conv_b', [2], [0.5, -0.5]),
  {
    ...{ name: 'conv_pre/conv', op: 'Conv2D', inputs: ['data', 'conv_w'] },
    attributes: { strides: strides(2), padding: { text: 'SAME' } },
  },
  { name: 'conv_pre', op: 'BiasAdd', inputs: ['conv_pre/conv', 'conv_b'] },
  { name: 'conv', op: 'Relu', inputs: ['conv_pre'] },
  {
    ...{ name: 'norm', op: 'LRN', inputs: ['conv'] },
    attributes: {
      depth_radius: { integer: 1 },
      ...{ alpha: { float: 0.25 }, beta: { float: 0.5 }, bias: { float: 2 } },
    },
  },
  pooling('max', 'MaxPool', 'norm', [3, 2], 'VALID'),
  pooling('mean', 'AvgPool', 'norm', [3, 2], 'VALID'),
  integers('axis', [], [3]),
  { name: 'joined', op: 'ConcatV2', inputs: ['max', 'mean', 'axis'] },
  integers('row', [2], [-1, 16]),
  { name: 'flat', op: 'Reshape', inputs: ['joined', 'row'] },
  // Caffe flattens (channel, y, x), TensorFlow (y, x, channel).
  weights('fc_w', [16, 3], turned([3, 4, 2, 2])),
  weights('fc_b', [3], [1, 2, 3]),
  { name: 'fc/matmul', op: 'MatMul', inputs: ['flat', 'fc_w'] },
  { name: 'fc', op: 'BiasAdd', inputs: ['fc/matmul', 'fc_b'] },
  { name: 'prob', op: 'Softmax', inputs: ['fc'] },
];
const layers: LayerSketch[] = [
  { name: 'data', type: 'Data', tops: ['data'] },
  {
    ...{ name: 'conv_pre', type: 'Convolution', bottoms: ['data'], tops: ['conv_pre'] },
    // num_output 2, pad 1, kernel_size 3, stride 2.
    parameter: { 1: 2, 3: 1, 4: 3, 6: 2 },
    blobs: [
      [[2, 3, 3, 3], ramp(54)],
      [[2], [0.5, -0.5]],
    ],
  },
  { name: 'relu', type: 'ReLU', bottoms: ['conv_pre'], tops: ['conv'] },
  {
    ...{ name: 'norm', type: 'LRN', bottoms: ['conv'], tops: ['norm'] },
    // local_size 3 over an alpha of 3 · 0.25.
    parameter: { 1: 3, 2: { float: 0.75 }, 3: { float: 0.5 }, 5: { float: 2 } },
  },
  {
    ...{ name: 'max', type: 'Pooling', bottoms: ['norm'], tops: ['max'] },
    // MAX, kernel_size 3, stride 2, round_mode FLOOR.
    parameter: { 1: 0, 2: 3, 3: 2, 13: 1 },
  },
  {
    ...{ name: 'mean', type: 'Pooling', bottoms: ['norm'], tops: ['mean'] },
    parameter: { 1: 1, 2: 3, 3: 2, 13: 1 },
  },
  { name: 'joined', type: 'Concat', bottoms: ['max', 'mean'], tops: ['joined'] },
  {
    ...{ name: 'fc', type: 'InnerProduct', bottoms: ['joined'], tops: ['fc'] },
    parameter: { 1: 3 },
    blobs: [
      [[3, 16], ramp(48)],
      [[3], [1, 2, 3]],
    ],
  },
  { name: 'prob', type: 'Softmax', bottoms: ['fc'], tops: ['prob'] },
];
const asked = {
  ...request,
  input: { name: 'data', shape: [9, 9, 3] },
  outputs: ['prob'],
} as const;
const fromTensorFlow = importGraphDef(graphdef(nodes), asked);
const fromCaffe = importCaffemodel(caffemodel('V2', layers), asked);

describe('one network as a TensorFlow graph and as a caffemodel', () => {
  it('is the same graph', () => {
    // Caffe's biases carry their names besides.
    expect(fromCaffe.graph).toMatchObject(fromTensorFlow.graph);
  });

  it('is the same model by its tensor digest', () => {
    expect(fromTensorFlow.tensors.map(({ name }) => name)).toEqual([
      ...['conv_pre/weight', 'conv_pre/bias', 'fc/weight', 'fc/bias'],
    ]);
    expect(tensorDigest(fromTensorFlow.tensors)).toBe(tensorDigest(fromCaffe.tensors));
  });
});

describe('damage', () => {
  const bytes = graphdef(nodes);

  it('of any byte is refused with a UserError of one line, or leaves a network', () => {
    const outcomes = { refused: 0, imported: 0 };
    for (let position = 0; position < bytes.length; position++) {
      for (const flipped of [0x01, 0x80, 0xff]) {
        const damaged = Uint8Array.from(bytes);
        damaged[position]! ^= flipped;
        try {
          importGraphDef(damaged, asked);
          outcomes.imported += 1;
        } catch (error) {
          if (!(error instanceof UserError) || error.message.includes('\n')) {
            throw new Error(`byte ${String(position)} ^ ${String(flipped)}`, { cause: error });
          }
          outcomes.refused += 1;
        }
      }
    }
    expect(outcomes.refused).toBeGreaterThan(bytes.length);
    // Values of weights may change without breaking the network.
    expect(outcomes.imported).toBeGreaterThan(3 * 4 * (54 + 48));
  });

  it('by a cut is refused', () => {
    for (let length = 0; length < bytes.length; length++) {
      if (length === bytes.length - 4) continue;
      const cut = bytes.subarray(0, length);
      expect(() => importGraphDef(cut, asked), `after ${String(length)}`).toThrow(UserError);
    }
    // The last four bytes are the version, which nothing reads.
    const { tensors } = importGraphDef(bytes.subarray(0, -4), asked);
    expect(tensorDigest(tensors)).toBe(tensorDigest(fromTensorFlow.tensors));
  });
});
