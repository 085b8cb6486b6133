import type { Raster } from '../../actions/planar.ts';
import type { Graph } from '../../graph/ir.ts';
import { Random } from '../../numerics/random.ts';
import { fitFirstLayer, firstLayerRules, type FilterFit } from '../../probes/first-layer-fits.ts';
import { firstLayerKernel } from '../../probes/first-layer-kernel.ts';
import { summariseFirstLayer } from '../../probes/first-layer-summary.ts';
import { gaborSearch } from '../../probes/fit-gabor.ts';
import { cyclesOf, rasteriseGabor } from '../../probes/gabor.ts';
import { unitKernel } from '../../probes/unit-kernel.ts';
import type { Derivation } from '../../records/derivation.ts';
import {
  firstLayerSchema,
  type FirstLayer,
  type FirstLayerUnit,
} from '../../records/first-layer.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { encodeExactly } from '../../visualize/encode-picture.ts';
import { filterSheet, sheetLayout } from '../../visualize/filter-sheet.ts';
import { COMPARISON_PICTURES } from './compared-folders.ts';
import { derivation } from './derivation.ts';
import { round } from './round.ts';

/** A model as far as its first layer needs it. */
export interface FirstLayerSource {
  readonly name: string;
  readonly title: string;
  readonly channels: 'rgb' | 'bgr';
  readonly tensorDigest: string;
}

const SEED = 1;

export function firstLayerDerivation({ channels, tensorDigest }: FirstLayerSource): Derivation {
  return derivation({
    stage: 'first layer',
    version: 1,
    parameters: { channels, seed: SEED, rules: firstLayerRules, search: gaborSearch },
    inputs: [{ name: 'weights', digest: tensorDigest }],
  });
}

/** Fits every filter of a first layer and draws it; `files` are pictures by path below the site's root. */
export async function firstLayerRecord(
  source: FirstLayerSource,
  graph: Graph,
): Promise<{ readonly record: FirstLayer; readonly files: ReadonlyMap<string, Uint8Array> }> {
  const { layer, kind, kernel } = firstLayerKernel(graph);
  const [side, , , count] = kernel.shape as [number, number, number, number];
  const filters = Array.from({ length: count }, (_, unit) =>
    unitKernel(kernel, unit, source.channels),
  );
  const { fits, null: permuted, threshold } = fitFirstLayer(filters, new Random(SEED));
  const norms = filters.map(({ data }) => Math.sqrt(data.reduce((sum, w) => sum + w ** 2, 0)));
  const largest = Math.max(...norms);
  const units = fits.map((fit, unit) => unitRecord(fit, unit, norms[unit]! / largest, threshold));

  const layout = sheetLayout(count, side);
  const reaches = filters.map(({ data }) =>
    data.reduce((most, w) => Math.max(most, Math.abs(w)), 0),
  );
  const files = new Map<string, Uint8Array>();
  const sheet = async (rasters: readonly Pick<Raster, 'data'>[]) => {
    const { width, height } = layout;
    const { bytes, digest } = await encodeExactly(
      filterSheet(layout, rasters, reaches),
      width,
      height,
    );
    const file = `${COMPARISON_PICTURES}/${digest}.webp`;
    files.set(file, bytes);
    return { file, digest, width, height };
  };
  const record: FirstLayer = {
    model: source.name,
    title: source.title,
    layer,
    kind,
    tensorDigest: source.tensorDigest,
    side,
    rules: firstLayerRules,
    null: rounded(permuted),
    threshold: round(threshold, 4),
    units,
    summary: rounded(summariseFirstLayer(units, side, permuted.atQuantile)),
    sheets: {
      columns: layout.columns,
      gap: layout.gap,
      filters: await sheet(filters),
      gabors: await sheet(fits.map((fit) => drawn(fit, side))),
    },
    derivation: firstLayerDerivation(source),
  };
  return { record: parseRecord(firstLayerSchema, record, 'first-layers.json'), files };
}

function unitRecord(
  { gabor, colour, colourShare, hue, r2, r2Blob }: FilterFit,
  unit: number,
  norm: number,
  threshold: number,
): FirstLayerUnit {
  const fits = r2 >= threshold;
  return {
    unit,
    norm: round(norm, 4),
    r2: round(r2, 4),
    r2Blob: round(r2Blob, 4),
    fits,
    oriented: fits && r2 - r2Blob >= firstLayerRules.oriented,
    gabor: {
      x: round(gabor.x, 2),
      y: round(gabor.y, 2),
      along: round(gabor.along, 3),
      across: round(gabor.across, 3),
      // Rounding must not reach the end of the circle.
      orientation: round(gabor.orientation, 1) % 180,
      frequency: round(gabor.frequency, 4),
      phase: round(gabor.phase, 1) % 360,
      cycles: round(cyclesOf(gabor), 3),
    },
    colour: {
      direction: [round(colour[0], 4), round(colour[1], 4), round(colour[2], 4)],
      share: round(Math.min(1, colourShare), 4),
      hue: hue === null ? null : round(hue, 1) % 360,
    },
  };
}

/** The fitted function as a filter, [y, x, RGB]. */
function drawn({ gabor, colour }: FilterFit, side: number): Pick<Raster, 'data'> {
  const pattern = rasteriseGabor(gabor, side);
  return {
    data: Float32Array.from(
      { length: 3 * pattern.length },
      (_, i) => pattern[Math.floor(i / 3)]! * colour[i % 3]!,
    ),
  };
}

/** The same value with every number to four digits after the point, p values to four significant ones. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) =>
      typeof each !== 'number'
        ? each
        : key === 'pValue'
          ? Number(each.toPrecision(4))
          : round(each, 4),
    ),
  ) as T;
}
