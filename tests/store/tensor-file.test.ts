import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTensors, encodeTensors } from '../../pipeline/store/tensor-file.ts';

const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, side) => product * side, 1);
  return fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data }));
});

describe('tensor files', () => {
  it('give back names, shapes and every bit of the values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tensor, { noNullPrototype: true }), (tensors) => {
        expect(decodeTensors(encodeTensors(tensors))).toStrictEqual(tensors);
      }),
    );
  });

  it('have the same bytes whatever order the tensors were given in', () => {
    const a = { shape: [2], data: Float32Array.of(1, 2) };
    const b = { shape: [1, 1], data: Float32Array.of(3) };
    expect(encodeTensors({ a, b })).toEqual(encodeTensors({ b, a }));
  });

  it('are laid out as safetensors: header length, padded JSON, little-endian values', () => {
    const bytes = encodeTensors({ t: { shape: [2], data: Float32Array.of(1, -2) } });
    const header = '{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
    expect(bytes[0]).toBe(Math.ceil(header.length / 8) * 8);
    expect([...bytes.subarray(1, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + bytes[0]!)).trimEnd()).toBe(header);
    expect([...bytes.subarray(8 + bytes[0]!)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('can be read from bytes that start anywhere in a buffer', () => {
    const bytes = encodeTensors({ t: { shape: [2], data: Float32Array.of(1, -2) } });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeTensors(shifted.subarray(3))['t']!.data).toEqual(Float32Array.of(1, -2));
  });

  it('refuse a shape that does not fit its values', () => {
    const wrong = { t: { shape: [3], data: Float32Array.of(1, 2) } };
    expect(() => encodeTensors(wrong)).toThrow('tensor t has shape [3] but 2 values');
  });

  it('refuse bytes that are cut off, of another type or no tensor file at all', () => {
    const bytes = encodeTensors({ t: { shape: [2], data: Float32Array.of(1, 2) } });
    expect(() => decodeTensors(bytes.subarray(0, 4))).toThrow('at least 8 bytes');
    expect(() => decodeTensors(bytes.subarray(0, 20))).toThrow('cut off');
    expect(() => decodeTensors(bytes.subarray(0, -1))).toThrow('does not fit its place');
    const other = new TextEncoder().encode('x\0\0\0\0\0\0\0'.padEnd(200, 'x'));
    expect(() => decodeTensors(other)).toThrow('not JSON');
    const text = new TextDecoder('latin1').decode(bytes).replace('F32', 'F16');
    const half = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(() => decodeTensors(half)).toThrow('tensor t is F16');
  });
});
