import { leastSquares } from '../numerics/least-squares.ts';
import { levenbergMarquardt } from '../numerics/levenberg-marquardt.ts';
import { gaborBounds, gaborOf, gaborResiduals, type GaborParameters } from './gabor-residuals.ts';
import { blobStarts, waveStarts, type GaborStart } from './gabor-starts.ts';
import type { Gabor } from './gabor.ts';

export interface FittedGabor {
  readonly gabor: Gabor;
  /** Sum of squares that it misses. */
  readonly missed: number;
  /** The same of the best round Gaussian, which has neither orientation nor frequency. */
  readonly missedByBlob: number;
}

/** How thoroughly the best fit is sought. */
export interface GaborSearch {
  readonly starts: number;
  /** Steps from every start, and of the best `kept` ones from there. */
  readonly firstSteps: number;
  readonly steps: number;
  readonly kept: number;
}

export const gaborSearch: GaborSearch = { starts: 6, firstSteps: 6, steps: 40, kept: 2 };

/** A step that gains less of the squares is the last. */
const TOLERANCE = 1e-7;

/** Parameters with the squares that they miss. */
interface Candidate {
  readonly parameters: GaborParameters;
  readonly squares: number;
}

/**
 * The Gabor function nearest to a square pattern in least squares: Levenberg–Marquardt from the
 * strongest places of its local spectrum and from the best round Gaussian.
 *
 * @param pattern [y, x]
 */
export function fitGabor(
  pattern: Float64Array,
  side: number,
  { starts, firstSteps, steps, kept }: GaborSearch = gaborSearch,
): FittedGabor {
  const solve = (start: GaborParameters, iterations: number): Candidate => {
    const { parameters, squares } = levenbergMarquardt(
      {
        start,
        ...gaborBounds(side),
        linearise: (at) => gaborResiduals(pattern, side, named(at)),
      },
      { iterations, tolerance: TOLERANCE },
    );
    return { parameters: named(parameters), squares };
  };
  const blob = fitBlob(pattern, side, steps);
  const [best] = [
    ...waveStarts(pattern, side, starts).map((start) => withAmplitudes(pattern, side, start)),
    blob.parameters,
  ]
    .map((start) => solve(start, firstSteps))
    .sort(better)
    .slice(0, kept)
    .map(({ parameters }) => solve(parameters, steps))
    .concat(blob)
    .sort(better);
  return {
    gabor: gaborOf(best!.parameters),
    missed: best!.squares,
    missedByBlob: blob.squares,
  };
}

const better = (a: Candidate, b: Candidate): number => a.squares - b.squares;

const named = (parameters: Float64Array): GaborParameters =>
  parameters as unknown as GaborParameters;

/** Parameters at a start, with the amplitudes that fit best there. */
function withAmplitudes(pattern: Float64Array, side: number, start: GaborStart): GaborParameters {
  const { x, y, width, angle, frequency } = start;
  const log = Math.log(width);
  const { jacobian } = gaborResiduals(pattern, side, [x, y, log, log, angle, frequency, 0, 0]);
  const count = side * side;
  const columns = [6, 7].map((row) => jacobian.subarray(row * count, (row + 1) * count));
  // Without a wave there is no sine to fit.
  const [even, odd = 0] = leastSquares(frequency === 0 ? columns.slice(0, 1) : columns, pattern);
  return [x, y, log, log, angle, frequency, even!, odd];
}

/** The best round Gaussian. */
function fitBlob(pattern: Float64Array, side: number, iterations: number): Candidate {
  const { lower, upper } = gaborBounds(side);
  /** Parameters that are one: x, y, log width and amplitude. */
  const parts = [[0], [1], [2, 3], [6]] as const;
  const firsts = (values: GaborParameters): number[] => parts.map(([first]) => values[first]);
  const whole = ([x, y, width, amplitude]: ArrayLike<number> & Iterable<number>) =>
    [x!, y!, width!, width!, 0, 0, amplitude!, 0] as const;
  const count = side * side;
  const [best] = blobStarts(pattern, side)
    .map((start) => {
      const { parameters, squares } = levenbergMarquardt(
        {
          start: firsts(withAmplitudes(pattern, side, start)),
          lower: firsts(lower),
          upper: firsts(upper),
          linearise: (at) => {
            const { residuals, jacobian } = gaborResiduals(pattern, side, whole(at));
            const own = new Float64Array(parts.length * count);
            parts.forEach((rows, part) => {
              for (const row of rows) {
                for (let k = 0; k < count; k++) {
                  own[part * count + k] = own[part * count + k]! + jacobian[row * count + k]!;
                }
              }
            });
            return { residuals, jacobian: own };
          },
        },
        { iterations, tolerance: TOLERANCE },
      );
      return { parameters: whole(parameters), squares };
    })
    .sort(better);
  return best!;
}
