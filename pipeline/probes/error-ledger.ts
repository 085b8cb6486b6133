import { fits } from '../actions/crop-raster.ts';
import type { Raster } from '../actions/planar.ts';
import type { Network } from '../engine/network.ts';
import { mean } from '../numerics/statistics.ts';
import type { ErrorLedgerMeasurement } from '../records/error-ledger.ts';
import type { ModelFile } from '../records/model-file.ts';
import {
  missingPositions,
  movedView,
  patchView,
  roomAround,
  widenedView,
  type PatchedLayer,
  type PatchView,
} from './patch-view.ts';
import { commonSize } from './picture-size.ts';
import { respondToViews } from './respond-to-views.ts';
import {
  NO_LOSS,
  respondingUnits,
  responseLoss,
  type PictureResponses,
  type ResponseLoss,
} from './response-loss.ts';
import {
  hueThereAndBack,
  middlePixel,
  turnThereAndBack,
  type Interpolation,
} from './there-and-back.ts';

export interface LedgerProbe {
  readonly network: Network;
  readonly input: ModelFile['input'];
  readonly layers: readonly PatchedLayer[];
  /** RGB on 0–255, all of one size; larger than the patches, or some errors cannot be measured. */
  readonly pictures: readonly Raster[];
  /** Degrees: 15, 30, 45 and the exact 90 unless said. */
  readonly turns?: readonly number[];
  /** Degrees of hue: 30 and 90 unless said. */
  readonly hues?: readonly number[];
  /** That of the probe whose errors are wanted; bilinear unless said. */
  readonly interpolation?: Interpolation;
  /** Told the share done, in (0, 1]. */
  readonly onProgress?: (share: number) => void;
}

type Views = ReadonlyMap<string, PatchView>;
type LayerEntry = ErrorLedgerMeasurement['layers'][number];

/**
 * What the ruler itself gets wrong, layer by layer: how far the units' responses at the probed
 * position, the picture's middle pixel being on its receptive-field centre, change under disturbances
 * that would change nothing if there were no pixels, no gamut, no strides and no borders.
 *
 * @throws RangeError for no pictures or pictures of different sizes, for a patch that does not fit into
 *   them, a field centred between two pixels, and a layer with no responding unit
 */
export async function measureErrorLedger(probe: LedgerProbe): Promise<ErrorLedgerMeasurement> {
  const { network, input, layers, pictures, interpolation = 'bilinear' } = probe;
  const { turns = [15, 30, 45, 90], hues = [30, 90], onProgress = () => undefined } = probe;
  const size = commonSize(pictures);
  const middle = middlePixel(pictures[0]!);
  const patches = new Map(layers.map((layer) => [layer.name, patchView(layer, middle)]));

  const steps = 3 + turns.length + hues.length;
  let done = 0;
  const respond = async (shown: readonly Raster[], views: Views) => {
    const responses = await respondToViews(network, input, shown, views);
    onProgress(++done / steps);
    return responses;
  };
  const untouched = await respond(pictures, patches);
  const losses = (after: ReadonlyMap<string, PictureResponses>) =>
    new Map([...after].map(([name, each]) => [name, responseLoss(untouched.get(name)!, each)]));
  const lossesOf = async (disturbed: readonly Raster[]) => {
    const changed = disturbed.some((picture, i) => picture !== pictures[i]);
    const found = losses(await respond(disturbed, changed ? patches : new Map()));
    return changed ? found : new Map(layers.map(({ name }) => [name, NO_LOSS]));
  };

  const turned: [degrees: number, ReadonlyMap<string, ResponseLoss>][] = [];
  for (const degrees of turns) {
    const back = pictures.map((picture) => turnThereAndBack(picture, degrees, interpolation));
    turned.push([degrees, await lossesOf(back)]);
  }
  const hueTurned: typeof turned = [];
  const clipped: ErrorLedgerMeasurement['clipped'] = [];
  for (const degrees of hues) {
    const back = pictures.map((picture) => hueThereAndBack(picture, degrees));
    clipped.push({ degrees, share: mean(back.map((each) => each.clipped)) });
    hueTurned.push([degrees, await lossesOf(back.map((each) => each.picture))]);
  }

  const moves = new Map<string, PatchView>();
  const margins = new Map<string, PatchView>();
  for (const layer of layers) {
    const view = patches.get(layer.name)!;
    const moved = movedView(view, halfStride(layer));
    if (fits(moved.crop, pictures[0]!)) moves.set(layer.name, moved);
    const added = addedPositions(layer, view, size);
    if (added > 0) margins.set(layer.name, widenedView(view, layer, added));
  }
  const moved = losses(await respond(pictures, moves));
  const widened = losses(await respond(pictures, margins));

  const entry = (layer: PatchedLayer): LayerEntry => {
    const { name, position, size: patchSize, receptiveField } = layer;
    const added = addedPositions(layer, patches.get(name)!, size);
    const missing = missingPositions(layer);
    const move = moved.get(name);
    const padding = missing === 0 ? NO_LOSS : widened.get(name);
    const margin = added * receptiveField.stride;
    const at = ([degrees, found]: (typeof turned)[number]) => ({ degrees, ...found.get(name)! });
    return {
      layer: name,
      position: [...position],
      patchSize,
      units: respondingUnits(untouched.get(name)!).length,
      turns: turned.map(at),
      hues: hueTurned.map(at),
      halfStride: move ? { pixels: halfStride(layer), ...move } : null,
      padding: padding ? { margin, borderReaches: added < missing, ...padding } : null,
    };
  };
  return {
    pictures: pictures.length,
    pictureSize: [...size],
    interpolation,
    clipped,
    layers: layers.map(entry),
  };
}

/** Whole pixels. */
function halfStride({ receptiveField: { stride } }: PatchedLayer): number {
  return Math.floor(stride / 2);
}

/** As many positions on every side as are missing, or as there is room for. */
function addedPositions(
  layer: PatchedLayer,
  view: PatchView,
  size: readonly [number, number],
): number {
  return Math.min(missingPositions(layer), roomAround(view, layer, size));
}
