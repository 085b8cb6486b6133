import type { Group } from './group.ts';
import type { PartialAction } from './partial-action.ts';

/** The integers under addition, as steps up (positive) and down a ladder. */
export const integerGroup: Group<number> = {
  name: 'Z',
  identity: 0,
  product: (a, b) => a + b,
  inverse: (a) => 0 - a,
  equal: (a, b) => a === b,
  testingElements: () => [0, 1, -1, 2, -2, 3, -5, 8, -13, 100],
};

/**
 * Dilations sampled as a ladder: rung k is the scale `ratio`ᵏ. The group of steps Z acts on the rungs
 * *partially*: beyond the last rung a copy does not fit into the picture or the receptive field,
 * below the first it has no pixels.
 */
export interface ScaleLadder extends PartialAction<number, number> {
  /** Number of rungs, numbered from 0 (the smallest). */
  readonly rungs: number;
  /** Scale of a rung against the one below it, above 1. */
  readonly ratio: number;
  /** Scale of a rung against rung 0: `ratio` to the power of the rung. */
  scale(rung: number): number;
  /** The rung `step` rungs above `at`; undefined where the ladder has none. */
  apply(step: number, at: number): number | undefined;
}

/**
 * @throws RangeError where `rungs` is no positive integer or `ratio` is not a finite number above 1;
 *   and from `apply` and `scale` where a step is no integer or the ladder has no such rung to start
 *   from
 */
export function scaleLadder(rungs: number, ratio: number): ScaleLadder {
  if (!Number.isInteger(rungs) || rungs < 1) {
    throw new RangeError(`a ladder has a positive whole number of rungs, not ${String(rungs)}`);
  }
  if (!(ratio > 1 && ratio < Infinity)) {
    throw new RangeError(`the ratio of a ladder is a finite number above 1, not ${String(ratio)}`);
  }
  const has = (rung: number) => Number.isInteger(rung) && rung >= 0 && rung < rungs;
  const known = (rung: number) => {
    if (has(rung)) return rung;
    throw new RangeError(`the rungs are 0 to ${String(rungs - 1)}, not ${String(rung)}`);
  };
  return {
    group: integerGroup,
    rungs,
    ratio,
    scale: (rung) => ratio ** known(rung),
    apply: (step, at) => {
      if (!Number.isInteger(step))
        throw new RangeError(`a step is an integer, not ${String(step)}`);
      const rung = known(at) + step;
      return has(rung) ? rung : undefined;
    },
    samePoint: (a, b) => a === b,
    testingPoints: () => Array.from({ length: rungs }, (_, rung) => rung),
  };
}
