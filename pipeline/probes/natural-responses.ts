import { hueTurns } from '../actions/hue.ts';
import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import { Random } from '../numerics/random.ts';
import type { ModelFile } from '../records/model-file.ts';
import { centreRange, samplePatch, type SquarePicture } from '../stimuli/patches.ts';
import { probedResponses } from './probed-responses.ts';
import { fadeRadii, type ProbeScope } from './probe-scope.ts';
import {
  transformationGrid,
  type ProbedGroup,
  type Transformation,
} from './transformation-grid.ts';

/** Responses of one layer, [unit, patch, element], row-major; elements as in `transformationGrid`. */
export interface NaturalResponses {
  readonly units: number;
  readonly patches: number;
  readonly elements: number;
  readonly values: Float32Array;
}

export interface NaturalProbe {
  readonly network: Network;
  readonly input: ModelFile['input'];
  readonly scope: ProbeScope;
  readonly group: ProbedGroup;
  /** Pictures one after the other; each gives `patchesPerPicture` patches. */
  readonly pictures: AsyncIterable<SquarePicture>;
  readonly patchesPerPicture: number;
  /** Number of the first picture: with the seed it draws the places of a picture's patches. */
  readonly firstPicture: number;
  readonly seed: number;
  readonly onPatch?: (done: number) => void;
}

/** About this many input values go through the network at once: far below 1 GB of activations. */
const BATCH_VALUES = 450_000;

/**
 * Responses (activations) at the scope's probed places to patches of natural pictures under every
 * element of a group's grid. A patch is sampled straight from its picture for every element, so
 * nothing is interpolated twice; for rotation it starts from a random angle, so that the grid has no
 * preferred one.
 */
export async function measureNaturalResponses(
  probe: NaturalProbe,
): Promise<Readonly<Record<string, NaturalResponses>>> {
  const { scope, group, seed, patchesPerPicture } = probe;
  const grid = transformationGrid(group);
  const layers = Object.keys(scope.positions);
  const rows = new Map<string, Float32Array[]>(layers.map((layer) => [layer, []]));
  let patches = 0;
  let number = probe.firstPicture;
  for await (const picture of probe.pictures) {
    const places = patchPlaces(seed, number++, picture.size, scope, group, patchesPerPicture);
    for (const place of places) {
      const pixels = transformedPatches(picture, scope, grid, place);
      const responses = await show(probe, pixels, grid.length);
      for (const layer of layers) rows.get(layer)!.push(responses[layer]!);
      patches++;
      probe.onPatch?.(patches);
    }
  }
  return Object.fromEntries(
    layers.map((layer) => [layer, gather(rows.get(layer)!, patches, grid.length)]),
  );
}

/** Where a patch is in its picture, and the angle it starts from. */
export interface PatchPlace {
  /** [y, x] in pixels of the picture, whole. */
  readonly centre: readonly [number, number];
  /** Degrees. */
  readonly start: number;
}

/** The places of one picture's patches: they follow from the seed and the picture's number alone. */
export function patchPlaces(
  seed: number,
  picture: number,
  pictureSize: number,
  scope: Pick<ProbeScope, 'size'>,
  group: ProbedGroup,
  count: number,
): readonly PatchPlace[] {
  const random = new Random(seed * 100_003 + picture);
  const [from, to] = centreRange(pictureSize, scope.size);
  const along = (): number => from + Math.round(random.uniform() * (to - from));
  const turns = group === 'rotation' || group === 'hue-rotation';
  return Array.from({ length: count }, () => {
    const centre = [along(), along()] as const;
    return { centre, start: turns ? random.uniform() * 360 : 0 };
  });
}

/** One patch under every element, RGB [element, y, x, 3]. */
function transformedPatches(
  picture: SquarePicture,
  scope: ProbeScope,
  grid: readonly Transformation[],
  { centre, start }: PatchPlace,
): Float32Array {
  const { size } = scope;
  const fade = fadeRadii(scope);
  const pixels = new Float32Array(grid.length * size * size * 3);
  // Elements that differ in hue alone share one sampled patch.
  const byPlace = new Map<string, number[]>();
  grid.forEach(({ turn, mirrored, magnification }, element) => {
    const key = [turn, mirrored, magnification].join();
    byPlace.set(key, [...(byPlace.get(key) ?? []), element]);
  });
  for (const elements of byPlace.values()) {
    const { turn, ...rest } = grid[elements[0]!]!;
    const patch = samplePatch(picture, centre, size, { ...rest, turn: start + turn }, fade);
    const hues = elements.map((element) => grid[element]!.hue);
    const painted = hues.every((hue) => hue === 0) ? [patch] : hueTurns(patch, hues);
    elements.forEach((element, i) => pixels.set(painted[i]!, element * patch.length));
  }
  return pixels;
}

/** Responses of every layer to a stack of patches, [patch, unit]. */
async function show(
  { network, input, scope }: NaturalProbe,
  pixels: Float32Array,
  count: number,
): Promise<Record<string, Float32Array>> {
  const { size } = scope;
  const area = size * size * 3;
  const batch = Math.max(1, Math.min(count, Math.floor(BATCH_VALUES / area)));
  const collected: Record<string, Float32Array> = {};
  for (let start = 0; start < count; start += batch) {
    const n = Math.min(batch, count - start);
    const data = pixels.subarray(start * area, (start + n) * area);
    const shown = preprocess(input, { shape: [n, size, size, 3], data });
    const found = await probedResponses(network, shown, scope);
    for (const [layer, values] of Object.entries(found)) {
      const units = values.length / n;
      (collected[layer] ??= new Float32Array(count * units)).set(values, start * units);
    }
  }
  return collected;
}

/** From one [element, unit] array a patch to [unit, patch, element]. */
function gather(
  rows: readonly Float32Array[],
  patches: number,
  elements: number,
): NaturalResponses {
  const units = rows.length === 0 ? 0 : rows[0]!.length / elements;
  const values = new Float32Array(units * patches * elements);
  rows.forEach((row, patch) => {
    for (let element = 0; element < elements; element++) {
      for (let unit = 0; unit < units; unit++) {
        values[(unit * patches + patch) * elements + element] = row[element * units + unit]!;
      }
    }
  });
  return { units, patches, elements, values };
}
