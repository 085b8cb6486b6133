import { oldLayerType } from './caffe-layer-types.ts';
import {
  decodeCaffe,
  defaultParameters,
  type LayerParameters,
  withDefaults,
} from './caffe-schema.ts';
import {
  checkOutline,
  delimited,
  fieldTag,
  notInFormat,
  type ProtobufFormat,
  varint,
} from './protobuf-outline.ts';
import type { WeightSource } from './weight-source.ts';

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
  checkOutline(bytes, caffemodel, source);
  let net: RawNet;
  try {
    net = decodeCaffe<RawNet>('NetParameter', bytes);
  } catch (error) {
    throw notInFormat(caffemodel, error, source);
  }
  const layers = [...net.layers, ...net.layer];
  if (layers.length === 0) throw notInFormat(caffemodel, 'no layers', source);
  return [...declaredInputs(net), ...layers.map(layerOf)];
}

/** The fields of NetParameter; `input_dim` may be packed. */
const caffemodel: ProtobufFormat = {
  name: 'caffemodel',
  content: 'a network',
  tags: new Set([
    ...[1, 2, 3, 4, 6, 8, 100].map((field) => fieldTag(field, delimited)),
    ...[4, 5, 7].map((field) => fieldTag(field, varint)),
  ]),
};

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
