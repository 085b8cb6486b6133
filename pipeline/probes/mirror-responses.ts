import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { SquarePicture } from '../stimuli/patches.ts';
import type { NaturalResponses } from './natural-responses.ts';

export interface MirrorProbe {
  readonly network: Network;
  readonly input: ModelFile['input'];
  readonly layers: readonly string[];
  readonly pictures: AsyncIterable<SquarePicture>;
  readonly onPicture?: (done: number) => void;
}

/**
 * Responses to whole pictures and their mirror images, averaged over the layer's map: mirroring a
 * picture mirrors the map of a unit that has a mirrored partner, which the mean does not see. No
 * pixel is interpolated, so what is measured is the network's alone.
 *
 * @returns per layer [unit, picture, element]; element 0 is the picture, 1 its mirror image
 */
export async function measureMirrorResponses({
  network,
  input,
  layers,
  pictures,
  onPicture,
}: MirrorProbe): Promise<Readonly<Record<string, NaturalResponses>>> {
  const rows = new Map<string, Float32Array[]>(layers.map((layer) => [layer, []]));
  let done = 0;
  for await (const { size, data } of pictures) {
    const both = new Float32Array(2 * size * size * 3);
    both.set(data);
    both.set(mirrored(data, size), size * size * 3);
    const shown = preprocess(input, { shape: [2, size, size, 3], data: both });
    const maps = await network.activations(shown, layers);
    for (const layer of layers)
      rows.get(layer)!.push(mapMeans(maps[layer]!.data, 2, maps[layer]!.shape[3]!));
    onPicture?.(++done);
  }
  return Object.fromEntries(layers.map((layer) => [layer, gather(rows.get(layer)!)]));
}

/** RGB picture [y, x, 3] with its columns in reverse order. */
export function mirrored(data: ArrayLike<number>, size: number): Float32Array {
  const out = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + size - 1 - x) * 3;
      const to = (y * size + x) * 3;
      for (let c = 0; c < 3; c++) out[to + c] = data[from + c]!;
    }
  }
  return out;
}

/** Means over positions, [picture, unit], of maps [picture, y, x, unit]. */
function mapMeans(data: Float32Array, count: number, units: number): Float32Array {
  const positions = data.length / (count * units);
  const means = new Float32Array(count * units);
  for (let picture = 0; picture < count; picture++) {
    for (let position = 0; position < positions; position++) {
      const start = (picture * positions + position) * units;
      for (let unit = 0; unit < units; unit++) {
        const at = picture * units + unit;
        means[at] = means[at]! + data[start + unit]! / positions;
      }
    }
  }
  return means;
}

function gather(rows: readonly Float32Array[]): NaturalResponses {
  const units = rows.length === 0 ? 0 : rows[0]!.length / 2;
  const values = new Float32Array(units * rows.length * 2);
  rows.forEach((row, picture) => {
    for (let unit = 0; unit < units; unit++) {
      values[(unit * rows.length + picture) * 2] = row[unit]!;
      values[(unit * rows.length + picture) * 2 + 1] = row[units + unit]!;
    }
  });
  return { units, patches: rows.length, elements: 2, values };
}
