import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../pipeline/numerics/least-squares.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';

const random = new Random(3);
const columns = Array.from({ length: 4 }, () =>
  Float64Array.from({ length: 30 }, () => random.normal()),
);
const combine = (coefficients: readonly number[]): Float64Array =>
  Float64Array.from({ length: 30 }, (_, t) =>
    coefficients.reduce((sum, coefficient, i) => sum + coefficient * columns[i]![t]!, 0),
  );

describe('linear least squares', () => {
  it('recovers coefficients up to its ridge of 1e-9', () => {
    const coefficients = [2, -0.5, 0, 7];
    expectClose(leastSquares(columns, combine(coefficients)), coefficients, { absolute: 1e-7 });
  });

  it('leaves a residual at right angles to every column', () => {
    const target = Float64Array.from({ length: 30 }, () => random.normal());
    const fitted = combine([...leastSquares(columns, target)]);
    for (const column of columns) {
      const overlap = column.reduce((sum, x, t) => sum + x * (target[t]! - fitted[t]!), 0);
      expect(overlap).toBeCloseTo(0, 6);
    }
  });

  it('shares the weight between equal columns and gives a column of zeros none', () => {
    const [a] = columns;
    const zeros = new Float64Array(30);
    const target = a!.map((x) => 3 * x);
    // Cancellation leaves 1e-16 / ridge of relative error.
    expectClose(leastSquares([a!, a!, zeros], target), [1.5, 1.5, 0], { absolute: 1e-5 });
  });

  it('shrinks with a larger ridge', () => {
    const [coefficient] = leastSquares([[1, 1]], [4, 4], 1);
    expect(coefficient).toBeCloseTo(2, 12);
  });
});
