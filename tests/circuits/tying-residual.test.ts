import { describe, expect, it } from 'vitest';
import { alignedSquares, tyingResidual } from '../../pipeline/circuits/tying-residual.ts';
import { averageTurned } from '../../pipeline/circuits/turned-kernels.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const drawn = (random: Random): Float64Array =>
  Float64Array.from({ length: 9 }, () => random.normal());
const group = (kernels: readonly Float64Array[]) =>
  averageTurned(
    kernels,
    kernels.map(() => 0),
    3,
  );

describe('the residual of weight tying', () => {
  const random = new Random(7);

  it('is nothing for kernels that are alike in their groups', () => {
    const groups = [1, 2, 3].map(() => group(new Array<Float64Array>(4).fill(drawn(random))));
    const { residual, untied, kernels, templates } = tyingResidual(groups);
    expect(residual).toBeLessThan(1e-15);
    expect({ untied, kernels, templates }).toEqual({ untied: 0.75, kernels: 12, templates: 3 });
  });

  it('is what a mean explains by chance for kernels without a tie', () => {
    const groups = Array.from({ length: 200 }, () =>
      group(Array.from({ length: 5 }, () => drawn(random))),
    );
    const { residual, untied } = tyingResidual(groups);
    expect(untied).toBeCloseTo(0.8, 12);
    // 9000 draws: a standard deviation of a few thousandths.
    expect(Math.abs(residual - untied)).toBeLessThan(0.015);
  });

  it('is the share of the squares that differs', () => {
    const kernel = drawn(random);
    const groups = [group([kernel, kernel.map((value) => 3 * value)])];
    // The mean is twice the kernel: 8 of 10 parts.
    expect(tyingResidual(groups).residual).toBeCloseTo(0.2, 12);
    const squares = kernel.reduce((sum, value) => sum + value ** 2, 0);
    expect(alignedSquares(groups)).toBeCloseTo(10 * squares, 9);
  });

  it('of kernels of zeros is nothing, and needs kernels', () => {
    expect(tyingResidual([group([new Float64Array(9), new Float64Array(9)])]).residual).toBe(0);
    expect(() => tyingResidual([])).toThrow('needs kernels');
  });
});
