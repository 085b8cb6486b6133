import { decodeSafetensors, encodeFloat32, type NamedTensor } from '../records/safetensors.ts';

export type { NamedTensor };

/**
 * Named float32 tensors as an artifact's bytes, in the safetensors layout, every bit kept.
 *
 * @throws RangeError for a tensor whose shape and data disagree
 */
export function encodeTensors(tensors: Readonly<Record<string, NamedTensor>>): Uint8Array {
  return encodeFloat32(tensors);
}

/** The tensors of `encodeTensors`, as copies. Throws a RangeError for anything else. */
export function decodeTensors(bytes: Uint8Array): Record<string, NamedTensor> {
  return decodeSafetensors(bytes);
}
