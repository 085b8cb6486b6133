import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { timesTransposed } from '../../pipeline/engine/constant-product.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';

const random = new Random(5);
const draw = (length: number) => Float32Array.from({ length }, () => random.normal());

describe.each(['wasm', 'cpu'] as const)('a product with a constant on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  it('is that of plain loops, and so is its gradient, and it leaves nothing behind', () => {
    const [m, n, k] = [5, 4, 7];
    const [rows, constant, dy] = [draw(m * k), draw(n * k), draw(m * n)];
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const input = tf.tensor2d(rows, [m, k]);
      const product = (x: tf.Tensor) => timesTransposed(x as tf.Tensor2D, constant, [n, k]);
      const expected = Array.from({ length: m * n }, (_, place) => {
        const [row, column] = [Math.floor(place / n), place % n];
        return Array.from({ length: k }, (_, i) => rows[row * k + i]! * constant[column * k + i]!);
      }).map((terms) => terms.reduce((sum, term) => sum + term, 0));
      // Sums of 4 to 7 products in float32.
      expectClose(product(input).dataSync(), expected, { ofLargest: 1e-6 });
      const gradient = Array.from({ length: m * k }, (_, place) => {
        const [row, i] = [Math.floor(place / k), place % k];
        return Array.from({ length: n }, (_, column) => {
          return dy[row * n + column]! * constant[column * k + i]!;
        }).reduce((sum, term) => sum + term, 0);
      });
      const found = tf.grad(product)(input, tf.tensor2d(dy, [m, n]));
      expectClose(found.dataSync(), gradient, { ofLargest: 1e-6 });
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
