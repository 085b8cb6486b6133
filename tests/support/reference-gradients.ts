/**
 * Gradients of the operations in reference-ops.ts as plain float64 loops, from their own formulas:
 * what every element of the output sends back to the elements that it was computed from.
 */
import type { Rectifier } from '../../pipeline/engine/rectifier.ts';
import type { Operation } from '../../pipeline/graph/ir.ts';
import { read, reference, type Map3 } from './reference-ops.ts';

/**
 * Σ dy · output by every input of one picture.
 *
 * Where there is no derivative: a ReLU passes nothing at zero, and the gradient of a window that
 * holds its maximum more than once goes to the last of them in reading order.
 */
export function referenceGradients(
  operation: Operation,
  inputs: readonly Map3[],
  dy: Map3,
  rectifier: Rectifier,
): Float64Array[] {
  const input = inputs[0]!;
  switch (operation.kind) {
    case 'input':
      return [dy.data];
    case 'relu':
      return [rectified(input, dy, rectifier)];
    case 'concatenation':
      return concatenated(inputs, dy);
    case 'convolution':
      return [convolved(operation, input, dy)];
    case 'maxPool':
    case 'averagePool':
      return [pooled(operation, input, dy)];
    case 'localResponseNormalisation':
      return [normalised(operation, input, dy)];
    case 'dense': {
      const units = operation.bias.data.length;
      return [
        input.data.map((_value, i) =>
          dy.data.reduce((sum, d, unit) => sum + d * operation.weights.data[i * units + unit]!, 0),
        ),
      ];
    }
    case 'softmax': {
      const output = reference(operation, inputs);
      return [
        gather(input, (y, x, c) => {
          let mean = 0;
          for (let k = 0; k < input.shape[2]; k++)
            mean += read(output, y, x, k)! * read(dy, y, x, k)!;
          return read(output, y, x, c)! * (read(dy, y, x, c)! - mean);
        }),
      ];
    }
  }
}

type OperationOf<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

/** One value for every element of a map, in its order. */
function gather(
  { shape: [height, width, channels] }: Map3,
  value: (y: number, x: number, c: number) => number,
): Float64Array {
  return Float64Array.from({ length: height * width * channels }, (_, i) => {
    const place = Math.floor(i / channels);
    return value(Math.floor(place / width), place % width, i % channels);
  });
}

function rectified(input: Map3, dy: Map3, rectifier: Rectifier): Float64Array {
  const plain = dy.data.map((d, i) => (input.data[i]! > 0 ? d : 0));
  const silent = plain.every((d) => d === 0);
  return rectifier === 'redirected' && silent ? dy.data.map((d) => Math.max(0, d)) : plain;
}

function concatenated(inputs: readonly Map3[], dy: Map3): Float64Array[] {
  let first = 0;
  return inputs.map((input) => {
    const from = first;
    first += input.shape[2];
    return gather(input, (y, x, c) => read(dy, y, x, from + c)!);
  });
}

function convolved(
  { window, groups, kernel }: OperationOf<'convolution'>,
  input: Map3,
  dy: Map3,
): Float64Array {
  const [height, width, channels] = input.shape;
  const [sizeY, sizeX, inputs, outputs] = kernel.shape as [number, number, number, number];
  const gradient = new Float64Array(input.data.length);
  for (let y = 0; y < dy.shape[0]; y++)
    for (let x = 0; x < dy.shape[1]; x++)
      for (let ky = 0; ky < sizeY; ky++)
        for (let kx = 0; kx < sizeX; kx++) {
          const row = y * window.stride[0] + ky - window.padding.top;
          const column = x * window.stride[1] + kx - window.padding.left;
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          for (let o = 0; o < outputs; o++) {
            const first = Math.floor(o / (outputs / groups)) * inputs;
            for (let i = 0; i < inputs; i++) {
              const weight = kernel.data[((ky * sizeX + kx) * inputs + i) * outputs + o]!;
              gradient[(row * width + column) * channels + first + i]! +=
                weight * read(dy, y, x, o)!;
            }
          }
        }
  return gradient;
}

function pooled(
  { kind, window }: OperationOf<'maxPool' | 'averagePool'>,
  input: Map3,
  dy: Map3,
): Float64Array {
  const { size, stride, padding } = window;
  const [height, width, channels] = input.shape;
  const gradient = new Float64Array(input.data.length);
  for (let y = 0; y < dy.shape[0]; y++)
    for (let x = 0; x < dy.shape[1]; x++)
      for (let c = 0; c < channels; c++) {
        const inside: number[] = [];
        let area = 0;
        for (let ky = 0; ky < size[0]; ky++)
          for (let kx = 0; kx < size[1]; kx++) {
            const row = y * stride[0] + ky - padding.top;
            const column = x * stride[1] + kx - padding.left;
            if (row < height + padding.bottom && column < width + padding.right) area++;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            inside.push((row * width + column) * channels + c);
          }
        const d = read(dy, y, x, c)!;
        if (kind === 'averagePool') for (const i of inside) gradient[i]! += d / area;
        else {
          const maximum = Math.max(...inside.map((i) => input.data[i]!));
          gradient[inside.findLast((i) => input.data[i] === maximum)!]! += d;
        }
      }
  return gradient;
}

/** Of y_i = x_i s_i^−β with s_i = bias + α / size · Σ x²: its own share, and that through every s. */
function normalised(
  { size, alpha, beta, bias }: OperationOf<'localResponseNormalisation'>,
  input: Map3,
  dy: Map3,
): Float64Array {
  const reach = (size - 1) / 2;
  const near = (c: number) => Array.from({ length: size }, (_, k) => c - reach + k);
  const scale = (y: number, x: number, c: number) =>
    near(c).reduce((sum, k) => sum + (alpha / size) * (read(input, y, x, k) ?? 0) ** 2, bias);
  return gather(input, (y, x, c) => {
    const through = near(c).reduce((sum, i) => {
      const value = read(input, y, x, i);
      return value === undefined
        ? sum
        : sum + read(dy, y, x, i)! * value * scale(y, x, i) ** (-beta - 1);
    }, 0);
    return (
      read(dy, y, x, c)! * scale(y, x, c) ** -beta -
      ((2 * alpha * beta) / size) * read(input, y, x, c)! * through
    );
  });
}
