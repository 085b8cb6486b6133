import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Operation } from '../../pipeline/graph/ir.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { inferShapes } from '../../pipeline/graph/shapes.ts';
import { nodeNamed } from '../../pipeline/graph/traverse.ts';
import { importGraphDef } from '../../pipeline/importers/import-graphdef.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { graphdef, type NodeSketch, weights } from '../support/graphdef.ts';
import { map3, type Map3 } from '../support/reference-ops.ts';
import { pool } from '../support/tensorflow-ops.ts';
import {
  block,
  changed,
  inputShape,
  pooling,
  referenceMaps,
  request,
  strides,
} from './small-graphdef.ts';

const { graph, tensors } = importGraphDef(graphdef(block), request);

function operation<K extends Operation['kind']>(name: string, kind: K) {
  const found = nodeNamed(graph, name).operation;
  if (found.kind !== kind) throw new Error(`${name} is ${found.kind}`);
  return found as Extract<Operation, { kind: K }>;
}

describe('a frozen TensorFlow graph', () => {
  it('becomes a graph of computed values alone, biases joined to what they are added to', () => {
    expect(graph.nodes.map(({ name, inputs }) => [name, ...inputs].join(' '))).toEqual([
      'input',
      'conv2d0_pre_relu input',
      'conv2d0 conv2d0_pre_relu',
      'maxpool0 conv2d0',
      'localresponsenorm0 maxpool0',
      'mixed_1x1_pre_relu localresponsenorm0',
      'mixed_1x1 mixed_1x1_pre_relu',
      'mixed_3x3_bottleneck_pre_relu localresponsenorm0',
      'mixed_3x3_bottleneck mixed_3x3_bottleneck_pre_relu',
      'mixed_3x3_pre_relu mixed_3x3_bottleneck',
      'mixed_3x3 mixed_3x3_pre_relu',
      'mixed_5x5_pre_relu localresponsenorm0',
      'mixed_5x5 mixed_5x5_pre_relu',
      'mixed_pool localresponsenorm0',
      'mixed_pool_reduce_pre_relu mixed_pool',
      'mixed_pool_reduce mixed_pool_reduce_pre_relu',
      'mixed mixed_1x1 mixed_3x3 mixed_5x5 mixed_pool_reduce',
      'valid_pre_relu mixed',
      'valid valid_pre_relu',
      'mean mixed_1x1',
      'joined valid mean',
      'softmax2_pre_activation joined',
      'softmax2 softmax2_pre_activation',
    ]);
    expect(Object.fromEntries(inferShapes(graph))).toMatchObject({
      conv2d0: [6, 6, 6],
      maxpool0: [3, 3, 6],
      mixed: [3, 3, 9],
      joined: [2, 2, 5],
      softmax2: [1, 1, 4],
    });
  });

  it('pads for its input as TensorFlow does, more after than before where the sum is odd', () => {
    const { window } = operation('conv2d0_pre_relu', 'convolution');
    expect(window).toEqual({
      size: [7, 7],
      stride: [2, 2],
      padding: { top: 2, bottom: 3, left: 2, right: 3 },
    });
    expect(operation('maxpool0', 'maxPool').window.padding).toEqual({
      ...{ top: 0, bottom: 1, left: 0, right: 1 },
    });
  });

  it('has the parameters of the normalisation in the layer graph’s own terms', () => {
    expect(operation('localresponsenorm0', 'localResponseNormalisation')).toEqual({
      kind: 'localResponseNormalisation',
      size: 5,
      alpha: 1.25,
      beta: 0.75,
      bias: 1.5,
    });
  });

  it('takes TensorFlow’s own values where the normalisation states none', () => {
    const nodes = changed('localresponsenorm0', ({ name, op, inputs = [] }) => ({
      name,
      op,
      inputs,
    }));
    const plain = importGraphDef(graphdef(nodes), request).graph;
    // depth_radius 5, bias 1, alpha 1, beta 0.5.
    expect(nodeNamed(plain, 'localresponsenorm0').operation).toEqual({
      ...{ kind: 'localResponseNormalisation', size: 11, alpha: 11, beta: 0.5, bias: 1 },
    });
  });

  it('does not depend on the order of the nodes in the file', () => {
    const turned = importGraphDef(graphdef(block.toReversed()), request).graph;
    const byName = (nodes: typeof graph.nodes) =>
      nodes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName(turned.nodes)).toEqual(byName(graph.nodes));
  });

  it('gives a convolution that something else reads a bias of zeros, and no tensor of it', () => {
    const outputs = ['conv2d0', 'conv2d0_pre_relu/conv'];
    const both = importGraphDef(graphdef(block), { ...request, outputs });
    expect(both.graph.nodes.map(({ name }) => name)).toEqual([
      ...['input', 'conv2d0_pre_relu/conv', 'conv2d0_pre_relu', 'conv2d0'],
    ]);
    const [, bare, biased] = both.graph.nodes.map((node) => node.operation);
    if (bare?.kind !== 'convolution' || biased?.kind !== 'convolution') throw new Error('kinds');
    expect([...bare.bias.data]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(biased.kernel).toEqual(bare.kernel);
    expect(biased.bias.data.some((value) => value !== 0)).toBe(true);
    expect(both.tensors.map(({ name }) => name)).toEqual([
      'conv2d0_pre_relu/conv/weight',
      'conv2d0_pre_relu/weight',
      'conv2d0_pre_relu/bias',
    ]);
  });

  it('takes weights as bytes, as lists, or as one value for all', () => {
    const values = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
    const digests = [
      weights('conv2d0_b', [6], values),
      weights('conv2d0_b', [6], values, 'list'),
      weights('conv2d0_b', [6], values, 'single fields'),
      weights('conv2d0_b', [6], [0.5], 'list'),
    ].map((node) => {
      const bytes = graphdef(changed('conv2d0_b', () => node));
      return tensorDigest(importGraphDef(bytes, request).tensors);
    });
    expect(new Set(digests).size).toBe(1);
    expect(digests[0]).not.toBe(tensorDigest(tensors));
  });
});

describe('the network of a TensorFlow graph', () => {
  beforeAll(() => openBackend('cpu'));

  const random = new Random(11);
  const picture = (height: number, width: number): Map3 =>
    map3([height, width, 3], () => Math.fround(random.normal()));

  const run = async (network: typeof graph, input: Map3, layers: readonly string[]) => {
    const compiled = compile(network);
    const batch = { shape: [1, ...input.shape], data: Float32Array.from(input.data) };
    const maps = await compiled.activations(batch, layers);
    compiled.dispose();
    return maps;
  };

  it('computes what TensorFlow defines, layer by layer', async () => {
    const input = picture(inputShape[0], inputShape[1]);
    const expected = referenceMaps(input);
    const maps = await run(graph, input, Object.keys(expected));
    for (const [name, map] of Object.entries(expected)) {
      expect(maps[name]!.shape).toEqual([1, ...map.shape]);
      // Float32 sums of up to 150 terms.
      expectClose(maps[name]!.data, map.data, { ofLargest: 1e-5 });
    }
  });

  it('computes one position as the whole map has it, whatever the padding around it', async () => {
    const input = picture(inputShape[0], inputShape[1]);
    const whole = (await run(graph, input, ['mixed']))['mixed']!;
    const compiled = compile(graph);
    const batch = { shape: [1, ...input.shape], data: Float32Array.from(input.data) };
    for (const [y, x] of [
      [0, 0],
      [1, 2],
      [2, 2],
    ] as const) {
      const { mixed } = await compiled.activations(batch, ['mixed'], { at: { mixed: [y, x] } });
      const from = (y * 3 + x) * 9;
      expectClose(mixed!.data, whole.data.subarray(from, from + 9), { ofLargest: 1e-6 });
    }
    compiled.dispose();
  });

  it('sees the same pixels from a position at any size of the picture', async () => {
    // SAME padding of an odd side would be alike on both sides; the windows must not move for it.
    const large = picture(12, 12);
    const small = map3([11, 11, 3], (y, x, c) => large.data[(y * 12 + x) * 3 + c]!);
    const layers = ['conv2d0', 'maxpool0'];
    const whole = await run(graph, large, layers);
    const part = await run(graph, small, layers);
    const inner = (map: { shape: readonly number[]; data: Float32Array }, side: number) => {
      const [, , width = 0, channels = 0] = map.shape;
      return Array.from({ length: side * side * channels }, (_, i) => {
        const [place, c] = [Math.floor(i / channels), i % channels];
        const [y, x] = [Math.floor(place / side), place % side];
        return map.data[(y * width + x) * channels + c]!;
      });
    };
    // Windows of conv2d0 start at pixel 2i − 2; those of i < 4 end before pixel 11.
    expectClose(inner(part['conv2d0']!, 4), inner(whole['conv2d0']!, 4), { absolute: 1e-6 });
    expectClose(inner(part['maxpool0']!, 1), inner(whole['maxpool0']!, 1), { absolute: 1e-6 });
  });

  it('has the receptive fields of inception5h’s first layers at 224 pixels', () => {
    const padded = { padding: { text: 'SAME' } };
    const small: NodeSketch[] = [
      { name: 'input', op: 'Placeholder' },
      weights('w', [7, 7, 3, 1], [1], 'list'),
      {
        ...{ name: 'conv2d0', op: 'Conv2D', inputs: ['input', 'w'] },
        attributes: { strides: strides(2), ...padded },
      },
      pooling('maxpool0', 'MaxPool', 'conv2d0', [3, 2], 'SAME'),
      pooling('maxpool1', 'MaxPool', 'maxpool0', [3, 2], 'SAME'),
    ];
    const outputs = ['maxpool1'];
    const input = { name: 'input', shape: [224, 224, 3] } as const;
    const { graph: head } = importGraphDef(graphdef(small), { ...request, input, outputs });
    // Position 0 of conv2d0 sees pixels −2 to 4; the pools pad after the last pixel alone.
    expect(receptiveField(head, 'conv2d0')).toEqual({ size: 7, stride: 2, start: 1 });
    expect(receptiveField(head, 'maxpool0')).toEqual({ size: 11, stride: 4, start: 3 });
    expect(receptiveField(head, 'maxpool1')).toEqual({ size: 19, stride: 8, start: 7 });
    expect(inferShapes(head).get('maxpool1')).toEqual([28, 28, 1]);
  });

  it.each([
    ['overhanging at the end', 3, 2, 'SAME', [8, 8]],
    ['overhanging along one axis', 2, 2, 'SAME', [5, 6]],
    ['without padding, though SAME', 2, 2, 'SAME', [6, 6]],
    ['VALID, leaving the last row', 2, 2, 'VALID', [7, 5]],
  ] as const)('averages the pixels of the picture: %s', async (_, size, stride, scheme, side) => {
    const nodes = [
      { name: 'input', op: 'Placeholder' },
      pooling('mean', 'AvgPool', 'input', [size, stride], scheme),
    ];
    const shape = [...side, 3] as const;
    const imported = importGraphDef(graphdef(nodes), {
      ...request,
      input: { name: 'input', shape },
      outputs: ['mean'],
    });
    const input = picture(side[0], side[1]);
    const maps = await run(imported.graph, input, ['mean']);
    const expected = pool(input, 'mean', size, stride, scheme);
    expect(maps['mean']!.shape).toEqual([1, ...expected.shape]);
    expectClose(maps['mean']!.data, expected.data, { absolute: 1e-6 });
  });
});
