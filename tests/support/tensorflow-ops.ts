/**
 * TensorFlow's operations as plain float64 loops over one picture, from their definitions in
 * TensorFlow's documentation: SAME padding is worked out here for every window from the size of its
 * input, and shares no code with the importer or the engine.
 */
import { map3, type Map3 } from './reference-ops.ts';

export type Scheme = 'SAME' | 'VALID';

/** [y, x, c] of a picture, or undefined outside it. */
function at({ shape: [height, width, channels], data }: Map3, y: number, x: number, c: number) {
  const inside = y >= 0 && y < height && x >= 0 && x < width;
  return inside ? data[(y * width + x) * channels + c]! : undefined;
}

/** First pixel of every window along an axis: "SAME" gives ceil(n / s) of them, "VALID" what fits. */
function starts(length: number, size: number, stride: number, scheme: Scheme): number[] {
  if (scheme === 'VALID') {
    return Array.from({ length: Math.ceil((length - size + 1) / stride) }, (_, i) => i * stride);
  }
  // pad = max(k − s, 0) where s divides n, else max(k − n mod s, 0); half of it, rounded down, before.
  const rest = length % stride;
  const pad = Math.max(size - (rest === 0 ? stride : rest), 0);
  const count = Math.ceil(length / stride);
  return Array.from({ length: count }, (_, i) => i * stride - Math.floor(pad / 2));
}

/** Kernel as the file has it, [y, x, in, out]. */
export interface Kernel {
  readonly shape: readonly [number, number, number, number];
  readonly values: readonly number[];
}

export function conv2d(
  input: Map3,
  { shape: [height, width, inputs, outputs], values }: Kernel,
  bias: readonly number[],
  stride: number,
  scheme: Scheme,
): Map3 {
  const rows = starts(input.shape[0], height, stride, scheme);
  const columns = starts(input.shape[1], width, stride, scheme);
  return map3([rows.length, columns.length, outputs], (y, x, o) => {
    let sum = bias[o]!;
    for (let ky = 0; ky < height; ky++)
      for (let kx = 0; kx < width; kx++)
        for (let i = 0; i < inputs; i++) {
          const pixel = at(input, rows[y]! + ky, columns[x]! + kx, i) ?? 0;
          sum += pixel * values[((ky * width + kx) * inputs + i) * outputs + o]!;
        }
    return sum;
  });
}

/** Pools over the pixels of the picture alone: the mean is theirs, whatever the padding. */
export function pool(
  input: Map3,
  kind: 'max' | 'mean',
  size: number,
  stride: number,
  scheme: Scheme,
): Map3 {
  const rows = starts(input.shape[0], size, stride, scheme);
  const columns = starts(input.shape[1], size, stride, scheme);
  return map3([rows.length, columns.length, input.shape[2]], (y, x, c) => {
    const seen: number[] = [];
    for (let ky = 0; ky < size; ky++)
      for (let kx = 0; kx < size; kx++) {
        const pixel = at(input, rows[y]! + ky, columns[x]! + kx, c);
        if (pixel !== undefined) seen.push(pixel);
      }
    if (kind === 'max') return Math.max(...seen);
    return seen.reduce((sum, pixel) => sum + pixel, 0) / seen.length;
  });
}

/** tf.nn.local_response_normalization: alpha times the sum of squares, not their mean. */
export function lrn(
  input: Map3,
  { radius, bias, alpha, beta }: { radius: number; bias: number; alpha: number; beta: number },
): Map3 {
  const channels = input.shape[2];
  return map3(input.shape, (y, x, c) => {
    let squares = 0;
    for (let k = Math.max(0, c - radius); k <= Math.min(channels - 1, c + radius); k++)
      squares += at(input, y, x, k)! ** 2;
    return at(input, y, x, c)! / (bias + alpha * squares) ** beta;
  });
}

export function relu(input: Map3): Map3 {
  return map3(input.shape, (y, x, c) => Math.max(0, at(input, y, x, c)!));
}

export function concat(inputs: readonly Map3[]): Map3 {
  const [height, width] = inputs[0]!.shape;
  const channels = inputs.flatMap((input) =>
    Array.from({ length: input.shape[2] }, (_, c) => [input, c] as const),
  );
  return map3([height, width, channels.length], (y, x, c) => {
    const [input, own] = channels[c]!;
    return at(input, y, x, own)!;
  });
}

/** A row times a matrix (in, out), plus a bias; the row is the map in its own order in memory. */
export function matmul(input: Map3, matrix: readonly number[], bias: readonly number[]): Map3 {
  return map3([1, 1, bias.length], (_y, _x, o) =>
    input.data.reduce((sum, value, i) => sum + value * matrix[i * bias.length + o]!, bias[o]!),
  );
}

export function softmax(input: Map3): Map3 {
  const total = input.data.reduce((sum, value) => sum + Math.exp(value), 0);
  return map3(input.shape, (y, x, c) => Math.exp(at(input, y, x, c)!) / total);
}
