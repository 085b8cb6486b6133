import type { Linked } from '../graph/traverse.ts';
import type { CaffeLayer } from './caffe-net.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** One value of the network, the layer that computes it and the values that layer reads. */
export interface WiredLayer extends Linked {
  readonly layer: CaffeLayer;
}

/** A value still being named: a later layer that writes in place takes its name. */
interface Value {
  name: string;
  readonly layer: CaffeLayer;
  readonly inputs: readonly Value[];
}

/** Layers whose value is their input's: nothing is computed at inference. */
const identities = new Set(['Split', 'Dropout']);

/**
 * Turns Caffe's blobs, which layers may overwrite, into values that are written once. Split and
 * Dropout give their input further names; of a value and the layer that overwrites it, the last
 * keeps the name and the first is called `<name>/preactivation`.
 *
 * @throws UserError where a layer reads a value that no layer before it wrote, or where a value is
 * written twice and not in place.
 */
export function wireLayers(layers: readonly CaffeLayer[], source: WeightSource): WiredLayer[] {
  const current = new Map<string, Value>();
  const values: Value[] = [];
  for (const layer of layers) {
    const inputs = layer.bottoms.map((bottom) => {
      const value = current.get(bottom);
      if (value) return value;
      throw unusable(
        source,
        `layer "${layer.name}" to read what earlier layers wrote`,
        `"${bottom}", which none did`,
      );
    });
    for (const top of layer.tops) {
      if (identities.has(layer.type) && inputs[0]) {
        current.set(top, inputs[0]);
        continue;
      }
      const overwritten = current.get(top);
      if (overwritten && !layer.bottoms.includes(top)) {
        throw unusable(source, `one layer to write "${top}"`, `"${layer.name}" as another`);
      }
      // An overwritten alias leaves the value it stood for untouched.
      if (overwritten?.name === top) overwritten.name = `${top}/preactivation`;
      const value: Value = { name: top, layer, inputs };
      current.set(top, value);
      values.push(value);
    }
  }
  return values.map(({ name, layer, inputs }) => ({
    name,
    layer,
    inputs: inputs.map((input) => input.name),
  }));
}
