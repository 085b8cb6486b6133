import protobuf from 'protobufjs';

/**
 * Writes small caffemodels, field by field: the numbers are those of Caffe's caffe.proto and are
 * deliberately not taken from the importer's schema.
 */

/** A field's value: an integer, a float, text, a message's bytes, or several of them. */
type FieldValue = number | { readonly float: number } | string | Uint8Array | readonly FieldValue[];

export function message(fields: Readonly<Record<number, FieldValue>>): Uint8Array {
  const writer = protobuf.Writer.create();
  const write = (field: number, value: FieldValue): void => {
    if (typeof value === 'number') writer.uint32((field << 3) | 0).uint32(value);
    else if (typeof value === 'string') writer.uint32((field << 3) | 2).string(value);
    else if (value instanceof Uint8Array) writer.uint32((field << 3) | 2).bytes(value);
    else if ('float' in value) writer.uint32((field << 3) | 5).float(value.float);
    else for (const item of value) write(field, item);
  };
  for (const [field, value] of Object.entries(fields)) write(Number(field), value);
  return writer.finish();
}

const float = (value: number) => ({ float: value });

function packed(values: readonly number[]): Uint8Array {
  return new Uint8Array(new Float32Array(values).buffer);
}

/** Shape as four legacy dimensions or as BlobShape; floats packed or one field each. */
export interface BlobStyle {
  readonly shape: 'legacy' | 'BlobShape';
  readonly floats: 'packed' | 'single';
}

export function blob(
  shape: readonly number[],
  values: readonly number[],
  style: BlobStyle,
): Uint8Array {
  const data = style.floats === 'packed' ? packed(values) : values.map(float);
  if (style.shape === 'BlobShape') return message({ 5: data, 7: message({ 1: shape }) });
  const [number_, channels, height, width] = [...[1, 1, 1, 1].slice(shape.length), ...shape];
  return message({ 1: number_!, 2: channels!, 3: height!, 4: width!, 5: data });
}

export interface LayerSketch {
  readonly name: string;
  /** As the new encoding names it. */
  readonly type: string;
  readonly bottoms?: readonly string[];
  readonly tops?: readonly string[];
  /** Weights then bias. */
  readonly blobs?: readonly (readonly [shape: readonly number[], values: readonly number[]])[];
  /** Fields of the layer's own parameter message, by number. */
  readonly parameter?: Readonly<Record<number, FieldValue>>;
}

export type Encoding = 'V1' | 'V2';

const oldTypes: Readonly<Record<string, number>> = {
  Concat: 3,
  Convolution: 4,
  Data: 5,
  Dropout: 6,
  InnerProduct: 14,
  LRN: 15,
  Pooling: 17,
  ReLU: 18,
  Sigmoid: 19,
  Softmax: 20,
  SoftmaxWithLoss: 21,
  Split: 22,
};

/** Number of the parameter field in the old and the new layer message. */
const parameterFields: Readonly<Record<string, readonly [number, number]>> = {
  Concat: [9, 104],
  Convolution: [10, 106],
  Dropout: [12, 108],
  InnerProduct: [17, 117],
  LRN: [18, 118],
  Pooling: [19, 121],
  ReLU: [30, 123],
  Softmax: [39, 125],
  Input: [143, 143],
};

/** V1 writes legacy blob shapes and V2 BlobShapes, unless `style` says otherwise. */
export function caffemodel(
  encoding: Encoding,
  layers: readonly LayerSketch[],
  options: { readonly style?: BlobStyle; readonly net?: Readonly<Record<number, FieldValue>> } = {},
): Uint8Array {
  const style = options.style ?? {
    shape: encoding === 'V1' ? 'legacy' : 'BlobShape',
    floats: 'packed',
  };
  const encoded = layers.map((layer) => {
    const { name, type, bottoms = [], tops = [], parameter } = layer;
    const blobs = (layer.blobs ?? []).map(([shape, values]) => blob(shape, values, style));
    const field = parameterFields[type]?.[encoding === 'V1' ? 0 : 1];
    if (parameter && field === undefined) throw new Error(`no parameter field for ${type}`);
    const parameters = parameter && field !== undefined ? { [field]: message(parameter) } : {};
    return encoding === 'V1'
      ? message({ 2: bottoms, 3: tops, 4: name, 5: oldTypes[type] ?? 99, 6: blobs, ...parameters })
      : message({ 1: name, 2: type, 3: bottoms, 4: tops, 7: blobs, ...parameters });
  });
  return message({ 1: 'tiny', [encoding === 'V1' ? 2 : 100]: encoded, ...options.net });
}
