/**
 * A Bᵀ of row-major matrices in float64 accumulators, four columns at a time.
 *
 * @param a [rows, depth]
 * @param b [columns, depth]
 * @param half compute only columns ≥ the row's number, the rest stays zero: for products that are
 *   symmetric or antisymmetric
 * @returns [rows, columns]
 */
export function productWithTranspose(
  a: Float32Array,
  b: Float32Array,
  depth: number,
  half = false,
): Float32Array {
  if (depth < 1) throw new RangeError('a product needs a depth of at least 1');
  const rows = a.length / depth;
  const columns = b.length / depth;
  const product = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = i * depth;
    let j = half ? i : 0;
    for (; j + 3 < columns; j += 4) {
      const column = j * depth;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < depth; k++) {
        const x = a[row + k]!;
        s0 += x * b[column + k]!;
        s1 += x * b[column + depth + k]!;
        s2 += x * b[column + 2 * depth + k]!;
        s3 += x * b[column + 3 * depth + k]!;
      }
      product[i * columns + j] = s0;
      product[i * columns + j + 1] = s1;
      product[i * columns + j + 2] = s2;
      product[i * columns + j + 3] = s3;
    }
    for (; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < depth; k++) sum += a[row + k]! * b[j * depth + k]!;
      product[i * columns + j] = sum;
    }
  }
  return product;
}
