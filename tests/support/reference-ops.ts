/**
 * Every operation of the graph as plain float64 loops over one picture, written from the formulas in
 * pipeline/graph/ir.ts and sharing no code with the engine.
 */
import type { Operation, Window } from '../../pipeline/graph/ir.ts';

/** One picture's map, [y, x, c]. */
export interface Map3 {
  readonly shape: readonly [number, number, number];
  readonly data: Float64Array;
}

export function map3(
  shape: readonly [number, number, number],
  value: (y: number, x: number, c: number) => number,
): Map3 {
  const [height, width, channels] = shape;
  const data = new Float64Array(height * width * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) data[(y * width + x) * channels + c] = value(y, x, c);
  return { shape, data };
}

export function read(
  { shape: [height, width, channels], data }: Map3,
  y: number,
  x: number,
  c: number,
) {
  const inside = y >= 0 && y < height && x >= 0 && x < width && c >= 0 && c < channels;
  return inside ? data[(y * width + x) * channels + c]! : undefined;
}

function outputLength(length: number, axis: 0 | 1, window: Window, rounding: 'up' | 'down') {
  const { top, bottom, left, right } = window.padding;
  const [before, after] = axis === 0 ? [top, bottom] : [left, right];
  const size = window.size[axis];
  const stride = window.stride[axis];
  let count = 0;
  // Down: whole windows only. Up: any window that starts inside and is needed to reach the end.
  for (let start = -before; ; start += stride) {
    if (start + size <= length + after) count++;
    else {
      const reached = start - stride + size >= length + after;
      return rounding === 'up' && !reached && start < length ? count + 1 : count;
    }
  }
}

/** The value of one operation. */
export function reference(operation: Operation, inputs: readonly Map3[]): Map3 {
  const input = inputs[0]!;
  const [height, width, channels] = input.shape;
  switch (operation.kind) {
    case 'input':
      return input;
    case 'relu':
      return map3(input.shape, (y, x, c) => Math.max(0, read(input, y, x, c)!));
    case 'concatenation':
      return concatenate(inputs);
    case 'convolution':
      return convolve(operation, input);
    case 'maxPool':
    case 'averagePool': {
      const { window, rounding } = operation;
      const shape = [
        outputLength(height, 0, window, rounding),
        outputLength(width, 1, window, rounding),
        channels,
      ] as const;
      return map3(shape, (y, x, c) => pool(operation, input, y, x, c));
    }
    case 'localResponseNormalisation': {
      const { size, alpha, beta, bias } = operation;
      const reach = (size - 1) / 2;
      return map3(input.shape, (y, x, c) => {
        let squares = 0;
        for (let k = c - reach; k <= c + reach; k++) squares += (read(input, y, x, k) ?? 0) ** 2;
        return read(input, y, x, c)! / (bias + (alpha / size) * squares) ** beta;
      });
    }
    case 'dense': {
      const units = operation.bias.data.length;
      return map3([1, 1, units], (_y, _x, unit) => {
        let sum = operation.bias.data[unit]!;
        for (const [i, value] of input.data.entries())
          sum += value * operation.weights.data[i * units + unit]!;
        return sum;
      });
    }
    case 'softmax': {
      return map3(input.shape, (y, x, c) => {
        let total = 0;
        for (let k = 0; k < channels; k++) total += Math.exp(read(input, y, x, k)!);
        return Math.exp(read(input, y, x, c)!) / total;
      });
    }
  }
}

function concatenate(inputs: readonly Map3[]): Map3 {
  const [height, width] = inputs[0]!.shape;
  const total = inputs.reduce((sum, { shape }) => sum + shape[2], 0);
  return map3([height, width, total], (y, x, c) => {
    let channel = c;
    for (const input of inputs) {
      if (channel < input.shape[2]) return read(input, y, x, channel)!;
      channel -= input.shape[2];
    }
    throw new Error('unreachable');
  });
}

function convolve(
  { window, groups, kernel, bias }: Extract<Operation, { kind: 'convolution' }>,
  input: Map3,
): Map3 {
  const [sizeY, sizeX, inputs, outputs] = kernel.shape as [number, number, number, number];
  const shape = [
    outputLength(input.shape[0], 0, window, 'down'),
    outputLength(input.shape[1], 1, window, 'down'),
    outputs,
  ] as const;
  return map3(shape, (y, x, o) => {
    const first = Math.floor(o / (outputs / groups)) * inputs;
    let sum = bias.data[o]!;
    for (let ky = 0; ky < sizeY; ky++)
      for (let kx = 0; kx < sizeX; kx++)
        for (let i = 0; i < inputs; i++) {
          const row = y * window.stride[0] + ky - window.padding.top;
          const column = x * window.stride[1] + kx - window.padding.left;
          const weight = kernel.data[((ky * sizeX + kx) * inputs + i) * outputs + o]!;
          sum += weight * (read(input, row, column, first + i) ?? 0);
        }
    return sum;
  });
}

function pool(
  { kind, window }: Extract<Operation, { kind: 'maxPool' | 'averagePool' }>,
  input: Map3,
  y: number,
  x: number,
  c: number,
): number {
  const { size, stride, padding } = window;
  const [height, width] = input.shape;
  let maximum = -Infinity;
  let sum = 0;
  let area = 0;
  for (let ky = 0; ky < size[0]; ky++)
    for (let kx = 0; kx < size[1]; kx++) {
      const row = y * stride[0] + ky - padding.top;
      const column = x * stride[1] + kx - padding.left;
      const value = read(input, row, column, c);
      if (value !== undefined) maximum = Math.max(maximum, value);
      sum += value ?? 0;
      if (row < height + padding.bottom && column < width + padding.right) area++;
    }
  return kind === 'maxPool' ? maximum : sum / area;
}

/**
 * Gradient of Σ weights · output with respect to inputs[which], by central differences of `step`.
 * The error is of the order of step² times the third derivative plus 1e-16 / step.
 */
export function finiteDifferenceGradient(
  operation: Operation,
  inputs: readonly Map3[],
  which: number,
  weights: Float64Array,
  step: number,
): Float64Array {
  const { shape, data } = inputs[which]!;
  const value = (moved: Float64Array) => {
    const output = reference(operation, inputs.with(which, { shape, data: moved }));
    return output.data.reduce((sum, entry, index) => sum + entry * weights[index]!, 0);
  };
  return data.map((entry, index) => {
    const up = data.slice();
    const down = data.slice();
    up[index] = entry + step;
    down[index] = entry - step;
    return (value(up) - value(down)) / (2 * step);
  });
}
