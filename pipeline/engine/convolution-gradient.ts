/**
 * The gradient of a convolution with respect to its input, as a convolution of its own.
 *
 * Along one axis, with kernel size K, stride s and leading padding p, the output is
 * y[o] = Σ_k w[k] x[s·o + k − p], so that dx[i] = Σ_o dy[o] w[i + p − s·o]. Writing i + p = s·q + r
 * with 0 ≤ r < s gives, for every phase r, a convolution of stride 1 with every s-th tap of the
 * flipped kernel: dx[q, r] = Σ_t dy[q − t] w[r + s·t], t < T = ⌈K / s⌉. All phases are computed at
 * once as output channels and interleaved afterwards; for s = 1 this is the familiar convolution
 * with the flipped, transposed kernel. It does s² times less work than stuffing dy with zeros.
 */
import type { Padding, Tensor, Window } from '../graph/ir.ts';

/**
 * Kernel [y, x, in, out] to the gradient's kernel [⌈y / sy⌉, ⌈x / sx⌉, out, sy · sx · in], whose
 * output channels run over (phase y, phase x, in). Taps beyond the kernel are zero.
 */
export function inputGradientKernel(
  kernel: Tensor,
  [strideY, strideX]: readonly [number, number],
): Tensor {
  const [sizeY, sizeX, inputs, outputs] = kernel.shape as [number, number, number, number];
  const tapsY = Math.ceil(sizeY / strideY);
  const tapsX = Math.ceil(sizeX / strideX);
  const channels = strideY * strideX * inputs;
  const data = new Float32Array(tapsY * tapsX * outputs * channels);
  for (let y = 0; y < sizeY; y++) {
    const tapY = tapsY - 1 - Math.floor(y / strideY);
    for (let x = 0; x < sizeX; x++) {
      const tapX = tapsX - 1 - Math.floor(x / strideX);
      const phase = (y % strideY) * strideX + (x % strideX);
      for (let i = 0; i < inputs; i++) {
        const from = ((y * sizeX + x) * inputs + i) * outputs;
        const to = (tapY * tapsX + tapX) * outputs * channels + phase * inputs + i;
        for (let o = 0; o < outputs; o++) data[to + o * channels] = kernel.data[from + o]!;
      }
    }
  }
  return { shape: [tapsY, tapsX, outputs, channels], data };
}

export interface InputGradientPlacement {
  /** Padding of dy. */
  readonly padding: Padding;
  /** First row and column of the interleaved phases that belong to the input. */
  readonly offset: readonly [number, number];
}

/**
 * Where the gradient's convolution lies over dy, for a forward padding smaller than the kernel.
 *
 * @param input [height, width] of the forward input; `output` that of the forward output, dy.
 */
export function placeInputGradient(
  { size, stride }: Window,
  padding: Padding,
  input: readonly [number, number],
  output: readonly [number, number],
): InputGradientPlacement {
  const y = placeAlong(size[0], stride[0], padding.top, input[0], output[0]);
  const x = placeAlong(size[1], stride[1], padding.left, input[1], output[1]);
  return {
    padding: { top: y.leading, bottom: y.trailing, left: x.leading, right: x.trailing },
    offset: [y.offset, x.offset],
  };
}

function placeAlong(
  size: number,
  stride: number,
  padding: number,
  input: number,
  output: number,
): { leading: number; trailing: number; offset: number } {
  const first = Math.floor(padding / stride);
  const end = Math.ceil((padding + input) / stride);
  return {
    leading: Math.ceil(size / stride) - 1 - first,
    trailing: end - output,
    offset: padding - stride * first,
  };
}
