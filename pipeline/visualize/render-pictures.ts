import type { Network } from '../engine/network.ts';
import type { InputColours } from '../engine/preprocess.ts';
import type { Graph } from '../graph/ir.ts';
import { channelObjective, scaledObjective, unitObjective, type Objective } from './objective.ts';
import { pictureSettings, type PictureKind, type PictureSettings } from './picture-settings.ts';
import { renderObjective, type ObjectivePicture } from './render-objective.ts';
import { unitViews, type UnitView } from './unit-view.ts';

export interface RenderedPicture extends Omit<ObjectivePicture, 'value'> {
  readonly unit: number;
  /**
   * What the unit says of the whole picture, before cropping and encoding: at one position before its
   * ReLU, or the mean over a texture after it. 0 for a picture that does not do what it is for.
   */
  readonly activation: number;
  /** The seed that made this picture: the one given plus `retries`. */
  readonly seed: number;
  readonly retries: number;
}

export interface PictureRequest {
  readonly network: Network;
  readonly graph: Graph;
  readonly input: InputColours;
  readonly layer: string;
  readonly units: readonly number[];
  readonly kind: PictureKind;
  readonly seed: number;
  readonly settings?: PictureSettings;
  /** Told the share done, in (0, 1], after every step; retries repeat the last part. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Pixels of the views of pictures that are made at a time: enough that starting an operation costs little,
 * few enough that maps stay in the processor's caches.
 */
const BATCH_PIXELS = 48_000;

/**
 * Feature pictures; see renderObjective. The same request gives the same bytes on the same backend,
 * whatever other units it holds.
 *
 * @returns in the order of `units`
 * @throws UserError for a layer or a unit that is not there.
 */
export async function renderPictures(request: PictureRequest): Promise<RenderedPicture[]> {
  const { graph, layer, units, kind, onProgress = () => undefined } = request;
  const settings = request.settings ?? pictureSettings;
  const { limit } = settings;
  const spread = kind === 'channel' ? settings.spread : { pixels: 0, fields: 0 };
  const views = unitViews(graph, layer, units, { limit, spread });
  const pictures = new Map<number, RenderedPicture>();
  let finished = 0;
  for (const batch of views.flatMap((view) => splitView(view))) {
    const report = (share: number) => {
      onProgress((finished + share * batch.units.length) / units.length);
    };
    for (const picture of await renderWithRetries(request, settings, batch, report)) {
      pictures.set(picture.unit, picture);
    }
    finished += batch.units.length;
  }
  return units.map((unit) => pictures.get(unit)!);
}

function splitView(view: UnitView): UnitView[] {
  const size = Math.max(1, Math.floor(BATCH_PIXELS / view.viewSize ** 2));
  return Array.from({ length: Math.ceil(view.units.length / size) }, (_, index) =>
    selectUnits(view, (_unit, place) => Math.floor(place / size) === index),
  );
}

function selectUnits(view: UnitView, keep: (unit: number, place: number) => boolean): UnitView {
  const kept = view.units.map(keep);
  return {
    ...view,
    units: view.units.filter((_, place) => kept[place]),
    channels: view.channels.filter((_, place) => kept[place]),
  };
}

async function renderWithRetries(
  request: PictureRequest,
  settings: PictureSettings,
  view: UnitView,
  report: (share: number) => void,
): Promise<RenderedPicture[]> {
  const done: RenderedPicture[] = [];
  let left = view;
  for (let retries = 0; left.units.length > 0; retries++) {
    const made = await renderBatch(request, settings, left, retries, report);
    const last = retries === settings.retries;
    done.push(...made.filter(({ activation }) => activation !== 0 || last));
    left = selectUnits(left, (_unit, place) => !(made[place]!.activation !== 0 || last));
  }
  return done;
}

/** A texture's mean is taken after the ReLU: before it, what excites here and inhibits there cancels. */
function objectiveOf(kind: PictureKind, { value, rectified, channels }: UnitView): Objective {
  switch (kind) {
    case 'unit':
      return unitObjective(value, channels);
    case 'negative':
      return scaledObjective(unitObjective(value, channels), -1);
    case 'channel':
      return channelObjective(rectified, channels);
  }
}

async function renderBatch(
  { network, input, kind, seed }: PictureRequest,
  settings: PictureSettings,
  view: UnitView,
  retries: number,
  onProgress: (share: number) => void,
): Promise<RenderedPicture[]> {
  const made = await renderObjective({
    ...{ network, input, settings, view, onProgress },
    objective: objectiveOf(kind, view),
    count: view.units.length,
    seed: seed + retries,
  });
  const sign = kind === 'negative' ? -1 : 1;
  return made.map(({ pixels, side, magnification, value, steps }, place) => ({
    unit: view.units[place]!,
    pixels,
    side,
    magnification,
    activation: value > 0 ? sign * value : 0,
    seed: seed + retries,
    steps,
    retries,
  }));
}
