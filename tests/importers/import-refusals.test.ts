import { describe, expect, it } from 'vitest';
import {
  type ImportRequest,
  importCaffemodel,
} from '../../pipeline/importers/import-caffemodel.ts';
import { caffemodel, type LayerSketch, message } from '../support/caffemodel.ts';
import { request, tinyNet } from './tiny-net.ts';

const importNet = (layers: readonly LayerSketch[], changes: Partial<ImportRequest> = {}) =>
  importCaffemodel(caffemodel('V2', layers), { ...request, ...changes });

/** The tiny net with one layer's sketch changed. */
const withLayer = (name: string, change: Partial<LayerSketch>) =>
  tinyNet.map((layer) => (layer.name === name ? { ...layer, ...change } : layer));

describe('what importCaffemodel refuses', () => {
  const place = 'in models/tiny.caffemodel';
  const replace = 'replace it with https://example.org/tiny.caffemodel';

  it('names a layer type that it does not know, where an output needs it', () => {
    expect(() => importNet(tinyNet, { outputs: ['aux'] })).toThrow(
      `expected layers of the types Convolution, InnerProduct, Pooling, LRN, ReLU, Concat, Softmax, Split, Dropout or Input, found type Sigmoid of layer "aux" ${place}; list no layers that need it, or add it to the importer`,
    );
    const unknown = tinyNet.map((layer) => ({
      ...layer,
      type: layer.type.replace('Softmax', '?'),
    }));
    expect(() => importCaffemodel(caffemodel('V1', unknown), request)).toThrow(
      'found type V1 type 99 of layer "prob"',
    );
  });

  it.each([
    ['conv', { 18: 2 }, 'dilation 1 of Convolution layer "conv", found 2'],
    ['conv', { 16: 2 }, 'axis 1 of Convolution layer "conv", found 2'],
    ['relu', { 1: { float: 0.5 } }, 'negative_slope 0 of ReLU layer "relu", found 0.5'],
    ['norm', { 4: 1 }, 'norm_region 0 of LRN layer "norm", found 1'],
    ['max', { 1: 2 }, 'pool MAX or AVE of Pooling layer "max", found 2'],
    ['joined', { 2: 2 }, 'axis 1 of Concat layer "joined", found 2'],
    ['joined', { 1: 0 }, 'concat_dim 1 of Concat layer "joined", found 0'],
    ['fc', { 6: 1 }, 'transpose false of InnerProduct layer "fc", found true'],
    ['fc', { 5: 2 }, 'axis 1 of InnerProduct layer "fc", found 2'],
    ['prob', { 2: 2 }, 'axis 1 of Softmax layer "prob", found 2'],
  ])('rejects an option of %s that it would have to ignore', (name, change, message_) => {
    const layers = tinyNet.map((layer) =>
      layer.name === name ? { ...layer, parameter: { ...layer.parameter, ...change } } : layer,
    );
    expect(() => importNet(layers)).toThrow(`expected ${message_}; list no layers`);
  });

  it('tells a model without the layers asked for', () => {
    expect(() => importNet(tinyNet, { outputs: ['conv', 'Prob'] })).toThrow(
      `expected layer "Prob" ${place}, found none of that name, so another model; ${replace}`,
    );
  });

  it('tells weights of other shapes, and missing weights', () => {
    const blobs: LayerSketch['blobs'] = [[[2, 3, 3, 1], Array<number>(18).fill(1)]];
    expect(() => importNet(withLayer('conv', { blobs }))).toThrow(
      `expected 2 weight blobs for layer "conv" ${place}, found 1; ${replace}`,
    );
    const both: LayerSketch['blobs'] = [...blobs, [[2], [0, 0]]];
    expect(() => importNet(withLayer('conv', { blobs: both }))).toThrow(
      `expected "conv/weight" of shape 2×3×1×3 ${place}, found 2×3×3×1; ${replace}`,
    );
    expect(() =>
      importNet(
        withLayer('conv', {
          blobs: [
            [
              [2, 3, 1, 3],
              [1, 2],
            ],
          ],
        }),
      ),
    ).toThrow('found 1');
    const short: LayerSketch['blobs'] = [
      [
        [2, 3, 1, 3],
        [1, 2],
      ],
      [[2], [0, 0]],
    ];
    expect(() => importNet(withLayer('conv', { blobs: short }))).toThrow(
      '(conv/weight: a blob of shape 2×3×1×3 with 2 values)',
    );
  });

  it('tells an input of another name or size', () => {
    expect(() => importNet(tinyNet, { input: { name: 'image', shape: [9, 9, 3] } })).toThrow(
      `expected the input "image" ${place}, found "data" (layer "data")`,
    );
    const parameter = { 1: message({ 1: [1, 3, 8, 9] }) };
    expect(() => importNet(withLayer('data', { type: 'Input', parameter }))).toThrow(
      'expected input "data" of 3×9×9 values (channels first), found 3×8×9',
    );
  });

  it('tells values that nobody wrote, or that two layers write', () => {
    expect(() => importNet(withLayer('max', { bottoms: ['nothing'] }))).toThrow(
      `expected layer "max" to read what earlier layers wrote ${place}, found "nothing", which none did`,
    );
    expect(() => importNet(withLayer('mean', { tops: ['max'] }))).toThrow(
      `expected one layer to write "max" ${place}, found "mean" as another`,
    );
  });
});
