import { createHash } from 'node:crypto';
import type { Tensor } from '../graph/ir.ts';

/** A weight tensor named `<layer>/weight` or `<layer>/bias`. */
export interface NamedTensor extends Tensor {
  readonly name: string;
}

/**
 * Identity of a model's weights whatever file they come in: sha256 (hex) over every tensor's name,
 * NUL, comma-joined shape, NUL and little-endian float32 values, layers in file order and weight
 * before bias. Kernels are (out, in, y, x), dense weights (out, in), biases (out), as in Caffe.
 * Layers that the model's outputs do not need are left out by the caller.
 */
export function tensorDigest(tensors: readonly NamedTensor[]): string {
  const hash = createHash('sha256');
  for (const { name, shape, data } of tensors) {
    hash.update(`${name}\0${shape.join()}\0`);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}
