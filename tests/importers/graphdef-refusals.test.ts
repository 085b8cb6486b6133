import { describe, expect, it } from 'vitest';
import type { ImportRequest } from '../../pipeline/importers/import-caffemodel.ts';
import { importGraphDef } from '../../pipeline/importers/import-graphdef.ts';
import { UserError } from '../../pipeline/records/user-error.ts';
import { caffemodel } from '../support/caffemodel.ts';
import {
  type AttributeSketch,
  DT,
  graphdef,
  integers,
  type NodeSketch,
  tensorProto,
  weights,
} from '../support/graphdef.ts';
import { block, changed, pooling, request } from './small-graphdef.ts';
import { tinyNet } from './tiny-net.ts';

const place = 'in models/small.pb';
const replace = 'replace it with https://example.org/small.pb';
const add = 'list no layers that need it, or add it to the importer';

/** The one line with which the import of bytes or nodes is refused. */
function refusal(
  content: Uint8Array | readonly NodeSketch[],
  changes: Partial<ImportRequest> = {},
): string {
  const bytes = content instanceof Uint8Array ? content : graphdef(content);
  try {
    importGraphDef(bytes, { ...request, ...changes });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).not.toContain('\n');
    return error.message;
  }
  throw new Error('nothing was refused');
}

const withAttribute = (name: string, attribute: string, value: AttributeSketch) =>
  changed(name, (node) => ({
    ...node,
    attributes: { ...node.attributes, [attribute]: value },
  }));

const withInputs = (name: string, inputs: readonly string[]) =>
  changed(name, (node) => ({ ...node, inputs }));

describe('bytes that are no graph', () => {
  it('that break off are told from others', () => {
    const bytes = graphdef(block);
    for (const length of [0, 1, 100, bytes.length - 1]) {
      expect(refusal(bytes.subarray(0, length))).toBe(
        `expected a complete TensorFlow graph ${place}, found one that breaks off at byte ${String(length)}; ${replace}`,
      );
    }
  });

  it.each([
    ['a page', '<!doctype html><title>Not found</title>'],
    ['the archive around it', 'PK\x03\x04\x14\0'],
  ])('are told: %s', (_, text) => {
    expect(refusal(new TextEncoder().encode(text))).toBe(
      `expected a TensorFlow graph ${place}, found bytes that are not one (no field of a graph at byte 0); ${replace}`,
    );
  });

  it('are told: a caffemodel, a graph without nodes, a node that is damaged inside', () => {
    for (const bytes of [
      caffemodel('V1', tinyNet),
      caffemodel('V2', tinyNet),
      Uint8Array.of(0x22, 2, 8, 21),
      Uint8Array.of(0x0a, 3, 0x0a, 9, 0x41),
    ]) {
      expect(refusal(bytes)).toMatch(
        /^expected a TensorFlow graph in models\/small.pb, found bytes that are not one \(.+\); replace/,
      );
    }
  });
});

describe('a graph that is another', () => {
  it('lacks a layer, or has it under another name', () => {
    expect(refusal(block, { outputs: ['mixed3a'] })).toBe(
      `expected layer "mixed3a" ${place}, found none of that name, so another model; ${replace}`,
    );
    expect(refusal(block, { outputs: ['output'] })).toBe(
      `expected layer "output" to be computed, found another name of "softmax2"; ${add}`,
    );
    expect(refusal(block, { outputs: ['softmax2_w'] })).toBe(
      `expected layer "softmax2_w" to be computed, found a constant; ${add}`,
    );
  });

  it('has another input, or one of another size or type', () => {
    const image = { name: 'image', shape: [12, 12, 3] } as const;
    expect(refusal(block, { input: image })).toBe(
      `expected the input "image" ${place}, found Placeholder node "input"; correct the input's name in the model's file`,
    );
    const large = { name: 'input', shape: [224, 224, 3] } as const;
    expect(refusal(block, { input: large })).toBe(
      'expected input "input" of 224×224×3 values (channels last), found 12×12×3; correct the input\'s size in the model\'s file',
    );
    expect(refusal(withAttribute('input', 'dtype', { type: DT.half }))).toBe(
      `expected float32 values of Placeholder node "input", found float16; ${add}`,
    );
  });

  it('may leave the size of its input open', () => {
    for (const shape of [
      { shape: [] },
      { unknownRank: true as const },
      { shape: [1, -1, -1, 3] },
    ]) {
      const nodes = withAttribute('input', 'shape', shape);
      expect(() => importGraphDef(graphdef(nodes), request)).not.toThrow();
    }
  });

  it('reads what is not there, twice what is, or itself', () => {
    expect(refusal(withInputs('mixed_pool', ['nowhere']))).toBe(
      `expected node "mixed_pool" to read nodes of the graph ${place}, found "nowhere", no node; ${replace}`,
    );
    expect(refusal([...block, { name: 'mixed', op: 'Relu', inputs: ['conv2d0'] }])).toBe(
      `expected one node "mixed" ${place}, found a second of that name; ${replace}`,
    );
    expect(refusal(withInputs('maxpool0', ['mixed']))).toMatch(
      /^expected nodes that read earlier ones, found ".+", which depends on itself; use a model without loops$/,
    );
    expect(refusal(withInputs('maxpool0', ['conv2d0:1']))).toBe(
      `expected MaxPool node "maxpool0" to read the first output of its inputs, found another; ${add}`,
    );
  });

  it('has no path from its input to the layers', () => {
    const nodes = [
      weights('w', [1, 1, 3, 1], [1], 'list'),
      { name: 'x', op: 'Placeholder' },
      { name: 'y', op: 'Relu', inputs: ['x'] },
    ];
    expect(refusal(nodes, { outputs: ['y'] })).toContain('found Placeholder node "x"');
  });
});

describe('weights', () => {
  it('that are variables: the graph is not frozen', () => {
    const nodes = changed('conv2d0_w', ({ name }) => ({ name, op: 'VariableV2' }));
    expect(refusal(nodes)).toBe(
      `expected constant weights (a frozen graph) ${place}, found VariableV2 node "conv2d0_w"; ${replace}`,
    );
  });

  it('that are computed', () => {
    expect(refusal(withInputs('conv2d0_pre_relu/conv', ['input', 'input']))).toBe(
      `expected Conv2D node "conv2d0_pre_relu/conv" to read a constant (a frozen graph) as input 1, found "input", which is computed; ${add}`,
    );
    expect(refusal(withInputs('conv2d0', ['conv2d0_w']))).toBe(
      `expected Relu node "conv2d0" to read a map as input 0, found "conv2d0_w", a constant; ${add}`,
    );
  });

  it.each([
    ['half', DT.half, 'float16'],
    ['double', DT.double, 'float64'],
    ['quantised', DT.qint8, 'qint8'],
  ])('of another type: %s', (_, type, name) => {
    const value = { tensor: tensorProto(type, [6], [1, 2, 3, 4, 5, 6]) };
    expect(refusal(withAttribute('conv2d0_b', 'value', value))).toBe(
      `expected float32 values of Const node "conv2d0_b", found ${name}; ${add}`,
    );
  });

  it('of another shape', () => {
    expect(
      refusal(changed('conv2d0_w', ({ name }) => weights(name, [7, 7, 2, 6], [0], 'list'))),
    ).toBe(
      `expected constants of shape y×x×3×units for Conv2D node "conv2d0_pre_relu/conv" ${place}, found 7×7×2×6; ${replace}`,
    );
    expect(refusal(changed('conv2d0_b', ({ name }) => weights(name, [5], [0], 'list')))).toBe(
      `expected constants of shape 6 for BiasAdd node "conv2d0_pre_relu" ${place}, found 5; ${replace}`,
    );
    expect(refusal(changed('softmax2_w', ({ name }) => weights(name, [5, 4], [0], 'list')))).toBe(
      `expected constants of shape 20×units for MatMul node "softmax2_pre_activation/matmul" ${place}, found 5×4; ${replace}`,
    );
    expect(refusal(changed('softmax2_w', ({ name }) => weights(name, [-1, 4], [0], 'list')))).toBe(
      `expected a shape of Const node "softmax2_w" ${place}, found -1×4; ${replace}`,
    );
    expect(
      refusal(changed('softmax2_w', ({ name }) => weights(name, [2 ** 40, 4], [0], 'list'))),
    ).toContain('expected a shape of Const node "softmax2_w"');
  });

  it('of another number than their shape says', () => {
    for (const [values, style] of [
      [[1, 2], 'content'],
      [[1, 2], 'list'],
      [[], 'list'],
      [[1], 'content'],
      [[1, 2, 3, 4, 5, 6, 7], 'single fields'],
    ] as const) {
      const nodes = changed('conv2d0_b', ({ name }) => weights(name, [6], values, style));
      expect(refusal(nodes)).toBe(
        `expected 6 values of Const node "conv2d0_b" ${place}, found ${String(values.length)}; ${replace}`,
      );
    }
  });
});

describe('operations and attributes without a translation', () => {
  it('are named with the node, where an output needs it', () => {
    expect(refusal(block, { outputs: ['aux'] })).toBe(
      `expected operations Conv2D, MatMul, BiasAdd, Relu, MaxPool, AvgPool, LRN, Concat, ConcatV2, Softmax, Placeholder, Const, Reshape, Identity, CheckNumerics, StopGradient, found Sigmoid node "aux" ${place}; ${add}`,
    );
  });

  it.each<[string, string, AttributeSketch, string]>([
    [
      'conv2d0_pre_relu/conv',
      'padding',
      { text: 'EXPLICIT' },
      'padding SAME or VALID of Conv2D node "conv2d0_pre_relu/conv", found EXPLICIT',
    ],
    [
      'conv2d0_pre_relu/conv',
      'data_format',
      { text: 'NCHW' },
      'data_format NHWC of Conv2D node "conv2d0_pre_relu/conv", found NCHW',
    ],
    [
      'conv2d0_pre_relu/conv',
      'dilations',
      { list: [1, 2, 2, 1] },
      'dilations 1 of Conv2D node "conv2d0_pre_relu/conv", found 2, 2',
    ],
    [
      'conv2d0_pre_relu/conv',
      'strides',
      { list: [2, 1, 1, 1] },
      'strides 1, y, x, 1 of Conv2D node "conv2d0_pre_relu/conv", found 2, 1, 1, 1',
    ],
    [
      'conv2d0_pre_relu/conv',
      'strides',
      { list: [1, 0, 0, 1] },
      'strides 1, y, x, 1 of Conv2D node "conv2d0_pre_relu/conv", found 1, 0, 0, 1',
    ],
    [
      'conv2d0_pre_relu/conv',
      'T',
      { type: DT.half },
      'float32 values of Conv2D node "conv2d0_pre_relu/conv", found float16',
    ],
    [
      'conv2d0_pre_relu/conv',
      'groups',
      { integer: 2 },
      'attributes T, strides, padding, data_format, dilations, use_cudnn_on_gpu, explicit_paddings of Conv2D node "conv2d0_pre_relu/conv", found "groups"',
    ],
    [
      'conv2d0_pre_relu',
      'data_format',
      { text: 'NCHW' },
      'data_format NHWC of BiasAdd node "conv2d0_pre_relu", found NCHW',
    ],
    [
      'maxpool0',
      'data_format',
      { text: 'NCHW' },
      'data_format NHWC of MaxPool node "maxpool0", found NCHW',
    ],
    [
      'maxpool0',
      'ksize',
      { list: [1, 3, 3, 2] },
      'ksize 1, y, x, 1 of MaxPool node "maxpool0", found 1, 3, 3, 2',
    ],
    [
      'maxpool0',
      'padding',
      { integer: 1 },
      'attribute padding (s) of MaxPool node "maxpool0", found i',
    ],
    [
      'mean',
      'data_format',
      { text: 'NCHW' },
      'data_format NHWC of AvgPool node "mean", found NCHW',
    ],
    [
      'localresponsenorm0',
      'depth_radius',
      { integer: -1 },
      'depth_radius 0 or more of LRN node "localresponsenorm0", found -1',
    ],
    [
      'softmax2_pre_activation/matmul',
      'transpose_a',
      { flag: true },
      'transpose_a false of MatMul node "softmax2_pre_activation/matmul", found true',
    ],
    [
      'softmax2_pre_activation/matmul',
      'transpose_b',
      { flag: true },
      'transpose_b false of MatMul node "softmax2_pre_activation/matmul", found true',
    ],
  ])('are refused: %s %s', (name, attribute, value, message) => {
    expect(refusal(withAttribute(name, attribute, value))).toBe(`expected ${message}; ${add}`);
  });

  it('TensorFlow’s own notes are none of them', () => {
    const nodes = withAttribute('maxpool0', '_output_shapes', { list: [] });
    expect(() => importGraphDef(graphdef(nodes), request)).not.toThrow();
  });

  it('are refused: an attribute that is missing', () => {
    const nodes = changed('maxpool0', (node) => ({ ...node, attributes: {} }));
    expect(refusal(nodes)).toBe(
      `expected attribute ksize (list) of MaxPool node "maxpool0", found none; ${add}`,
    );
  });

  it('are refused: inputs too many or too few', () => {
    expect(refusal(withInputs('maxpool0', ['conv2d0', 'conv2d0']))).toBe(
      `expected 1 inputs of MaxPool node "maxpool0" ${place}, found 2; ${replace}`,
    );
    expect(refusal(withInputs('mixed', ['mixed/concat_dim']))).toBe(
      `expected 2 inputs of Concat node "mixed" ${place}, found 1; ${replace}`,
    );
    expect(refusal(withInputs('checked', []))).toBe(
      `expected 1 input of CheckNumerics node "checked" ${place}, found 0; ${replace}`,
    );
  });

  it('are refused: a mean that leaves out padding before the first pixel', () => {
    const nodes = [
      { name: 'input', op: 'Placeholder' },
      pooling('mean', 'AvgPool', 'input', [3, 1], 'SAME'),
    ];
    expect(refusal(nodes, { outputs: ['mean'] })).toBe(
      `expected padding VALID of AvgPool node "mean", or SAME that only overhangs at the end, found SAME on 12×12, whose padding the mean leaves out; ${add}`,
    );
    const even = [
      { name: 'input', op: 'Placeholder' },
      pooling('mean', 'AvgPool', 'input', [2, 1], 'SAME'),
    ];
    expect(refusal(even, { outputs: ['mean'] })).toContain('found SAME on 12×12');
  });

  it('are refused: joining along another axis than channels', () => {
    expect(refusal(changed('mixed/concat_dim', ({ name }) => integers(name, [], [1])))).toBe(
      `expected axis 3 of Concat node "mixed", found 1; ${add}`,
    );
  });

  it('are refused: a bias of something else than a convolution or a matrix product', () => {
    expect(refusal(withInputs('conv2d0_pre_relu', ['input', 'conv2d0_b']))).toBe(
      `expected BiasAdd node "conv2d0_pre_relu" to follow a Conv2D or a MatMul, found input "input"; ${add}`,
    );
    const twice = [
      ...block,
      { name: 'twice', op: 'BiasAdd', inputs: ['conv2d0_pre_relu', 'conv2d0_b'] },
    ];
    expect(refusal(twice, { outputs: ['twice'] })).toContain(
      'found convolution "conv2d0_pre_relu"',
    );
  });

  it('are refused: reshapes that do more than flatten, and what else than a matrix reads them', () => {
    const target = (values: readonly number[]) =>
      changed('joined/reshape/shape', ({ name }) => integers(name, [values.length], values));
    expect(refusal(target([-1, 5]))).toBe(
      `expected Reshape node "joined/reshape" to -1, 20, found -1, 5; ${add}`,
    );
    expect(refusal(target([-1, 4, 5, 1]))).toContain('found -1, 4, 5, 1');
    for (const same of [
      [1, 20],
      [1, -1],
    ]) {
      expect(() => importGraphDef(graphdef(target(same)), request)).not.toThrow();
    }
    const rectified = [...block, { name: 'rectified', op: 'Relu', inputs: ['joined/reshape'] }];
    expect(refusal(rectified, { outputs: ['rectified'] })).toBe(
      `expected Relu node "rectified" to read a map, found "joined" flattened; ${add}`,
    );
    const inputs = ['joined', 'softmax2_w/read'];
    expect(refusal(withInputs('softmax2_pre_activation/matmul', inputs))).toBe(
      `expected MatMul node "softmax2_pre_activation/matmul" to read a flattened map, found 2×2×5; ${add}`,
    );
  });
});
