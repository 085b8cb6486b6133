import type { StimulusCondition } from '../records/stimulus.ts';
import { fieldAperture, rasterisePainting } from './rasterise-painting.ts';
import type { StimulusElement } from './stimulus-family.ts';
import { stimulusFamily } from './stimulus-set.ts';

/**
 * A stimulus as a reader sees it: drawn for a receptive field of `fieldSize` pixels a side and magnified
 * to fill a picture of any size, drawn afresh rather than resampled.
 *
 * @param size odd number of pixels a side of the picture
 * @returns RGB bytes, [y, x, 3]
 * @throws RangeError for an even size, or as the family's `paint` does
 */
export function stimulusSheet(
  condition: StimulusCondition,
  element: StimulusElement,
  fieldSize: number,
  size: number,
): Uint8Array {
  const painting = stimulusFamily(condition.kind).paint(condition, element);
  const pixel = fieldSize / size;
  const magnified = rasterisePainting(
    (x, y) => painting(pixel * x, pixel * y),
    size,
    fieldAperture(size),
  );
  return Uint8Array.from(magnified, Math.round);
}
