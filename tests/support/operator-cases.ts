/**
 * The specification of what the engine computes: every operation of the graph with the kernel sizes,
 * strides and paddings that networks use, on small seeded inputs. It is plain data; the values and
 * gradients that it asks for are those of reference-ops.ts and reference-gradients.ts, in float64.
 */
import type { Rectifier } from '../../pipeline/engine/rectifier.ts';
import type { Operation, Padding, Tensor, Window } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';

type Shape3 = readonly [height: number, width: number, channels: number];

export interface OperatorCase {
  readonly name: string;
  readonly operation: Operation;
  readonly inputs: readonly Shape3[];
  readonly draw: keyof typeof draws;
  readonly rectifier: Rectifier;
}

/** How inputs are drawn. All but `normal` meet points where an operation has no derivative. */
export const draws = {
  normal: (random: Random) => Math.fround(random.normal()),
  /** −1, 0 and 1: ties within windows, and zeros. */
  levels: (random: Random) => random.integer(3) - 1,
  /** −3 and −2: ties where nothing is positive. */
  'levels below zero': (random: Random) => random.integer(2) - 3,
  /** Whole pictures of negative values, in every other picture. */
  'silent pictures': (random: Random, picture: number) =>
    Math.fround(picture % 2 === 0 ? -Math.abs(random.normal()) : random.normal()),
} as const;

const constants = new Random(20);

function tensor(...shape: number[]): Tensor {
  const length = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length }, () => constants.normal()) };
}

const all = (pixels: number): Padding => ({
  top: pixels,
  bottom: pixels,
  left: pixels,
  right: pixels,
});

function window(size: number, stride: number, pixels: number): Window {
  return { size: [size, size], stride: [stride, stride], padding: all(pixels) };
}

function convolution(placed: Window, channels: readonly [number, number], groups = 1): Operation {
  const [inputs, outputs] = channels;
  return {
    kind: 'convolution',
    window: placed,
    groups,
    kernel: tensor(...placed.size, inputs / groups, outputs),
    bias: tensor(outputs),
  };
}

const maxPool = (placed: Window, rounding: 'up' | 'down'): Operation => ({
  kind: 'maxPool',
  window: placed,
  rounding,
});

const averagePool = (placed: Window, rounding: 'up' | 'down'): Operation => ({
  kind: 'averagePool',
  window: placed,
  rounding,
});

interface Variation {
  readonly draw?: keyof typeof draws;
  readonly rectifier?: Rectifier;
}

function specify(
  name: string,
  operation: Operation,
  inputs: readonly Shape3[],
  { draw = 'normal', rectifier = 'plain' }: Variation = {},
): OperatorCase {
  return { name, operation, inputs, draw, rectifier };
}

const odd: Padding = { top: 0, bottom: 2, left: 1, right: 0 };
const oblong: Window = { size: [3, 2], stride: [2, 3], padding: odd };
const normalisation = { kind: 'localResponseNormalisation', size: 5, beta: 0.75, bias: 1 } as const;

export const operatorCases: readonly OperatorCase[] = [
  specify('input', { kind: 'input', shape: [4, 5, 3] }, [[4, 5, 3]]),

  specify('convolution 1×1', convolution(window(1, 1, 0), [3, 4]), [[4, 5, 3]]),
  specify('convolution 3×3', convolution(window(3, 1, 1), [2, 3]), [[5, 6, 2]]),
  specify('convolution 5×5', convolution(window(5, 1, 2), [2, 3]), [[6, 5, 2]]),
  specify('convolution 7×7', convolution(window(7, 1, 3), [2, 3]), [[8, 7, 2]]),
  specify('convolution 7×7, stride 2', convolution(window(7, 2, 3), [3, 2]), [[10, 9, 3]]),
  specify('convolution 3×3, stride 2', convolution(window(3, 2, 0), [2, 2]), [[8, 7, 2]]),
  specify('convolution 2×2, stride 3', convolution(window(2, 3, 1), [2, 2]), [[7, 8, 2]]),
  specify('convolution, oblong', convolution(oblong, [2, 3]), [[7, 8, 2]]),
  specify('convolution in groups', convolution(window(3, 1, 1), [4, 6], 2), [[4, 5, 4]]),
  specify('convolution padded beyond its kernel', convolution(window(1, 1, 1), [2, 3]), [
    [3, 4, 2],
  ]),
  // Multiples of four take other kernels on some backends.
  specify('convolution 1×1 of many channels', convolution(window(1, 1, 0), [32, 16]), [[5, 4, 32]]),
  specify('convolution 3×3 of many channels', convolution(window(3, 1, 1), [16, 32]), [[5, 4, 16]]),

  specify('relu', { kind: 'relu' }, [[4, 5, 3]]),
  specify('relu of zeros', { kind: 'relu' }, [[4, 5, 3]], { draw: 'levels' }),
  specify('relu, redirected', { kind: 'relu' }, [[4, 5, 3]], {
    draw: 'silent pictures',
    rectifier: 'redirected',
  }),

  specify('max pool 3×3, stride 2, rounding up', maxPool(window(3, 2, 0), 'up'), [[8, 9, 2]]),
  specify('max pool 3×3, stride 2, padded', maxPool(window(3, 2, 1), 'down'), [[8, 9, 2]]),
  specify('max pool 3×3, stride 1, padded', maxPool(window(3, 1, 1), 'up'), [[4, 5, 2]]),
  specify('max pool 3×3, stride 1, rounding down', maxPool(window(3, 1, 1), 'down'), [[4, 5, 2]]),
  specify('max pool, oblong', maxPool(oblong, 'down'), [[7, 8, 2]]),
  specify('max pool of ties', maxPool(window(3, 2, 0), 'up'), [[8, 9, 3]], { draw: 'levels' }),
  specify('max pool of ties, overlapping', maxPool(window(3, 1, 1), 'up'), [[5, 6, 3]], {
    draw: 'levels',
  }),
  specify('max pool of ties below zero', maxPool(window(3, 2, 1), 'down'), [[7, 8, 3]], {
    draw: 'levels below zero',
  }),
  specify('max pool of ties, oblong', maxPool(oblong, 'down'), [[7, 8, 2]], { draw: 'levels' }),

  specify('max pool 4×4, stride 3', maxPool(window(4, 3, 1), 'down'), [[9, 10, 2]]),
  specify('max pool of ties 4×4', maxPool(window(4, 3, 1), 'down'), [[9, 10, 2]], {
    draw: 'levels',
  }),

  specify('average pool over the whole map', averagePool(window(7, 1, 0), 'up'), [[7, 7, 3]]),
  specify('average pool, padded, overhanging', averagePool(window(3, 2, 1), 'up'), [[6, 7, 2]]),
  specify('average pool, overlapping', averagePool(window(3, 2, 0), 'down'), [[7, 8, 2]]),

  specify('local response normalisation', { ...normalisation, alpha: 0.5 }, [[2, 3, 7]]),
  specify('local response normalisation, weak', { ...normalisation, alpha: 1e-4 }, [[2, 3, 16]]),
  specify('local response normalisation of many channels', { ...normalisation, alpha: 0.5 }, [
    [2, 3, 24],
  ]),
  specify(
    'local response normalisation, wide and steep',
    { kind: 'localResponseNormalisation', size: 7, alpha: 0.5, beta: 0.6, bias: 2 },
    [[2, 2, 20]],
  ),
  specify('local response normalisation of few channels', { ...normalisation, alpha: 1 }, [
    [3, 2, 2],
  ]),

  specify('concatenation', { kind: 'concatenation' }, [
    [2, 3, 2],
    [2, 3, 4],
    [2, 3, 1],
  ]),
  specify('dense', { kind: 'dense', weights: tensor(24, 5), bias: tensor(5) }, [[3, 4, 2]]),
  specify('softmax', { kind: 'softmax' }, [[1, 1, 6]]),
  specify('softmax at every place', { kind: 'softmax' }, [[2, 2, 5]]),
];
