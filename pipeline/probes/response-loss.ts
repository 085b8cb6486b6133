import { quantile } from '../numerics/statistics.ts';

/** Responses of a layer's units to pictures, [picture, unit], row-major. */
export interface PictureResponses {
  readonly units: number;
  readonly values: Float32Array;
}

export interface ResponseLoss {
  readonly median: number;
  readonly q90: number;
}

/** Nothing lost. */
export const NO_LOSS: ResponseLoss = { median: 0, q90: 0 };

/** Share of the pictures that must drive a unit for its correlation to say something. */
const DRIVEN = 1 / 4;

/** Units that at least a quarter of the pictures drive above the unit's smallest response. */
export function respondingUnits({ units, values }: PictureResponses): number[] {
  const pictures = values.length / units;
  return Array.from({ length: units }, (_, unit) => unit).filter((unit) => {
    const responses = Array.from({ length: pictures }, (_, i) => values[i * units + unit]!);
    const least = Math.min(...responses);
    return responses.filter((response) => response > least).length >= DRIVEN * pictures;
  });
}

/**
 * Median and 90th percentile over responding units of 1 − the correlation over pictures between the
 * responses to the pictures and to the disturbed pictures; 1 for a unit that the disturbance leaves the
 * same response to all.
 *
 * @throws RangeError where no unit responds to a quarter of the pictures
 */
export function responseLoss(before: PictureResponses, after: PictureResponses): ResponseLoss {
  const losses = respondingUnits(before).map((unit) => correlationLoss(before, after, unit));
  if (losses.length === 0) throw new RangeError('no unit responds to a quarter of the pictures');
  return { median: quantile(losses, 0.5), q90: quantile(losses, 0.9) };
}

function correlationLoss(
  { units, values }: PictureResponses,
  { values: others }: PictureResponses,
  unit: number,
): number {
  const pictures = values.length / units;
  let [meanA, meanB] = [0, 0];
  for (let i = unit; i < values.length; i += units) {
    meanA += values[i]! / pictures;
    meanB += others[i]! / pictures;
  }
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = unit; i < values.length; i += units) {
    const a = values[i]! - meanA;
    const b = others[i]! - meanB;
    aa += a * a;
    bb += b * b;
    ab += a * b;
  }
  // Equal responses correlate to within rounding, which must not look like a gain.
  return bb === 0 ? 1 : Math.max(0, 1 - ab / Math.sqrt(aa * bb));
}
