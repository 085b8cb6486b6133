import protobuf from 'protobufjs';

/**
 * The part of TensorFlow's graph format that inference needs, with its field numbers, from
 * graph.proto, node_def.proto, attr_value.proto, tensor_shape.proto and tensor.proto in
 * tensorflow/core/framework. Enumerations are numbers here, and tensors stay bytes until they are
 * used: most of a file is weights.
 */
const proto = `
syntax = "proto3";
message GraphDef { repeated NodeDef node = 1; }
message NodeDef {
  string name = 1;
  string op = 2;
  repeated string input = 3;
  map<string, AttrValue> attr = 5;
}
message AttrValue {
  oneof value {
    ListValue list = 1;
    bytes s = 2;
    int64 i = 3;
    float f = 4;
    bool b = 5;
    int32 type = 6;
    TensorShapeProto shape = 7;
    bytes tensor = 8;
  }
}
message ListValue { repeated int64 i = 3; }
message TensorShapeProto {
  repeated Dim dim = 2;
  bool unknown_rank = 3;
}
message Dim { int64 size = 1; }
message TensorProto {
  int32 dtype = 1;
  TensorShapeProto tensor_shape = 2;
  bytes tensor_content = 4;
  repeated float float_val = 5;
  repeated int32 int_val = 7;
}
`;

const graphdefSchema: protobuf.Root = protobuf.parse(proto, { keepCase: true }).root;

export interface ShapeMessage {
  /** Sides, −1 where unknown. */
  readonly dim: readonly { readonly size: number }[];
  readonly unknown_rank: boolean;
}

/** An attribute: `value` names the one field that is set, if it is one of these. */
export interface AttributeMessage {
  readonly value?: 'list' | 's' | 'i' | 'f' | 'b' | 'type' | 'shape' | 'tensor';
  readonly list?: { readonly i: readonly number[] };
  readonly s?: Uint8Array;
  readonly i?: number;
  readonly f?: number;
  readonly b?: boolean;
  /** A DataType. */
  readonly type?: number;
  readonly shape?: ShapeMessage;
  /** A TensorProto. */
  readonly tensor?: Uint8Array;
}

export interface NodeMessage {
  readonly name: string;
  readonly op: string;
  /** `node`, `node:output`, or `^node` for one that only has to run before. */
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttributeMessage>>;
}

export interface TensorMessage {
  /** A DataType. */
  readonly dtype: number;
  readonly tensor_shape: ShapeMessage | null;
  /** All values, little-endian; empty where one of the lists has them. */
  readonly tensor_content: Uint8Array;
  readonly float_val: readonly number[];
  readonly int_val: readonly number[];
}

interface Messages {
  readonly GraphDef: { readonly node: readonly NodeMessage[] };
  readonly TensorProto: TensorMessage;
}

/**
 * A message as a plain object; unset fields have their defaults, unset messages are null.
 *
 * @throws Error where the bytes are not one.
 */
export function decodeGraphDef<K extends keyof Messages>(type: K, bytes: Uint8Array): Messages[K] {
  const message = graphdefSchema.lookupType(type);
  return message.toObject(message.decode(bytes), {
    arrays: true,
    objects: true,
    defaults: true,
    oneofs: true,
    longs: Number,
  }) as Messages[K];
}

/** DataType of types.proto, as TensorFlow's users write it. */
const dataTypes: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'float64',
  3: 'int32',
  4: 'uint8',
  5: 'int16',
  6: 'int8',
  7: 'string',
  9: 'int64',
  10: 'bool',
  11: 'qint8',
  12: 'quint8',
  13: 'qint32',
  14: 'bfloat16',
  19: 'float16',
};

export const float32 = 1;
export const int32 = 3;

export function dataTypeName(type: number): string {
  return dataTypes[type] ?? `type ${String(type)}`;
}
