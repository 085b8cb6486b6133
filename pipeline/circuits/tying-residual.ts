/** A mean kernel and the standard deviation of the kernels that it is the mean of. */
export interface TiedGroup {
  readonly kernels: number;
  readonly mean: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
}

/** How far kernels that should be alike, once they are turned back, are not. */
export interface TyingResidual {
  readonly kernels: number;
  /** Groups of kernels with a mean each. */
  readonly templates: number;
  /** Share of the kernels' squares that the means leave: 0 where weights are tied exactly. */
  readonly residual: number;
  /** The residual to expect of independent weights without any tie: a mean of n explains 1 / n of them. */
  readonly untied: number;
}

/**
 * The residual of weight tying over groups of aligned kernels. All of the weights count, not their
 * variance: a kernel that is the same for all is tied as well.
 *
 * @throws RangeError without groups
 */
export function tyingResidual(groups: readonly TiedGroup[]): TyingResidual {
  if (groups.length === 0) throw new RangeError('a residual of tying needs kernels');
  let [explained, left, kernels] = [0, 0, 0];
  for (const group of groups) {
    kernels += group.kernels;
    explained += group.kernels * squares(group.mean);
    left += group.kernels * squares(group.spread);
  }
  return {
    kernels,
    templates: groups.length,
    residual: left === 0 ? 0 : left / (explained + left),
    untied: 1 - groups.length / kernels,
  };
}

/** Sum of squares of all kernels of the groups, as they stand in the aligned frame. */
export function alignedSquares(groups: readonly TiedGroup[]): number {
  return groups.reduce(
    (sum, { kernels, mean, spread }) => sum + kernels * (squares(mean) + squares(spread)),
    0,
  );
}

function squares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return sum;
}
