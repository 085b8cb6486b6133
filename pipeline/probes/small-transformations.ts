import { turnHue } from '../actions/hue.ts';
import { rotatePoint, type Raster } from '../actions/planar.ts';
import { warpBicubic } from '../actions/sample-bicubic.ts';
import type { LieDerivativeMeasurement } from '../records/lie-derivative.ts';

export type Point = readonly [x: number, y: number];

/** A picture after a small transformation T. */
export interface Disturbed {
  readonly picture: Raster;
  /** Where T carried the point (x, y), pixels. */
  carry(x: number, y: number): Point;
  /** Degrees by which T turned the hue. */
  readonly hue: number;
}

/** The two sides of one finite difference; the first is the one further back. */
export type Sides = readonly [minus: Disturbed, plus: Disturbed];

export type TransformationHead = LieDerivativeMeasurement['transformations'][number];

/** One of the continuous transformations with its step. */
export interface SmallTransformation extends TransformationHead {
  /** Finite differences in one or more directions, which count alike. */
  sides(picture: Raster): readonly Sides[];
}

/** Steps of the finite differences, one or more for every transformation. */
export interface Steps {
  /** Degrees to either side. */
  readonly rotation: readonly number[];
  /** Percent to either side. */
  readonly scale: readonly number[];
  /** Whole pixels between the two sides. */
  readonly translation: readonly number[];
  /** Degrees to either side. */
  readonly hue: readonly number[];
}

/**
 * A quarter of a 224-pixel picture's side from its centre, pixels move by a twentieth of a pixel in
 * the small steps, whose difference quotients are near their limit (steps of 0.02 give at most 6% more
 * in any layer of GoogLeNet), and by up to four in the large ones, where a map that moves and one that
 * stays part. Maps of stride 2 and more jitter within a pixel: quotients of large steps are smaller.
 */
export const smallSteps: Steps = {
  rotation: [0.05, 4],
  scale: [0.05, 4],
  translation: [1],
  hue: [1],
};

/**
 * The four transformations by their steps, rotation and scale about the picture's centre.
 *
 * A translation of whole pixels needs no interpolation, so its two sides are the picture and the
 * picture moved by the step, along each axis in turn: they disturb, by half the step to either side,
 * a picture half-way between that is never drawn. (Steps of a whole pixel to *both* sides would differ
 * by two, and a layer of stride two could not fail.)
 *
 * @throws RangeError for a step that is not positive, or a translation by part of a pixel.
 */
export function smallTransformations(steps: Steps): SmallTransformation[] {
  for (const [name, sizes] of Object.entries(steps) as [keyof Steps, readonly number[]][]) {
    const odd = sizes.find((step) => !(step > 0));
    if (odd !== undefined) {
      throw new RangeError(`the steps of ${name} are positive, not ${String(odd)}`);
    }
  }
  const part = steps.translation.find((step) => !Number.isInteger(step));
  if (part !== undefined) {
    throw new RangeError(`a translation is by whole pixels, not ${String(part)}`);
  }
  return [
    ...steps.rotation.map(rotationBy),
    ...steps.scale.map(scalingBy),
    ...steps.translation.map(translationBy),
    ...steps.hue.map(hueTurnBy),
  ];
}

function rotationBy(step: number): SmallTransformation {
  return {
    name: 'rotation',
    unit: 'degree',
    span: 2 * step,
    sides: (picture) => [[aboutCentre(picture, turned(-step)), aboutCentre(picture, turned(step))]],
  };
}

/** By factors e^±step, so that the two sides are each other's inverses. */
function scalingBy(step: number): SmallTransformation {
  return {
    name: 'scale',
    unit: 'percent',
    span: 2 * step,
    sides: (picture) => [[aboutCentre(picture, scaled(-step)), aboutCentre(picture, scaled(step))]],
  };
}

function translationBy(step: number): SmallTransformation {
  return {
    name: 'translation',
    unit: 'pixel',
    span: step,
    sides: (picture) => [translationSides(picture, step, 0), translationSides(picture, 0, step)],
  };
}

function hueTurnBy(step: number): SmallTransformation {
  return {
    name: 'hue',
    unit: 'degree of hue',
    span: 2 * step,
    sides: (picture) => [[inHue(picture, -step), inHue(picture, step)]],
  };
}

/** A linear map of the plane about the origin, with its inverse. */
interface LinearMap {
  forward(x: number, y: number): Point;
  backward(x: number, y: number): Point;
}

function turned(degrees: number): LinearMap {
  return {
    forward: (x, y) => rotatePoint(x, y, degrees),
    backward: (x, y) => rotatePoint(x, y, -degrees),
  };
}

function scaled(percent: number): LinearMap {
  const factor = Math.exp(percent / 100);
  return {
    forward: (x, y) => [x * factor, y * factor],
    backward: (x, y) => [x / factor, y / factor],
  };
}

function aboutCentre(picture: Raster, { forward, backward }: LinearMap): Disturbed {
  const [middleX, middleY] = [(picture.width - 1) / 2, (picture.height - 1) / 2];
  const centred =
    (map: LinearMap['forward']) =>
    (x: number, y: number): Point => {
      const [u, v] = map(x - middleX, y - middleY);
      return [u + middleX, v + middleY];
    };
  return { picture: warpBicubic(picture, centred(backward)), carry: centred(forward), hue: 0 };
}

function translationSides(picture: Raster, dx: number, dy: number): Sides {
  const moved = warpBicubic(picture, (x, y) => [x - dx, y - dy]);
  return [
    { picture, carry: (x, y) => [x - dx / 2, y - dy / 2], hue: 0 },
    { picture: moved, carry: (x, y) => [x + dx / 2, y + dy / 2], hue: 0 },
  ];
}

function inHue(picture: Raster, degrees: number): Disturbed {
  const data = turnHue(picture.data, degrees);
  return { picture: { ...picture, data }, carry: (x, y) => [x, y], hue: degrees };
}
