import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Padding } from '../graph/ir.ts';
import * as tf from './tensorflow.ts';

type Pair = readonly [number, number];
type Map4 = tf.TensorInfo & { shape: [number, number, number, number] };

export interface PlacedPool {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
}

const NAME = 'MaxPoolRoute';

/**
 * Adds to the WASM backend the gradient of max-pooling that its argmax takes several times as long to
 * give; see maxPoolGradient. It works on the module's memory itself.
 */
export function registerMaxPoolKernel(): void {
  tf.registerKernel({
    kernelName: NAME,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { map, maxima, dy } = inputs as Record<'map' | 'maxima' | 'dy', Map4>;
      const wasm = backend as unknown as BackendWasm;
      const dx = wasm.makeOutput(map.shape, 'float32');
      // Only now: making room may move the module's memory.
      const [x, y, from, to] = [map, maxima, dy, dx].map(
        (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array,
      ) as [Float32Array, Float32Array, Float32Array, Float32Array];
      route(x, map.shape, y, maxima.shape, from, to, attrs as unknown as PlacedPool);
      return dx;
    },
  });
}

/** Runs the kernel on the WASM backend: `maxima` and `dy` at the output, [n, y, x, c]. */
export function runMaxPoolKernel(
  map: tf.Tensor4D,
  maxima: tf.Tensor4D,
  dy: tf.Tensor4D,
  pool: PlacedPool,
): tf.Tensor4D {
  const attrs = { ...pool } as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel(NAME, { map, maxima, dy }, attrs) as tf.Tensor4D;
}

/** Places of a window that are looked at in one go: those of 3 × 3. */
const AT_ONCE = 9;

/**
 * Adds every dy to the last place in its window, in reading order, that holds the maximum. Which it is
 * depends on the picture, so that a processor guesses a branch wrong half the time; there is none.
 */
function route(
  map: Float32Array,
  [n, height, width, channels]: readonly [number, number, number, number],
  maxima: Float32Array,
  [, rows, columns]: readonly [number, number, number, number],
  dy: Float32Array,
  dx: Float32Array,
  { size, stride, padding }: PlacedPool,
): void {
  dx.fill(0);
  const [values, wanted] = [bitsOf(map), bitsOf(maxima)];
  const starts = new Int32Array(Math.ceil((size[0] * size[1]) / AT_ONCE) * AT_ONCE);
  const chosen = new Int32Array(channels);
  for (let window = 0; window < n * rows * columns; window++) {
    const picture = Math.floor(window / (rows * columns));
    const top = (Math.floor(window / columns) % rows) * stride[0] - padding.top;
    const left = (window % columns) * stride[1] - padding.left;
    // The last places come last; before them the first one stands again and again.
    let place = starts.length;
    for (let y = Math.min(height, top + size[0]) - 1; y >= Math.max(0, top); y--) {
      for (let x = Math.min(width, left + size[1]) - 1; x >= Math.max(0, left); x--) {
        starts[--place] = ((picture * height + y) * width + x) * channels;
      }
    }
    starts.fill(starts[place]!, 0, place);
    const output = window * channels;
    // Zeros of either sign are equal and differ in their bits; then the first place will do.
    for (let channel = 0; channel < channels; channel++) chosen[channel] = starts[0]! + channel;
    for (let from = 0; from < starts.length; from += AT_ONCE) {
      chooseOfNine(values, starts.subarray(from, from + AT_ONCE), wanted, output, chosen);
    }
    for (let channel = 0; channel < channels; channel++) {
      dx[chosen[channel]!]! += dy[output + channel]!;
    }
  }
}

/** For every channel the last of nine places that holds what is wanted of it; else as before. */
function chooseOfNine(
  values: Int32Array,
  starts: Int32Array,
  wanted: Int32Array,
  output: number,
  chosen: Int32Array,
): void {
  const [a, b, c, d, e, f, g, h, i] = starts as unknown as readonly number[] & { length: 9 };
  for (let channel = 0; channel < chosen.length; channel++) {
    const bits = wanted[output + channel]!;
    let place = chosen[channel]!;
    place = choose(values, place, a! + channel, bits);
    place = choose(values, place, b! + channel, bits);
    place = choose(values, place, c! + channel, bits);
    place = choose(values, place, d! + channel, bits);
    place = choose(values, place, e! + channel, bits);
    place = choose(values, place, f! + channel, bits);
    place = choose(values, place, g! + channel, bits);
    place = choose(values, place, h! + channel, bits);
    place = choose(values, place, i! + channel, bits);
    chosen[channel] = place;
  }
}

/** The new place if it holds the bits, else the old one. */
function choose(values: Int32Array, old: number, place: number, bits: number): number {
  const difference = values[place]! ^ bits;
  const differs = (difference | -difference) >> 31;
  return (old & differs) | (place & ~differs);
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}
