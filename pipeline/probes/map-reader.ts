import type { Raster } from '../actions/planar.ts';
import { sampleBicubic } from '../actions/sample-bicubic.ts';
import type { LieDerivativeMeasurement } from '../records/lie-derivative.ts';
import type { MapGrid } from './central-region.ts';
import type { Sides, Disturbed, TransformationHead } from './small-transformations.ts';

type Places = readonly (readonly [x: number, y: number])[];

/** The maps of one picture: where the difference is taken after undoing T, and where it is not. */
export interface ReadMaps {
  readonly moved: Raster;
  readonly still: Raster;
}

/** Collects, picture by picture, how a map changes when the picture is transformed a little. */
export interface MapReader {
  readonly grid: MapGrid;
  /** How many positions of the map are read. */
  readonly count: number;
  /** Adds the map of an undisturbed picture to the moments that the errors are measured by. */
  addUndisturbed(map: Raster): void;
  /** Adds a finite difference of transformation number `t` with the maps of its two sides. */
  addDifference(t: number, sides: Sides, maps: readonly [minus: ReadMaps, plus: ReadMaps]): void;
  /** Root mean square errors per unit of each transformation, relative to the map's deviation. */
  errors(): LieDerivativeMeasurement['picture'];
}

/**
 * A reader of the map's `positions` [x, y]; maps are [y, x, channel] with any number of channels,
 * always the same.
 *
 * @param name for the error
 * @throws RangeError from `errors`, where the map is the same at all positions of all pictures.
 */
export function mapReader(
  name: string,
  grid: MapGrid,
  positions: Places,
  transformations: readonly TransformationHead[],
): MapReader {
  let sums = new Float64Array(0);
  let squares = new Float64Array(0);
  let pictures = 0;
  const moved = transformations.map(() => ({ sum: 0, differences: 0 }));
  const still = transformations.map(() => ({ sum: 0, differences: 0 }));

  return {
    grid,
    count: positions.length,
    addUndisturbed: ({ width, channels, data }) => {
      if (pictures === 0) {
        sums = new Float64Array(channels);
        squares = new Float64Array(channels);
      }
      pictures++;
      for (const [x, y] of positions) {
        const place = (y * width + x) * channels;
        for (let c = 0; c < channels; c++) {
          const value = data[place + c]!;
          sums[c] = sums[c]! + value;
          squares[c] = squares[c]! + value * value;
        }
      }
    },
    addDifference: (t, [minus, plus], [before, after]) => {
      const from = carried(grid, positions, minus);
      const to = carried(grid, positions, plus);
      moved[t]!.sum += squaredDifference(before.moved, from, after.moved, to);
      moved[t]!.differences++;
      still[t]!.sum += squaredDifference(before.still, positions, after.still, positions);
      still[t]!.differences++;
    },
    errors: () => {
      const samples = positions.length * pictures;
      const variance = squares.reduce((total, square, c) => {
        return total + Math.max(0, square / samples - (sums[c]! / samples) ** 2);
      }, 0);
      if (!(variance > 0)) throw new RangeError(`the map of ${name} is the same everywhere`);
      const relative = ({ sum, differences }: (typeof moved)[number], span: number): number =>
        Math.sqrt(sum / (differences * positions.length) / variance) / span;
      return transformations.map(({ name: transformation, span }, t) => ({
        transformation,
        span,
        equivariance: relative(moved[t]!, span),
        invariance: relative(still[t]!, span),
      }));
    },
  };
}

/** Where, in positions of the disturbed picture's map, the given positions have been carried. */
function carried({ start, stride }: MapGrid, positions: Places, { carry }: Disturbed): Places {
  return positions.map(([x, y]) => {
    const [u, v] = carry(start + stride * x, start + stride * y);
    return [(u - start) / stride, (v - start) / stride];
  });
}

/** Σ ‖after(to) − before(from)‖² over places and channels. */
function squaredDifference(before: Raster, from: Places, after: Raster, to: Places): number {
  const here = new Float64Array(before.channels);
  const there = new Float64Array(before.channels);
  let sum = 0;
  for (let i = 0; i < from.length; i++) {
    sampleBicubic(before, ...from[i]!, here);
    sampleBicubic(after, ...to[i]!, there);
    for (let c = 0; c < here.length; c++) sum += (there[c]! - here[c]!) ** 2;
  }
  return sum;
}
