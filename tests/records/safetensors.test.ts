import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSafetensors,
  encodeBfloat16,
  encodeFloat32,
} from '../../pipeline/records/safetensors.ts';

const tensorOf = (...values: number[]) => ({
  t: { shape: [values.length], data: Float32Array.from(values) },
});

const roundTrip = (...values: number[]): number[] => [
  ...decodeSafetensors(encodeBfloat16(tensorOf(...values)))['t']!.data,
];

describe('tensors in bfloat16', () => {
  it('come back within half of the last of their eight bits', () => {
    const normal = fc
      .float({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => value === 0 || (Math.abs(value) > 2 ** -126 && Math.abs(value) < 3e38));
    fc.assert(
      fc.property(fc.array(normal, { maxLength: 20 }), (values) => {
        roundTrip(...values).forEach((found, i) => {
          expect(Math.abs(found - values[i]!)).toBeLessThanOrEqual(2 ** -8 * Math.abs(values[i]!));
        });
      }),
    );
  });

  it('come back exactly where bfloat16 holds them, ends of the range and signs of zero included', () => {
    const held = [0, -0, 1, -1.5, 0.0078125, 255, 2 ** 127, -(2 ** -126), 2 ** -133, Infinity];
    expect(roundTrip(...held)).toEqual(held);
    expect(roundTrip(NaN)).toEqual([NaN]);
  });

  it('are rounded to the nearest, halfway to the even one, and beyond the largest to infinity', () => {
    const step = 2 ** -7;
    expect(roundTrip(1 + step / 2)).toEqual([1]);
    expect(roundTrip(1 + step / 2 + 2 ** -20)).toEqual([1 + step]);
    expect(roundTrip(1 + 1.5 * step)).toEqual([1 + 2 * step]);
    expect(roundTrip(-(1 + 1.5 * step))).toEqual([-(1 + 2 * step)]);
    expect(roundTrip(2 - 2 ** -20)).toEqual([2]);
    expect(roundTrip(3.4028234663852886e38)).toEqual([Infinity]);
  });

  it('have a NaN stay one whatever its bits', () => {
    const data = new Float32Array(Uint32Array.of(0x7f800001, 0xffffffff, 0x7fffffff).buffer);
    const back = decodeSafetensors(encodeBfloat16({ t: { shape: [3], data } }))['t']!.data;
    expect(back.every((value) => Number.isNaN(value))).toBe(true);
  });

  it('take half the bytes and have the same ones in whatever order they were given', () => {
    const a = { shape: [3], data: Float32Array.of(1, 2, 3) };
    const b = { shape: [1, 1], data: Float32Array.of(-4) };
    const bytes = encodeBfloat16({ a, b });
    expect(encodeBfloat16({ b, a })).toEqual(bytes);
    const header =
      '{"a":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]},"b":{"dtype":"BF16","shape":[1,1],"data_offsets":[6,8]}}';
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + bytes[0]!)).trimEnd()).toBe(header);
    expect([...bytes.subarray(8 + bytes[0]!)]).toEqual([
      0x80, 0x3f, 0, 0x40, 0x40, 0x40, 0x80, 0xc0,
    ]);
    expect(decodeSafetensors(bytes)).toStrictEqual({ a, b });
  });

  it('can be read from a view that starts at an odd byte', () => {
    const bytes = encodeBfloat16(tensorOf(1, -2));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect([...decodeSafetensors(shifted.subarray(3))['t']!.data]).toEqual([1, -2]);
  });

  it('may start inside their own buffer', () => {
    const data = Float32Array.of(9, 1, -2).subarray(1);
    expect(encodeBfloat16({ t: { shape: [2], data } })).toEqual(encodeBfloat16(tensorOf(1, -2)));
  });
});

describe('decodeSafetensors', () => {
  it('reads float32 too, every bit', () => {
    const tensors = tensorOf(Math.fround(0.1), -3);
    expect(decodeSafetensors(encodeFloat32(tensors))).toStrictEqual(tensors);
  });

  it('refuses what is cut off, of another type, or has a header that says nothing', () => {
    const bytes = encodeBfloat16(tensorOf(1, 2));
    expect(() => decodeSafetensors(bytes.subarray(0, 4))).toThrow('at least 8 bytes');
    expect(() => decodeSafetensors(bytes.subarray(0, 20))).toThrow('cut off');
    expect(() => decodeSafetensors(bytes.subarray(0, -1))).toThrow('does not fit its place');
    expect(() =>
      decodeSafetensors(withHeader('{"t":{"dtype":"F16","shape":[0],"data_offsets":[0,0]}}')),
    ).toThrow('tensor t is F16, not F32 or BF16');
    expect(() => decodeSafetensors(withHeader('{"t":{"dtype":"BF16"}}'))).toThrow('has no type');
    expect(() => decodeSafetensors(withHeader('{"t":null}'))).toThrow('has no type');
    expect(() => decodeSafetensors(withHeader('null'))).toThrow('no object');
    expect(() => decodeSafetensors(withHeader('{'))).toThrow('not JSON');
  });

  it('refuses to write a shape that does not fit its values', () => {
    const wrong = { t: { shape: [3], data: Float32Array.of(1, 2) } };
    expect(() => encodeBfloat16(wrong)).toThrow('tensor t has shape [3] but 2 values');
  });
});

function withHeader(text: string): Uint8Array {
  const bytes = new Uint8Array(8 + text.length);
  bytes[0] = text.length;
  bytes.set(new TextEncoder().encode(text), 8);
  return bytes;
}
