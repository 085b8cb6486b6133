import { cropRaster } from '../actions/crop-raster.ts';
import type { Raster } from '../actions/planar.ts';
import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { PatchView } from './patch-view.ts';
import type { PictureResponses } from './response-loss.ts';

/** About this many input values go through the network at once: far below 1 GB of activations. */
const BATCH_VALUES = 450_000;

/**
 * Responses (activations) of layers to pictures, each layer seeing its view of every picture; layers
 * that see the same part are computed together.
 *
 * @param views by the layer's name
 * @param pictures RGB on 0–255; every view lies inside
 */
export async function respondToViews(
  network: Network,
  input: ModelFile['input'],
  pictures: readonly Raster[],
  views: ReadonlyMap<string, PatchView>,
): Promise<Map<string, PictureResponses>> {
  const groups = new Map<string, string[]>();
  for (const [name, { crop }] of views) {
    const key = [crop.top, crop.left, crop.height, crop.width].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const responses = new Map<string, PictureResponses>();
  for (const names of groups.values()) {
    const { crop } = views.get(names[0]!)!;
    const at = Object.fromEntries(names.map((name) => [name, views.get(name)!.position]));
    const values = crop.height * crop.width * 3;
    const batch = Math.max(1, Math.floor(BATCH_VALUES / values));
    for (let from = 0; from < pictures.length; from += batch) {
      const shown = pictures.slice(from, from + batch);
      const pixels = new Float32Array(shown.length * values);
      for (const [i, picture] of shown.entries()) {
        pixels.set(cropRaster(picture, crop).data, i * values);
      }
      const shape = [shown.length, crop.height, crop.width, 3];
      const batchOf = preprocess(input, { shape, data: pixels });
      const found = await network.activations(batchOf, names, { at });
      for (const name of names) {
        const { data } = found[name]!;
        const units = data.length / shown.length;
        const table = responses.get(name)?.values ?? new Float32Array(units * pictures.length);
        table.set(data, from * units);
        responses.set(name, { units, values: table });
      }
    }
  }
  return responses;
}
