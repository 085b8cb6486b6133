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

/** Places of a window of 3 × 3. */
const NINE = 9;

/** Adds every dy to the last place in its window, in reading order, that holds the maximum. */
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
  const routeWindow = size[0] * size[1] <= NINE ? routeOfNine : routeOfMany;
  const starts = new Int32Array(Math.max(NINE, size[0] * size[1]));
  for (let window = 0; window < n * rows * columns; window++) {
    const picture = Math.floor(window / (rows * columns));
    const top = (Math.floor(window / columns) % rows) * stride[0] - padding.top;
    const left = (window % columns) * stride[1] - padding.left;
    // The last place comes last; before the first one it stands again and again.
    let place = starts.length;
    for (let y = Math.min(height, top + size[0]) - 1; y >= Math.max(0, top); y--) {
      for (let x = Math.min(width, left + size[1]) - 1; x >= Math.max(0, left); x--) {
        starts[--place] = ((picture * height + y) * width + x) * channels;
      }
    }
    starts.fill(starts[place]!, 0, place);
    routeWindow(values, starts, wanted, dy, window * channels, channels, dx);
  }
}

type RouteWindow = (
  values: Int32Array,
  /** Where the channels of each place begin. */
  starts: Int32Array,
  wanted: Int32Array,
  dy: Float32Array,
  /** Where the channels of the window's output begin. */
  output: number,
  channels: number,
  dx: Float32Array,
) => void;

/**
 * Which place it is depends on the picture, so that a processor guesses a branch wrong half the time;
 * there is none. Zeros of either sign are equal and differ in their bits: the first place will do then.
 */
const routeOfNine: RouteWindow = (values, starts, wanted, dy, output, channels, dx) => {
  const [a, b, c] = [starts[0]!, starts[1]!, starts[2]!];
  const [d, e, f] = [starts[3]!, starts[4]!, starts[5]!];
  const [g, h, i] = [starts[6]!, starts[7]!, starts[8]!];
  for (let channel = 0; channel < channels; channel++) {
    const bits = wanted[output + channel]!;
    let place = a + channel;
    place = choose(values, place, b + channel, bits);
    place = choose(values, place, c + channel, bits);
    place = choose(values, place, d + channel, bits);
    place = choose(values, place, e + channel, bits);
    place = choose(values, place, f + channel, bits);
    place = choose(values, place, g + channel, bits);
    place = choose(values, place, h + channel, bits);
    place = choose(values, place, i + channel, bits);
    dx[place]! += dy[output + channel]!;
  }
};

const routeOfMany: RouteWindow = (values, starts, wanted, dy, output, channels, dx) => {
  for (let channel = 0; channel < channels; channel++) {
    let chosen = starts[0]! + channel;
    for (let place = 1; place < starts.length; place++) {
      chosen = choose(values, chosen, starts[place]! + channel, wanted[output + channel]!);
    }
    dx[chosen]! += dy[output + channel]!;
  }
};

/** The new place if it holds the bits, else the old one. */
function choose(values: Int32Array, old: number, place: number, bits: number): number {
  const difference = values[place]! ^ bits;
  const differs = (difference | -difference) >> 31;
  return (old & differs) | (place & ~differs);
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}
