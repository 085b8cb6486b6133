/**
 * Named tensors as bytes, in the safetensors layout: the header's length as an unsigned 64-bit
 * little-endian integer, the header as JSON padded with spaces to a multiple of 8, then the values,
 * little-endian, row-major, in the order of the names. The same tensors give the same bytes.
 * https://github.com/huggingface/safetensors#format
 */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** How a tensor's values are written. BF16 is the upper half of F32: its range, eight bits of precision. */
type ValueType = 'F32' | 'BF16';

const valueBytes: Readonly<Record<ValueType, number>> = { F32: 4, BF16: 2 };

/** Every bit of the values. Throws a RangeError for a tensor whose shape and data disagree. */
export function encodeFloat32(tensors: Readonly<Record<string, NamedTensor>>): Uint8Array {
  return encode(tensors, 'F32', (values) => values);
}

/**
 * Values rounded to bfloat16, ties to even: relative error at most 2⁻⁸ down to 2⁻¹²⁶. What rounds
 * beyond the largest bfloat16 becomes infinite, a NaN stays one.
 *
 * @throws RangeError for a tensor whose shape and data disagree
 */
export function encodeBfloat16(tensors: Readonly<Record<string, NamedTensor>>): Uint8Array {
  return encode(tensors, 'BF16', (values) => {
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    return Uint16Array.from(bits, (word, i) =>
      // Rounding could carry a NaN's last bits into its exponent, or leave it none.
      Number.isNaN(values[i]!)
        ? (word >>> 16) | 0x40
        : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16,
    );
  });
}

function encode(
  tensors: Readonly<Record<string, NamedTensor>>,
  dtype: ValueType,
  written: (values: Float32Array) => Float32Array | Uint16Array,
): Uint8Array {
  const sorted = Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, data }] of sorted) {
    if (elements(shape) !== data.length) {
      throw new RangeError(
        `tensor ${name} has shape [${shape.join(', ')}] but ${String(data.length)} values`,
      );
    }
    const length = data.length * valueBytes[dtype];
    header[name] = { dtype, shape, data_offsets: [end, (end += length)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let offset = start;
  for (const [, { data }] of sorted) {
    // Typed arrays have the machine's byte order, which is little-endian wherever this runs.
    const { buffer, byteOffset, byteLength } = written(data);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Tensors written as F32 or BF16, as copies in float32. Throws a RangeError for anything else. */
export function decodeSafetensors(bytes: Uint8Array): Record<string, NamedTensor> {
  const start = dataStart(bytes);
  const header = parseHeader(bytes.subarray(8, start));
  const tensors: Record<string, NamedTensor> = {};
  for (const [name, entry] of Object.entries<unknown>({ ...header })) {
    if (!isEntry(entry)) throw new RangeError(`tensor ${name} has no type, shape and place`);
    const { dtype, shape, data_offsets } = entry;
    const [from, to] = data_offsets;
    if (dtype !== 'F32' && dtype !== 'BF16') {
      throw new RangeError(`tensor ${name} is ${dtype}, not F32 or BF16`);
    }
    const length = valueBytes[dtype] * elements(shape);
    if (to - from !== length || from < 0 || start + to > bytes.length) {
      throw new RangeError(`tensor ${name} does not fit its place in the file`);
    }
    // The copy is what aligns the values.
    const { buffer } = Uint8Array.from(bytes.subarray(start + from, start + to));
    tensors[name] = {
      shape,
      data: dtype === 'F32' ? new Float32Array(buffer) : widened(new Uint16Array(buffer)),
    };
  }
  return tensors;
}

function widened(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

function dataStart(bytes: Uint8Array): number {
  if (bytes.length < 8) throw new RangeError('a tensor file has at least 8 bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  if (start > bytes.length) throw new RangeError('the header of the tensor file is cut off');
  return start;
}

function parseHeader(bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new RangeError('the header of the tensor file is not JSON');
  }
  if (typeof header === 'object' && header !== null) return header;
  throw new RangeError('the header of the tensor file is no object');
}

function isEntry(value: unknown): value is HeaderEntry {
  const { dtype, shape, data_offsets } = (value ?? {}) as Partial<HeaderEntry>;
  return typeof dtype === 'string' && Array.isArray(shape) && Array.isArray(data_offsets);
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
