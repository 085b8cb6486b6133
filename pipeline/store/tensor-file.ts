/**
 * Named float32 tensors as bytes, in the safetensors layout: the header's length as an unsigned
 * 64-bit little-endian integer, the header as JSON padded with spaces to a multiple of 8, then the
 * values, little-endian, row-major, in the order of the names. The same tensors give the same bytes.
 * https://github.com/huggingface/safetensors#format
 */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Throws a RangeError for a tensor whose shape and data disagree. */
export function encodeTensors(tensors: Readonly<Record<string, NamedTensor>>): Uint8Array {
  const sorted = Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, data }] of sorted) {
    if (elements(shape) !== data.length) {
      throw new RangeError(
        `tensor ${name} has shape [${shape.join(', ')}] but ${String(data.length)} values`,
      );
    }
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += data.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let offset = start;
  for (const [, { data }] of sorted) {
    // Typed arrays have the machine's byte order, which is little-endian wherever Node runs here.
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The tensors of `encodeTensors`, as copies. Throws a RangeError for anything else. */
export function decodeTensors(bytes: Uint8Array): Record<string, NamedTensor> {
  const start = dataStart(bytes);
  const header = parseHeader(bytes.subarray(8, start));
  const tensors: Record<string, NamedTensor> = {};
  for (const [name, entry] of Object.entries(header)) {
    const { dtype, shape, data_offsets } = entry;
    const [from, to] = data_offsets;
    if (dtype !== 'F32') throw new RangeError(`tensor ${name} is ${dtype}, not F32`);
    if (to - from !== 4 * elements(shape) || from < 0 || start + to > bytes.length) {
      throw new RangeError(`tensor ${name} does not fit its place in the file`);
    }
    // The copy is what aligns the values to four bytes.
    const data = new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer);
    tensors[name] = { shape, data };
  }
  return tensors;
}

function dataStart(bytes: Uint8Array): number {
  if (bytes.length < 8) throw new RangeError('a tensor file has at least 8 bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  if (start > bytes.length) throw new RangeError('the header of the tensor file is cut off');
  return start;
}

function parseHeader(bytes: Uint8Array): Record<string, HeaderEntry> {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, HeaderEntry>;
  } catch {
    throw new RangeError('the header of the tensor file is not JSON');
  }
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
