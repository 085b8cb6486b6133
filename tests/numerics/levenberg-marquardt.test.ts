import { describe, expect, it } from 'vitest';
import {
  levenbergMarquardt,
  type BoundedProblem,
} from '../../pipeline/numerics/levenberg-marquardt.ts';
import { expectClose } from '../support/expect-close.ts';

const free = { lower: [-Infinity, -Infinity], upper: [Infinity, Infinity] };

/** Rosenbrock's valley: residuals 10 (y − x²) and 1 − x. */
const valley: BoundedProblem = {
  start: [-1.2, 1],
  ...free,
  linearise: ([x, y]) => ({
    residuals: Float64Array.of(10 * (y! - x! * x!), 1 - x!),
    jacobian: Float64Array.of(-20 * x!, -1, 10, 0),
  }),
};

const times = [0, 1, 2, 3, 4, 5];
/** a exp(−b t) to values of a = 3, b = 0.4. */
const decay: BoundedProblem = {
  start: [1, 1],
  ...free,
  linearise: ([a, b]) => ({
    residuals: Float64Array.from(times, (t) => a! * Math.exp(-b! * t) - 3 * Math.exp(-0.4 * t)),
    jacobian: Float64Array.from([
      ...times.map((t) => Math.exp(-b! * t)),
      ...times.map((t) => -t * a! * Math.exp(-b! * t)),
    ]),
  }),
};

describe('least squares of functions that are not linear', () => {
  it('follows a bent valley to its lowest point', () => {
    const { parameters, squares } = levenbergMarquardt(valley);
    expectClose(parameters, [1, 1], { absolute: 1e-6 });
    expect(squares).toBeLessThan(1e-12);
  });

  it('recovers the parameters of a decay', () => {
    expectClose(levenbergMarquardt(decay).parameters, [3, 0.4], { absolute: 1e-6 });
  });

  it('ends on a bound that lies before the lowest point, at the best place on it', () => {
    const { parameters } = levenbergMarquardt({ ...valley, upper: [0.5, Infinity] });
    // With x = 0.5 held, 10 (y − x²) vanishes at y = 0.25.
    expectClose(parameters, [0.5, 0.25], { absolute: 1e-6 });
  });

  it('starts within the bounds', () => {
    const { parameters } = levenbergMarquardt(
      { ...valley, lower: [2, -Infinity] },
      { iterations: 0 },
    );
    expectClose(parameters, [2, 1], { absolute: 0 });
  });

  it('refuses bounds of another length', () => {
    expect(() => levenbergMarquardt({ ...valley, lower: [0] })).toThrow('lower and an upper bound');
  });
});
