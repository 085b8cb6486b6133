import { describe, expect, it } from 'vitest';
import type { Operation } from '../../pipeline/graph/ir.ts';
import { inferShapes } from '../../pipeline/graph/shapes.ts';
import { nodeNamed } from '../../pipeline/graph/traverse.ts';
import {
  type ImportRequest,
  importCaffemodel,
} from '../../pipeline/importers/import-caffemodel.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { caffemodel, type LayerSketch, message } from '../support/caffemodel.ts';
import { request, tinyNet } from './tiny-net.ts';

const importNet = (layers: readonly LayerSketch[], changes: Partial<ImportRequest> = {}) =>
  importCaffemodel(caffemodel('V2', layers), { ...request, ...changes });

/** The tiny net with one layer's sketch changed. */
const withLayer = (name: string, change: Partial<LayerSketch>) =>
  tinyNet.map((layer) => (layer.name === name ? { ...layer, ...change } : layer));

describe.each(['V1', 'V2'] as const)('a caffemodel in the %s encoding', (encoding) => {
  const { graph, tensors } = importCaffemodel(caffemodel(encoding, tinyNet), request);
  const operation = <K extends Operation['kind']>(name: string, kind: K) => {
    const found = nodeNamed(graph, name).operation;
    if (found.kind !== kind) throw new Error(`${name} is ${found.kind}`);
    return found as Extract<Operation, { kind: K }>;
  };

  it('becomes a graph without splits, dropouts and what the outputs do not need', () => {
    expect(graph.nodes.map(({ name, inputs }) => [name, ...inputs].join(' '))).toEqual([
      'data',
      'conv/preactivation data',
      'conv conv/preactivation',
      'norm conv',
      'max norm',
      'mean norm',
      'grouped mean',
      'joined max grouped',
      'fc joined',
      'prob fc',
    ]);
    expect(Object.fromEntries(inferShapes(graph))).toMatchObject({
      conv: [9, 9, 2],
      max: [2, 2, 2],
      joined: [2, 2, 4],
      prob: [1, 1, 2],
    });
  });

  it('has convolutions with kernels in (y, x, in, out) order and their windows', () => {
    const { kernel, bias, window } = operation('conv/preactivation', 'convolution');
    expect(window).toEqual({
      size: [1, 3],
      stride: [1, 1],
      padding: { top: 0, bottom: 0, left: 1, right: 1 },
    });
    expect(kernel.shape).toEqual([1, 3, 3, 2]);
    // In the file unit u, channel c, column x holds 9u + 3c + x.
    const wanted = [0, 1, 2].flatMap((x) => [0, 1, 2].flatMap((c) => [3 * c + x, 9 + 3 * c + x]));
    expect([...kernel.data]).toEqual(wanted);
    expect([...bias.data]).toEqual([0.5, -0.5]);
  });

  it('keeps groups, and gives a convolution without bias zeros', () => {
    const { groups, kernel, bias } = operation('grouped', 'convolution');
    expect(groups).toBe(2);
    expect(kernel.shape).toEqual([1, 1, 1, 2]);
    expect([...bias.data]).toEqual([0, 0]);
  });

  it('pools and normalises as the file says', () => {
    expect(operation('max', 'maxPool')).toMatchObject({ rounding: 'up', window: { size: [5, 5] } });
    expect(operation('mean', 'averagePool').window).toEqual({
      size: [4, 4],
      stride: [5, 5],
      padding: { top: 1, bottom: 1, left: 1, right: 1 },
    });
    expect(operation('norm', 'localResponseNormalisation')).toEqual({
      kind: 'localResponseNormalisation',
      size: 3,
      alpha: 0.5,
      beta: 0.25,
      bias: 2,
    });
  });

  it('reorders dense weights from (channel, y, x) to (y, x, channel) inputs', () => {
    const { weights, bias } = operation('fc', 'dense');
    expect(weights.shape).toEqual([16, 2]);
    const wanted = [0, 1, 2, 3].flatMap((place) =>
      [0, 1, 2, 3].flatMap((channel) => [4 * channel + place, 16 + 4 * channel + place]),
    );
    expect([...weights.data]).toEqual(wanted);
    expect([...bias.data]).toEqual([7, 8]);
  });

  it('has the tensors of the kept layers in file order and shape', () => {
    expect(tensors.map(({ name, shape }) => `${name} ${shape.join()}`)).toEqual([
      'conv/weight 2,3,1,3',
      'conv/bias 2',
      'grouped/weight 2,1,1,1',
      'fc/weight 2,16',
      'fc/bias 2',
    ]);
  });
});

describe('the ways to write one thing', () => {
  it.each([
    { shape: 'legacy', floats: 'single' },
    { shape: 'BlobShape', floats: 'packed' },
    { shape: 'BlobShape', floats: 'single' },
  ] as const)('reads blobs with $shape dimensions and $floats floats alike', (style) => {
    const written = importCaffemodel(caffemodel('V1', tinyNet, { style }), request);
    const plain = importCaffemodel(caffemodel('V1', tinyNet), request);
    expect(written).toEqual(plain);
    expect(tensorDigest(written.tensors)).toBe(tensorDigest(plain.tensors));
  });

  it('takes the input from fields of the net or from an Input layer', () => {
    const [, ...rest] = tinyNet.filter(({ name }) => !['aux', 'loss'].includes(name));
    const plain = importNet(tinyNet);
    const byDimension = { 3: 'data', 4: [1, 3, 9, 9] };
    const byShape = { 3: 'data', 8: message({ 1: [1, 3, 9, 9] }) };
    for (const net of [byDimension, byShape]) {
      expect(importCaffemodel(caffemodel('V2', rest, { net }), request)).toEqual(plain);
    }
    const parameter = { 1: message({ 1: [10, 3, 9, 9] }) };
    const layer = { name: 'data', type: 'Input', tops: ['data'], parameter };
    expect(importNet([layer, ...rest])).toEqual(plain);
  });

  it('reads a kernel side, stride and padding given once, and as a list', () => {
    const blobs: LayerSketch['blobs'] = [
      [[2, 3, 3, 3], Array<number>(54).fill(1)],
      [[2], [0, 0]],
    ];
    const windows = [
      { 1: 2, 3: 1, 4: 3, 6: 1 },
      { 1: 2, 3: [1, 1], 4: [3, 3], 6: [1, 1], 18: 1 },
    ].map((parameter) => {
      const { graph } = importNet(withLayer('conv', { parameter, blobs }));
      const { operation } = nodeNamed(graph, 'conv/preactivation');
      return 'window' in operation && operation.window;
    });
    const padding = { top: 1, bottom: 1, left: 1, right: 1 };
    expect(windows[0]).toEqual({ size: [3, 3], stride: [1, 1], padding });
    expect(windows[1]).toEqual(windows[0]);
  });

  it('makes global pooling a window as large as what it reads, and knows rounding down', () => {
    const layers = withLayer('mean', { parameter: { 1: 1, 12: 1 } });
    const { graph } = importNet(layers, { outputs: ['mean'] });
    expect(nodeNamed(graph, 'mean').operation).toMatchObject({ window: { size: [9, 9] } });
    const floor = importNet(withLayer('max', { parameter: { 2: 5, 3: 5, 13: 1 } }), {
      outputs: ['max'],
    });
    expect(nodeNamed(floor.graph, 'max').operation).toMatchObject({ rounding: 'down' });
  });

  it('leaves the value behind a split as it was where the copy is overwritten', () => {
    const layers = [...tinyNet, { name: 'r', type: 'ReLU', bottoms: ['norm_2'], tops: ['norm_2'] }];
    const { graph } = importNet(layers, { outputs: ['norm_2', 'prob'] });
    expect(nodeNamed(graph, 'norm_2').inputs).toEqual(['norm']);
    expect(nodeNamed(graph, 'max').inputs).toEqual(['norm']);
  });
});
