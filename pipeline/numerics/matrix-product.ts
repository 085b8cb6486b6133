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

/**
 * Adds A B to `sum`, all row-major: blocks of 2 × 4 in float64 accumulators, rounded to float32 once
 * for every call.
 *
 * @param sum [rows, columns]
 * @param a [rows, depth]
 * @param b [depth, columns]
 */
export function addProduct(
  sum: Float32Array,
  a: Float32Array,
  b: Float32Array,
  depth: number,
): void {
  const rows = a.length / depth;
  const columns = b.length / depth;
  if (depth < 1 || sum.length !== rows * columns) {
    throw new RangeError('a product needs a depth of at least 1, and a sum of its own shape');
  }
  const evenRows = rows - (rows % 2);
  const blocks = columns - (columns % 4);
  for (let i = 0; i < evenRows; i += 2) {
    const first = i * depth;
    const second = first + depth;
    for (let j = 0; j < blocks; j += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      for (let k = 0, from = j; k < depth; k++, from += columns) {
        const x = a[first + k]!;
        const y = a[second + k]!;
        const b0 = b[from]!;
        const b1 = b[from + 1]!;
        const b2 = b[from + 2]!;
        const b3 = b[from + 3]!;
        s0 += x * b0;
        s1 += x * b1;
        s2 += x * b2;
        s3 += x * b3;
        t0 += y * b0;
        t1 += y * b1;
        t2 += y * b2;
        t3 += y * b3;
      }
      const s = i * columns + j;
      sum[s] = sum[s]! + s0;
      sum[s + 1] = sum[s + 1]! + s1;
      sum[s + 2] = sum[s + 2]! + s2;
      sum[s + 3] = sum[s + 3]! + s3;
      const t = s + columns;
      sum[t] = sum[t]! + t0;
      sum[t + 1] = sum[t + 1]! + t1;
      sum[t + 2] = sum[t + 2]! + t2;
      sum[t + 3] = sum[t + 3]! + t3;
    }
  }
  for (let i = 0; i < rows; i++) {
    for (let j = i < evenRows ? blocks : 0; j < columns; j++) {
      let entry = 0;
      for (let k = 0; k < depth; k++) entry += a[i * depth + k]! * b[k * columns + j]!;
      sum[i * columns + j] = sum[i * columns + j]! + entry;
    }
  }
}
