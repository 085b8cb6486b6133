import type { ImportRequest } from '../../pipeline/importers/import-caffemodel.ts';
import type { LayerSketch } from '../support/caffemodel.ts';

/** `length` different values, starting at `from`. */
export const ramp = (length: number, from = 0): number[] =>
  Array.from({ length }, (_, index) => from + index);

const float = (value: number) => ({ float: value });

/** 2×2 positions of 2 channels reach `fc` from a 9×9 input; every supported layer type occurs. */
export const tinyNet: readonly LayerSketch[] = [
  { name: 'data', type: 'Data', tops: ['data', 'label'] },
  {
    name: 'conv',
    type: 'Convolution',
    bottoms: ['data'],
    tops: ['conv'],
    // num_output 2, kernel_h 1, kernel_w 3, stride 1, pad_h 0, pad_w 1.
    parameter: { 1: 2, 6: 1, 9: 0, 10: 1, 11: 1, 12: 3 },
    blobs: [
      [[2, 3, 1, 3], ramp(18)],
      [[2], [0.5, -0.5]],
    ],
  },
  { name: 'relu', type: 'ReLU', bottoms: ['conv'], tops: ['conv'] },
  {
    name: 'norm',
    type: 'LRN',
    bottoms: ['conv'],
    tops: ['norm'],
    parameter: { 1: 3, 2: float(0.5), 3: float(0.25), 5: float(2) },
  },
  { name: 'split', type: 'Split', bottoms: ['norm'], tops: ['norm_0', 'norm_1', 'norm_2'] },
  {
    name: 'max',
    type: 'Pooling',
    bottoms: ['norm_0'],
    tops: ['max'],
    parameter: { 1: 0, 2: 5, 3: 5 },
  },
  {
    name: 'mean',
    type: 'Pooling',
    bottoms: ['norm_1'],
    tops: ['mean'],
    parameter: { 1: 1, 2: 4, 3: 5, 4: 1 },
  },
  {
    name: 'grouped',
    type: 'Convolution',
    bottoms: ['mean'],
    tops: ['grouped'],
    // num_output 2, without bias, kernel_size 1, group 2.
    parameter: { 1: 2, 2: 0, 4: 1, 5: 2 },
    blobs: [
      [
        [2, 1, 1, 1],
        [3, 4],
      ],
    ],
  },
  { name: 'joined', type: 'Concat', bottoms: ['max', 'grouped'], tops: ['joined'] },
  { name: 'drop', type: 'Dropout', bottoms: ['joined'], tops: ['joined'] },
  {
    name: 'fc',
    type: 'InnerProduct',
    bottoms: ['joined'],
    tops: ['fc'],
    parameter: { 1: 2 },
    blobs: [
      [[2, 16], ramp(32)],
      [[2], [7, 8]],
    ],
  },
  { name: 'prob', type: 'Softmax', bottoms: ['fc'], tops: ['prob'] },
  // An auxiliary head, of a kind that the importer does not know.
  { name: 'aux', type: 'Sigmoid', bottoms: ['norm_2'], tops: ['aux'] },
  { name: 'loss', type: 'SoftmaxWithLoss', bottoms: ['aux', 'label'], tops: ['loss'] },
];

export const source = {
  path: 'models/tiny.caffemodel',
  url: 'https://example.org/tiny.caffemodel',
};

export const request: ImportRequest = {
  source,
  input: { name: 'data', shape: [9, 9, 3] },
  outputs: ['conv', 'prob'],
};
