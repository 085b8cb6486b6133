import protobuf from 'protobufjs';
import type { Tensor } from '../graph/ir.ts';

/**
 * Reads a BlobProto: its BlobShape or its legacy num, channels, height and width; its floats, packed
 * or one by one, copied as bytes. Values are as stored, for weights (out, in, y, x).
 *
 * @throws Error where the bytes are no blob, or hold another number of values than the shape says.
 */
export function readBlob(bytes: Uint8Array): Tensor {
  const reader = protobuf.Reader.create(bytes);
  const legacy: number[] = [];
  let shape: number[] | undefined;
  const chunks: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    switch (tag) {
      case tagOf(1, varint):
      case tagOf(2, varint):
      case tagOf(3, varint):
      case tagOf(4, varint):
        legacy[(tag >>> 3) - 1] = reader.uint32();
        break;
      case tagOf(5, delimited):
        chunks.push(reader.bytes());
        break;
      case tagOf(5, fixed32):
        chunks.push(bytes.subarray(reader.pos, reader.pos + 4));
        reader.skip(4);
        break;
      case tagOf(7, delimited):
        shape = readShape(reader.bytes());
        break;
      case tagOf(8, delimited):
      case tagOf(8, fixed64):
        throw new Error('a blob of doubles');
      default:
        reader.skipType(tag & 7);
    }
  }
  return checked(shape ?? [0, 1, 2, 3].map((axis) => legacy[axis] ?? 1), floats(chunks));
}

const varint = 0;
const fixed64 = 1;
const delimited = 2;
const fixed32 = 5;

const tagOf = (field: number, wireType: number): number => (field << 3) | wireType;

function readShape(bytes: Uint8Array): number[] {
  const reader = protobuf.Reader.create(bytes);
  const dimensions: number[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === tagOf(1, varint)) dimensions.push(reader.uint32());
    else if (tag === tagOf(1, delimited)) {
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) dimensions.push(reader.uint32());
    } else reader.skipType(tag & 7);
  }
  return dimensions;
}

/** The file's little-endian floats, which Node's platforms share; copied because views need alignment. */
function floats(chunks: readonly Uint8Array[]): Float32Array {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (length % 4 !== 0) throw new Error(`a blob of ${String(length)} bytes`);
  const copy = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    copy.set(chunk, offset);
    offset += chunk.length;
  }
  return new Float32Array(copy.buffer);
}

function checked(shape: readonly number[], data: Float32Array): Tensor {
  const length = shape.reduce((product, side) => product * side, 1);
  if (length === data.length) return { shape, data };
  throw new Error(`a blob of shape ${shape.join('×')} with ${String(data.length)} values`);
}
