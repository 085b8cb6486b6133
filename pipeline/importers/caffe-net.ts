import protobuf from 'protobufjs';
import { oldLayerType } from './caffe-layer-types.ts';
import {
  decodeCaffe,
  defaultParameters,
  type LayerParameters,
  withDefaults,
} from './caffe-schema.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** A layer of either encoding. */
export interface CaffeLayer {
  readonly name: string;
  /** As LayerParameter.type names it. */
  readonly type: string;
  readonly bottoms: readonly string[];
  readonly tops: readonly string[];
  /** BlobProto messages, weights then bias. */
  readonly blobs: readonly Uint8Array[];
  readonly parameters: LayerParameters;
  /** Of an Input layer that states it: [images, channels, height, width]. */
  readonly inputShape?: readonly number[];
}

interface RawLayer extends Partial<LayerParameters> {
  readonly name: string;
  readonly type: string | number;
  readonly bottom: readonly string[];
  readonly top: readonly string[];
  readonly blobs: readonly Uint8Array[];
  readonly input_param?: { readonly shape: readonly { readonly dim: readonly number[] }[] };
}

interface RawNet {
  readonly layers: readonly RawLayer[];
  readonly layer: readonly RawLayer[];
  readonly input: readonly string[];
  readonly input_dim: readonly number[];
  readonly input_shape: readonly { readonly dim: readonly number[] }[];
}

/**
 * The layers of a caffemodel in file order, old (`layers`) or new (`layer`) encoding; inputs that a
 * net declares outside its layers come first, as Input layers.
 *
 * @throws UserError where the bytes end early or are no caffemodel, each in its own words.
 */
export function readCaffeNet(bytes: Uint8Array, source: WeightSource): CaffeLayer[] {
  checkOutline(bytes, source);
  let net: RawNet;
  try {
    net = decodeCaffe<RawNet>('NetParameter', bytes);
  } catch (error) {
    throw corrupt(source, error);
  }
  const layers = [...net.layers, ...net.layer];
  if (layers.length === 0) throw corrupt(source, 'no layers');
  return [...declaredInputs(net), ...layers.map(layerOf)];
}

/** The wire type of every field that NetParameter has: 0 varint, 2 length-delimited. */
const outline = new Map<number, number>([
  [1, 2],
  [2, 2],
  [3, 2],
  [4, 0],
  [5, 0],
  [6, 2],
  [7, 0],
  [8, 2],
  [100, 2],
]);

/** Walks the outermost fields only, to tell a file that was cut short from one that is something else. */
function checkOutline(bytes: Uint8Array, source: WeightSource): void {
  const reader = protobuf.Reader.create(bytes);
  try {
    if (bytes.length === 0) throw new RangeError('empty');
    while (reader.pos < reader.len) {
      const start = reader.pos;
      const tag = reader.uint32();
      // `input_dim` may be packed.
      if (outline.get(tag >>> 3) !== (tag & 7) && tag !== ((4 << 3) | 2)) {
        throw new Error(`no field of a network at byte ${String(start)}`);
      }
      reader.skipType(tag & 7);
    }
  } catch (error) {
    // The reader's sign that a field goes on beyond the last byte.
    if (!(error instanceof RangeError)) throw corrupt(source, error);
    const found = `one that breaks off at byte ${String(bytes.length)}`;
    throw unusable(source, 'a complete caffemodel', found);
  }
}

function corrupt(source: WeightSource, cause: unknown): Error {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return unusable(source, 'a caffemodel', `bytes that are not one (${problem})`);
}

function declaredInputs(net: RawNet): CaffeLayer[] {
  return net.input.map((name, index) => ({
    name,
    type: 'Input',
    bottoms: [],
    tops: [name],
    blobs: [],
    parameters: defaultParameters,
    inputShape: net.input_shape[index]?.dim ?? net.input_dim.slice(index * 4, index * 4 + 4),
  }));
}

function layerOf(raw: RawLayer): CaffeLayer {
  const inputShape = raw.input_param?.shape[0]?.dim;
  return {
    name: raw.name,
    type: typeof raw.type === 'number' ? oldLayerType(raw.type) : raw.type,
    bottoms: raw.bottom,
    tops: raw.top,
    blobs: raw.blobs,
    parameters: withDefaults(raw),
    ...(inputShape ? { inputShape } : {}),
  };
}
