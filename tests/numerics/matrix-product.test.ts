import { describe, expect, it } from 'vitest';
import { addProduct, productWithTranspose } from '../../pipeline/numerics/matrix-product.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const random = new Random(5);
const matrix = (rows: number, columns: number): Float32Array =>
  Float32Array.from({ length: rows * columns }, () => random.normal());

describe('addProduct', () => {
  it.each([
    [1, 1, 1],
    [2, 3, 4],
    [5, 7, 9],
    [4, 16, 8],
    [3, 1, 6],
  ])('adds the sums of products for %d rows, depth %d and %d columns', (rows, depth, columns) => {
    const a = matrix(rows, depth);
    const b = matrix(depth, columns);
    const before = matrix(rows, columns);
    const sum = before.slice();
    addProduct(sum, a, b, depth);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let entry = 0;
        for (let k = 0; k < depth; k++) entry += a[i * depth + k]! * b[k * columns + j]!;
        expect(sum[i * columns + j]).toBe(Math.fround(before[i * columns + j]! + entry));
      }
    }
  });

  it('agrees with the product with a transpose', () => {
    const a = matrix(6, 5);
    const b = matrix(5, 8);
    const transposed = Float32Array.from(
      { length: 40 },
      (_, i) => b[(i % 5) * 8 + Math.floor(i / 5)]!,
    );
    const sum = new Float32Array(48);
    addProduct(sum, a, b, 5);
    expect(sum).toEqual(productWithTranspose(a, transposed, 5));
  });

  it('refuses a sum of another shape and a depth of none', () => {
    const four = new Float32Array(4);
    expect(() => addProduct(new Float32Array(3), four, four, 2)).toThrow('a sum of its own shape');
    expect(() => addProduct(four, four, four, 0)).toThrow('a depth of at least 1');
  });
});
