import type { Crop } from '../actions/crop-raster.ts';
import type { Position } from '../engine/positions.ts';
import type { ReceptiveField } from '../records/model.ts';

/** A layer with the patch that a probe shows it. */
export interface PatchedLayer {
  readonly name: string;
  readonly receptiveField: ReceptiveField;
  /** Probed position [y, x] in the map of the patch. */
  readonly position: Position;
  /** Pixels a side of the patch. */
  readonly size: number;
}

/** A part of a picture, and the position of its map at which the layer is probed. */
export interface PatchView {
  readonly crop: Crop;
  readonly position: Position;
}

/** Pixels [y, x] of the patch on which the receptive field of the probed position is centred. */
function fieldCentre({ receptiveField: { start, stride }, position }: PatchedLayer): Position {
  return [start + stride * position[0], start + stride * position[1]];
}

/**
 * The layer's patch with its receptive-field centre on the pixel `middle`, [y, x], of a picture.
 *
 * @throws RangeError for a field centred between two pixels
 */
export function patchView(layer: PatchedLayer, middle: Position): PatchView {
  const [y, x] = fieldCentre(layer);
  if (!Number.isInteger(y) || !Number.isInteger(x)) {
    throw new RangeError(
      `a patch is centred on a pixel, and the field of ${layer.name} on [${String(y)}, ${String(x)}]`,
    );
  }
  const { size, position } = layer;
  return {
    crop: { top: middle[0] - y, left: middle[1] - x, height: size, width: size },
    position,
  };
}

/** The view with the picture moved to the left under it, so that another pixel is in its centre. */
export function movedView({ crop, position }: PatchView, pixels: number): PatchView {
  return { crop: { ...crop, left: crop.left + pixels }, position };
}

/** The view with as many more positions on every side of the map, and the pixels for them. */
export function widenedView(
  { crop, position }: PatchView,
  { receptiveField: { stride } }: PatchedLayer,
  positions: number,
): PatchView {
  const pixels = positions * stride;
  const { top, left, height, width } = crop;
  return {
    crop: {
      top: top - pixels,
      left: left - pixels,
      height: height + 2 * pixels,
      width: width + 2 * pixels,
    },
    position: [position[0] + positions, position[1] + positions],
  };
}

/** Positions to be added on every side until the patch holds the probed receptive field whole. */
export function missingPositions(layer: PatchedLayer): number {
  const { receptiveField, size } = layer;
  const reach = (receptiveField.size - 1) / 2;
  const nearest = Math.min(...fieldCentre(layer).flatMap((place) => [place, size - 1 - place]));
  return Math.max(0, Math.ceil((reach - nearest) / receptiveField.stride));
}

/** Positions that a picture of height and width has room for on every side of the view. */
export function roomAround(
  { crop: { top, left, height, width } }: PatchView,
  { receptiveField: { stride } }: PatchedLayer,
  size: readonly [height: number, width: number],
): number {
  const pixels = Math.min(top, left, size[0] - top - height, size[1] - left - width);
  return Math.floor(pixels / stride);
}
