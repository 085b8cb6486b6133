import type { DesignedLayer, NetworkDesign } from './network-design.ts';
import { halfEquivariant, type UnitLayout } from './unit-layout.ts';

/** Means of the training set by channel on 0–255, to a decimal; deviations are all about 63. */
const INPUT = { name: 'data', size: [32, 32], mean: [125.3, 123, 113.9], deviation: 63 } as const;
const CLASSES = 10;
const TURNS = 16;
const symmetry = { turns: TURNS, mirrors: false };

/**
 * The first blocks of InceptionV1 for pictures of 32 pixels, without normalisation and at stride 1: a
 * large convolution, another, one inception block, the mean over the map, ten classes. Names are those
 * of GoogLeNet (bvlc_googlenet).
 *
 * @param units the layout of so many units, a multiple of 32
 */
function inceptionLayers(units: (count: number) => UnitLayout): readonly DesignedLayer[] {
  const convolution = (
    name: string,
    input: string,
    size: number,
    count: number,
  ): DesignedLayer => ({
    kind: 'convolution',
    name,
    input,
    size,
    units: units(count),
  });
  const pool = (name: string, input: string, stride: number): DesignedLayer => ({
    kind: 'maxPool',
    name,
    input,
    size: 3,
    stride,
  });
  const block = (branch: string) => `inception_3a/${branch}`;
  const pool2 = 'pool2/3x3_s2';
  return [
    convolution('conv1/5x5', 'data', 5, 64),
    pool('pool1/3x3_s2', 'conv1/5x5', 2),
    convolution('conv2/3x3', 'pool1/3x3_s2', 3, 64),
    pool(pool2, 'conv2/3x3', 2),
    convolution(block('1x1'), pool2, 1, 32),
    convolution(block('3x3_reduce'), pool2, 1, 32),
    convolution(block('3x3'), block('3x3_reduce'), 3, 32),
    convolution(block('5x5_reduce'), pool2, 1, 32),
    convolution(block('5x5'), block('5x5_reduce'), 5, 32),
    pool(block('pool'), pool2, 1),
    convolution(block('pool_proj'), block('pool'), 1, 32),
    {
      kind: 'concatenation',
      name: block('output'),
      inputs: ['1x1', '3x3', '5x5', 'pool_proj'].map(block),
    },
    { kind: 'globalAverage', name: 'pool5/8x8', input: block('output') },
    { kind: 'dense', name: 'classifier', input: 'pool5/8x8', units: CLASSES, rectified: false },
  ];
}

/** All weights are free. */
export const cifarPlain: NetworkDesign = {
  name: 'cifar-plain',
  symmetry,
  input: { ...INPUT, kind: 'free' },
  layers: inceptionLayers((units) => [{ kind: 'free', units }]),
};

/** The same sizes; of every convolution half the units are fields of C_16, half are invariant. */
export const cifarHalfEquivariant: NetworkDesign = {
  name: 'cifar-half-equivariant',
  symmetry,
  input: { ...INPUT, kind: 'invariant' },
  layers: inceptionLayers((units) => halfEquivariant(units / (2 * TURNS), TURNS)),
};

/** Fully connected, as large as fits 3 MB: the first layer is what it is for. */
export const cifarDense: NetworkDesign = {
  name: 'cifar-dense',
  symmetry,
  input: { ...INPUT, kind: 'free' },
  layers: [
    { kind: 'dense', name: 'fc1', input: 'data', units: 224, rectified: true },
    { kind: 'dense', name: 'fc2', input: 'fc1', units: 96, rectified: true },
    { kind: 'dense', name: 'classifier', input: 'fc2', units: CLASSES, rectified: false },
  ],
};

export const cifarNetworks: readonly NetworkDesign[] = [
  cifarPlain,
  cifarHalfEquivariant,
  cifarDense,
];
