import type { Network } from '../engine/network.ts';
import type { InputColours } from '../engine/preprocess.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Graph } from '../graph/ir.ts';
import { Random } from '../numerics/random.ts';
import { fourierParameterisation, type Parameterisation } from './fourier-parameterisation.ts';
import { channelObjective, scaledObjective, unitObjective, type Objective } from './objective.ts';
import { optimise, type Seen } from './optimise.ts';
import { pictureSettings, type PictureKind, type PictureSettings } from './picture-settings.ts';
import { STRAIGHT, viewCoordinates } from './transforms.ts';
import { unitViews, type UnitView } from './unit-view.ts';

export interface RenderedPicture {
  readonly unit: number;
  /** RGB bytes, [y, x, 3], `side` pixels a side. */
  readonly pixels: Uint8Array;
  readonly side: number;
  /** File pixels for one input pixel: every such pixel, from the first, is one of the model's input. */
  readonly magnification: number;
  /**
   * What the unit says of the whole picture, before cropping and encoding: at one position before its
   * ReLU, or the mean over a texture after it. 0 for a picture that does not do what it is for.
   */
  readonly activation: number;
  /** The seed that made this picture: the one given plus `retries`. */
  readonly seed: number;
  readonly steps: number;
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
 * Feature pictures, found by Adam in the Fourier parameterisation under small shifts and changes of
 * size. The same request gives the same bytes on the same backend, whatever other units it holds.
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

/** How far looks are shifted, pixels, and the side of the pictures, which leaves the room for it. */
export function movingRoom(
  { fieldSize, seenSize }: UnitView,
  settings: Pick<PictureSettings, 'jitter' | 'scale'>,
): { jitter: number; period: number } {
  const jitter = Math.floor(settings.jitter * fieldSize);
  const room = jitter + Math.ceil((settings.scale * seenSize) / 2);
  return { jitter, period: seenSize + 2 * room };
}

async function renderBatch(
  { network, input, kind, seed }: PictureRequest,
  settings: PictureSettings,
  view: UnitView,
  retries: number,
  report: (share: number) => void,
): Promise<RenderedPicture[]> {
  const { jitter, period } = movingRoom(view, settings);
  const parameterisation = fourierParameterisation(period, settings.contrast);
  const centre = (parameterisation.period - 1) / 2;
  const objective = objectiveOf(kind, view);
  const at = { middle: [view.position, view.position], reach: view.reach } as const;

  const seen: Seen = (spectra, look, rectifier) => {
    const [y, x] = viewCoordinates(look, view.viewSize, (view.viewSize - 1) / 2, centre);
    const pixels = parameterisation.paintInput(spectra, y, x, input);
    const values = network.forward(pixels, objective.reads, {
      rectifier,
      at: Object.fromEntries(objective.reads.map((name) => [name, at])),
    });
    return objective.measure(values);
  };

  const { spectra, steps } = await optimise(
    parameterisation,
    view.units.length,
    seen,
    { ...settings, transforms: { jitter, scale: settings.scale } },
    new Random(seed + retries),
    (done) => {
      report(done / settings.steps);
    },
  );
  try {
    const raised = await read(() => seen(spectra, STRAIGHT, 'plain'));
    const sign = kind === 'negative' ? -1 : 1;
    const cropped = await paintCropped(parameterisation, spectra, view.seenSize, settings);
    const bytes = cropped.side ** 2 * 3;
    return view.units.map((unit, place) => ({
      unit,
      pixels: cropped.pixels.slice(place * bytes, (place + 1) * bytes),
      side: cropped.side,
      magnification: cropped.magnification,
      activation: raised[place]! > 0 ? sign * raised[place]! : 0,
      seed: seed + retries,
      steps: steps[place]!,
      retries,
    }));
  } finally {
    spectra.dispose();
    parameterisation.dispose();
  }
}

/** The middle of the pictures, sampled `magnification` times as finely as the model's input. */
async function paintCropped(
  parameterisation: Parameterisation,
  spectra: tf.Tensor4D,
  seenSize: number,
  { crop, targetSide }: PictureSettings,
): Promise<{ pixels: Uint8Array; side: number; magnification: number }> {
  const half = Math.ceil((crop * (seenSize - 1)) / 2);
  const magnification = Math.max(1, Math.round(targetSide / (2 * half + 1)));
  const side = 2 * half * magnification + 1;
  const centre = (parameterisation.period - 1) / 2;
  const grid = Float64Array.from({ length: side }, (_, i) => centre - half + i / magnification);
  const values = await read(() =>
    tf.round(tf.mul(parameterisation.paint(spectra, grid, grid), 255)),
  );
  return { pixels: Uint8Array.from(values), side, magnification };
}

/** Values of a tensor that is computed for nothing else; some backends cannot be read at once. */
async function read(compute: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(compute);
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}
