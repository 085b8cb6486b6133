import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';

const tensor = (name: string, shape: number[], values: number[]) => ({
  name,
  shape,
  data: new Float32Array(values),
});

describe('tensorDigest', () => {
  it('is the sha256 of name, shape and little-endian floats, tensor after tensor', () => {
    // 1 is 0x3f800000 and −2 is 0xc0000000.
    const hex =
      Buffer.from('a/weight\0' + '1,2\0').toString('hex') +
      '0000803f000000c0' +
      Buffer.from('a/bias\0' + '1\0').toString('hex') +
      '00000000';
    const wanted = createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
    expect(tensorDigest([tensor('a/weight', [1, 2], [1, -2]), tensor('a/bias', [1], [0])])).toBe(
      wanted,
    );
  });

  it('changes with a name, a shape, a value and the order', () => {
    const a = tensor('a', [2], [1, 2]);
    const b = tensor('b', [2], [3, 4]);
    const variants = [
      [a, b],
      [b, a],
      [{ ...a, name: 'c' }, b],
      [{ ...a, shape: [1, 2] }, b],
      [tensor('a', [2], [1, 2.5]), b],
    ];
    expect(new Set(variants.map(tensorDigest)).size).toBe(variants.length);
  });

  it('digests a view by its own values only', () => {
    const data = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    expect(tensorDigest([{ name: 'a', shape: [2], data }])).toBe(
      tensorDigest([tensor('a', [2], [1, 2])]),
    );
  });
});
