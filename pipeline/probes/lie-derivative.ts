import { turnHue } from '../actions/hue.ts';
import type { Raster } from '../actions/planar.ts';
import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { LieDerivativeMeasurement } from '../records/lie-derivative.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { ReceptiveField } from '../records/model.ts';
import { blurredMap } from './blurred-map.ts';
import { borderReaches, centralRegion, type MapGrid } from './central-region.ts';
import { mapReader, type MapReader, type ReadMaps } from './map-reader.ts';
import { commonSize } from './picture-size.ts';
import {
  smallSteps,
  smallTransformations,
  type Disturbed,
  type Steps,
} from './small-transformations.ts';

export interface LieDerivativeOptions {
  /** Steps of the finite differences; `smallSteps` unless said. */
  readonly steps?: Partial<Steps>;
  /** Radius of the central region in pixels; a quarter of the picture's side unless said. */
  readonly regionRadius?: number;
}

/**
 * The Lie derivative of every layer's map f for small turns, changes of scale, translations and turns
 * of hue T_e, by central differences: L = (T_e⁻¹ f(T_e x) − T_−e⁻¹ f(T_−e x)) / 2e (Gruver, Finzi,
 * Goldblum & Wilson 2022, "The Lie Derivative for Measuring Learned Equivariance"). T_e moves the
 * places of a map as it moves the picture's pixels, position p standing for pixel start + stride · p,
 * and leaves channels alone. Squares are summed over all channels and averaged over the positions of
 * a central disc and over pictures; the ratio to the map's own variance there makes the errors
 * comparable between layers. Pictures and maps are read with Catmull–Rom interpolation, whose cost the
 * rulers show. Thirteen forward passes a picture with the default steps, all layers at once.
 *
 * @param layers with the receptive field of each, size, stride and start in pixels
 * @param pictures RGB on 0–255, all of one size
 * @param onProgress told how many pictures are done
 * @throws RangeError for no pictures or pictures of different sizes, for steps that
 *   `smallTransformations` refuses, for a region without a position, and for a map that never changes
 */
export async function measureLieDerivative(
  network: Network,
  input: ModelFile['input'],
  layers: readonly { readonly name: string; readonly receptiveField: ReceptiveField }[],
  pictures: readonly Raster[],
  options: LieDerivativeOptions = {},
  onProgress: (done: number) => void = () => undefined,
): Promise<LieDerivativeMeasurement> {
  const size = commonSize(pictures);
  const radius = options.regionRadius ?? Math.min(...size) / 4;
  const transformations = smallTransformations({ ...smallSteps, ...options.steps });
  const heads = transformations.map(({ name, unit, span }) => ({ name, unit, span }));
  const reader = (name: string, grid: MapGrid): MapReader =>
    mapReader(name, grid, centralRegion(grid, size, radius), heads);
  const pixels = reader('the picture', { start: 0, stride: 1 });
  const readers = layers.map(({ name, receptiveField }) => reader(name, receptiveField));
  const rulers = new Map(
    readers.map(({ grid }) => [gridKey(grid), reader('the blurred picture', grid)]),
  );
  const names = layers.map(({ name }) => name);

  const mapsOf = async ({ picture, hue }: Disturbed): Promise<Map<MapReader, ReadMaps>> => {
    const { height, width, channels, data } = picture;
    const batch = preprocess(input, { shape: [1, height, width, channels], data });
    const values = await network.activations(batch, names);
    const turnedBack = hue === 0 ? picture : { ...picture, data: turnHue(data, -hue) };
    const maps = new Map<MapReader, ReadMaps>();
    maps.set(pixels, { moved: turnedBack, still: picture });
    for (const [i, name] of names.entries()) {
      const { shape, data: map } = values[name]!;
      const [, rows, columns, units] = shape as [number, number, number, number];
      const raster = { height: rows, width: columns, channels: units, data: map };
      maps.set(readers[i]!, { moved: raster, still: raster });
    }
    for (const ruler of rulers.values()) {
      const raster = blurredMap(turnedBack, ruler.grid, ruler.grid.stride / 2);
      maps.set(ruler, { moved: raster, still: raster });
    }
    return maps;
  };

  let reach = 0;
  for (const [index, picture] of pictures.entries()) {
    const undisturbed = await mapsOf({ picture, carry: (x, y) => [x, y], hue: 0 });
    for (const [each, { still }] of undisturbed) each.addUndisturbed(still);
    for (const [t, { sides }] of transformations.entries()) {
      for (const [minus, plus] of sides(picture)) {
        const before = minus.picture === picture ? undisturbed : await mapsOf(minus);
        const after = await mapsOf(plus);
        for (const [each, maps] of before) {
          each.addDifference(t, [minus, plus], [maps, after.get(each)!]);
        }
        reach = Math.max(reach, cornerShift(minus, size), cornerShift(plus, size));
      }
    }
    onProgress(index + 1);
  }

  return {
    pictures: pictures.length,
    pictureSize: [...size],
    regionRadius: radius,
    transformations: heads,
    picture: pixels.errors(),
    layers: layers.map(({ name, receptiveField }, i) => {
      const floor = rulers.get(gridKey(receptiveField))!.errors();
      return {
        layer: name,
        positions: readers[i]!.count,
        // Two pixels more: the samples that interpolation reads around a place.
        borderReaches: borderReaches(receptiveField, size, radius, reach + 2),
        errors: readers[i]!.errors().map((error, t) => ({
          ...error,
          ruler: floor[t]!.equivariance,
        })),
      };
    }),
  };
}

function gridKey({ start, stride }: MapGrid): string {
  return `${String(start)} ${String(stride)}`;
}

/** How far, in pixels along an axis, a corner of the picture is carried. */
function cornerShift({ carry }: Disturbed, [height, width]: readonly [number, number]): number {
  const corners = [0, height - 1].flatMap((y) => [0, width - 1].map((x) => [x, y] as const));
  return Math.max(
    ...corners.map(([x, y]) => {
      const [u, v] = carry(x, y);
      return Math.max(Math.abs(u - x), Math.abs(v - y));
    }),
  );
}
