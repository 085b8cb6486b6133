import protobuf from 'protobufjs';

/**
 * Writes small TensorFlow GraphDefs, field by field: the numbers are those of the .proto files in
 * tensorflow/core/framework and are deliberately not taken from the importer's schema.
 */

export type AttributeSketch =
  | { readonly list: readonly number[] }
  | { readonly text: string }
  | { readonly integer: number }
  | { readonly float: number }
  | { readonly flag: boolean }
  | { readonly type: number }
  | { readonly shape: readonly number[] }
  | { readonly unknownRank: true }
  | { readonly tensor: Uint8Array };

export interface NodeSketch {
  readonly name: string;
  readonly op: string;
  readonly inputs?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeSketch>>;
}

/** GraphDef: node 1, versions 4 (VersionDef: producer 1). */
export function graphdef(nodes: readonly NodeSketch[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const node of nodes) writer.uint32(tag(1, 2)).bytes(nodeDef(node));
  return writer.uint32(tag(4, 2)).bytes(Uint8Array.of(0x08, 21)).finish();
}

/** NodeDef: name 1, op 2, input 3, attr 5 (a map: key 1, value 2). */
function nodeDef({ name, op, inputs = [], attributes = {} }: NodeSketch): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(tag(1, 2)).string(name).uint32(tag(2, 2)).string(op);
  for (const input of inputs) writer.uint32(tag(3, 2)).string(input);
  for (const [key, value] of Object.entries(attributes)) {
    writer.uint32(tag(5, 2)).fork();
    writer.uint32(tag(1, 2)).string(key).uint32(tag(2, 2)).bytes(attrValue(value)).ldelim();
  }
  return writer.finish();
}

/** AttrValue: list 1 (i 3), s 2, i 3, f 4, b 5, type 6, shape 7, tensor 8. */
function attrValue(value: AttributeSketch): Uint8Array {
  const writer = protobuf.Writer.create();
  if ('list' in value) {
    writer.uint32(tag(1, 2)).fork().uint32(tag(3, 2)).fork();
    for (const item of value.list) writer.int64(item);
    writer.ldelim().ldelim();
  } else if ('text' in value) writer.uint32(tag(2, 2)).string(value.text);
  else if ('integer' in value) writer.uint32(tag(3, 0)).int64(value.integer);
  else if ('float' in value) writer.uint32(tag(4, 5)).float(value.float);
  else if ('flag' in value) writer.uint32(tag(5, 0)).bool(value.flag);
  else if ('type' in value) writer.uint32(tag(6, 0)).int32(value.type);
  else if ('shape' in value) writer.uint32(tag(7, 2)).bytes(tensorShape(value.shape));
  else if ('unknownRank' in value) writer.uint32(tag(7, 2)).bytes(Uint8Array.of(tag(3, 0), 1));
  else writer.uint32(tag(8, 2)).bytes(value.tensor);
  return writer.finish();
}

/** TensorShapeProto: dim 2 (Dim: size 1). */
function tensorShape(sides: readonly number[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const side of sides) writer.uint32(tag(2, 2)).fork().uint32(tag(1, 0)).int64(side).ldelim();
  return writer.finish();
}

/** DataType, of types.proto. */
export const DT = { float: 1, double: 2, int32: 3, qint8: 11, half: 19 } as const;

/** How a TensorProto holds its values. */
export type TensorStyle = 'content' | 'list' | 'single fields';

/**
 * TensorProto: dtype 1, tensor_shape 2, tensor_content 4, float_val 5, int_val 7. A list may be
 * shorter than the shape says: one value stands for all.
 */
export function tensorProto(
  type: number,
  shape: readonly number[],
  values: readonly number[],
  style: TensorStyle = 'content',
): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(tag(1, 0)).int32(type).uint32(tag(2, 2)).bytes(tensorShape(shape));
  const integers = type === DT.int32;
  if (style === 'content') {
    const { buffer } = integers ? Int32Array.from(values) : Float32Array.from(values);
    writer.uint32(tag(4, 2)).bytes(new Uint8Array(buffer));
  } else if (style === 'list') {
    writer.uint32(tag(integers ? 7 : 5, 2)).fork();
    for (const value of values)
      if (integers) writer.int32(value);
      else writer.float(value);
    writer.ldelim();
  } else {
    for (const value of values)
      if (integers) writer.uint32(tag(7, 0)).int32(value);
      else writer.uint32(tag(5, 5)).float(value);
  }
  return writer.finish();
}

/** A Const node of float32 values. */
export function weights(
  name: string,
  shape: readonly number[],
  values: readonly number[],
  style?: TensorStyle,
): NodeSketch {
  const tensor = tensorProto(DT.float, shape, values, style);
  return { name, op: 'Const', attributes: { dtype: { type: DT.float }, value: { tensor } } };
}

/** A Const node of int32 values, a scalar where `shape` is empty. */
export function integers(
  name: string,
  shape: readonly number[],
  values: readonly number[],
  style: TensorStyle = 'list',
): NodeSketch {
  const tensor = tensorProto(DT.int32, shape, values, style);
  return { name, op: 'Const', attributes: { dtype: { type: DT.int32 }, value: { tensor } } };
}

const tag = (field: number, wireType: number): number => (field << 3) | wireType;
