import { compileConvolution } from '../pipeline/engine/convolution.ts';
import * as tf from '../pipeline/engine/tensorflow.ts';
import { Random } from '../pipeline/numerics/random.ts';

/** GFLOP/s of the 3 × 3 convolution of GoogLeNet's conv2 (56 × 56, 64 → 192), batch 4. */
export interface RawRates {
  readonly forward: number;
  /** Input gradient by the engine's flipped, transposed kernel. */
  readonly gradient: number;
  /** Input gradient by the backend's own kernel. */
  readonly backendGradient: number;
}

/** The convolution, its operands on the backend for good. */
export interface RawConvolution {
  /** All three rates, the best of a few spans each. */
  rates(): Promise<RawRates>;
  /** The forward rate of one span, GFLOP/s: what the machine gives at this moment. */
  forwardNow(): Promise<number>;
}

export async function rawConvolution(): Promise<RawConvolution> {
  const random = new Random(1);
  const [batch, side, inputs, outputs] = [4, 56, 64, 192];
  const noise = (...shape: number[]): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
      shape,
    );
  const input = noise(batch, side, side, inputs) as tf.Tensor4D;
  const upstream = noise(batch, side, side, outputs) as tf.Tensor4D;
  const kernel = noise(3, 3, inputs, outputs) as tf.Tensor4D;
  const compiled = compileConvolution({
    kind: 'convolution',
    window: { size: [3, 3], stride: [1, 1], padding: { top: 1, bottom: 1, left: 1, right: 1 } },
    groups: 1,
    kernel: { shape: [3, 3, inputs, outputs], data: await kernel.data<'float32'>() },
    bias: { shape: [outputs], data: new Float32Array(outputs) },
  });
  const work = 2 * batch * side * side * 9 * inputs * outputs;
  const gradient = tf.grad((x) => compiled.apply(x as tf.Tensor4D));
  const runForward = () => tf.conv2d(input, kernel, 1, 'same');
  return {
    rates: async () => {
      const forward = await bestRate(work, runForward);
      // The gradient's run includes one forward pass, whose time is taken off.
      const both = await bestRate(work, () => gradient(input, upstream));
      return {
        forward,
        gradient: 1 / (1 / both - 1 / forward),
        backendGradient: await bestRate(work, () =>
          tf.conv2dTranspose(upstream, kernel, [batch, side, side, inputs], 1, 'same'),
        ),
      };
    },
    forwardNow: () => sustainedRate(work, runForward),
  };
}

/** Milliseconds: about as long as the pictures and probes that are compared with it are measured. */
const SPAN = 700;
const SPANS = 3;

/** The best of three spans, after one more in which the engine compiles what it first only translates. */
async function bestRate(work: number, run: () => tf.Tensor): Promise<number> {
  let best = 0;
  for (let span = 0; span <= SPANS; span++) {
    const rate = await sustainedRate(work, run);
    if (span > 0) best = Math.max(best, rate);
  }
  return best;
}

/** GFLOP/s over one span. */
async function sustainedRate(work: number, run: () => tf.Tensor): Promise<number> {
  const start = performance.now();
  let runs = 0;
  while (runs === 0 || performance.now() - start < SPAN) {
    const result = tf.tidy(run);
    await result.data();
    result.dispose();
    runs++;
  }
  return (work * runs) / ((performance.now() - start) / 1000) / 1e9;
}
