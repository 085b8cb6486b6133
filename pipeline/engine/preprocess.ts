import type { Tensor } from '../graph/ir.ts';
import type { ModelFile } from '../records/model-file.ts';

/** What a model file says about its input's channels. */
export type InputColours = Pick<ModelFile['input'], 'channels' | 'mean'>;

/** RGB pixels, [n, y, x, 3] on 0–255, as the model reads them: its channel order, less its mean. */
export function preprocess({ channels, mean }: InputColours, pixels: Tensor): Tensor {
  const data = new Float32Array(pixels.data.length);
  const last = channels === 'bgr' ? 2 : 0;
  for (let i = 0; i < data.length; i += 3) {
    for (let channel = 0; channel < 3; channel++) {
      // For BGR channel 0 of the model reads channel 2 of the pixels, and so on.
      data[i + channel] = pixels.data[i + Math.abs(last - channel)]! - mean[channel]!;
    }
  }
  return { shape: pixels.shape, data };
}
