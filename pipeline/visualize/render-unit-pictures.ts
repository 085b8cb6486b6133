import type { Network } from '../engine/network.ts';
import { preprocessTensor, type InputColours } from '../engine/preprocess.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Graph } from '../graph/ir.ts';
import { Random } from '../numerics/random.ts';
import { fourierParameterisation, type Parameterisation } from './fourier-parameterisation.ts';
import { unitResponses } from './objective.ts';
import { optimise, type Objective } from './optimise.ts';
import { STRAIGHT, viewCoordinates } from './transforms.ts';
import { unitViews, type UnitView } from './unit-view.ts';

/**
 * What may be set about a picture; kept in provenance. Constants of the parameterisation and of the
 * encoding are part of the stage's version.
 */
export interface PictureSettings {
  readonly steps: number;
  readonly rate: number;
  readonly redirectedSteps: number;
  readonly deviation: number;
  /** Largest shift along each axis, as a share of the layer's stride. */
  readonly jitter: number;
  /** Largest relative change of size. */
  readonly scale: number;
  /** Side of the picture as a share of the receptive field, whose rim hardly counts and stays grey. */
  readonly crop: number;
  /** A picture is finely sampled, to about this many pixels a side. */
  readonly targetSide: number;
  /** How often a picture that leaves its unit silent is begun again. */
  readonly retries: number;
}

/** Chosen by eye on GoogLeNet: crisp and saturated without clipping, from conv2 to 4a. */
export const pictureSettings: PictureSettings = {
  steps: 256,
  rate: 0.25,
  redirectedSteps: 24,
  deviation: 0.01,
  jitter: 0.5,
  scale: 0.04,
  crop: 0.8,
  targetSide: 160,
  retries: 3,
};

export interface UnitPicture {
  readonly unit: number;
  /** RGB bytes, [y, x, 3], `side` pixels a side. */
  readonly pixels: Uint8Array;
  readonly side: number;
  /** File pixels for one input pixel: every such pixel, from the first, is one of the model's input. */
  readonly magnification: number;
  /** The unit's response to the whole picture, before cropping and encoding; 0 for a dead picture. */
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
  readonly seed: number;
  readonly settings?: PictureSettings;
  /** Told the share done, in (0, 1], after every step; retries repeat the last part. */
  readonly onProgress?: (share: number) => void;
}

/** Pictures at a time: enough to fill the kernels, few enough to stay under half a gigabyte. */
const BATCH_PIXELS = 72_000;

/**
 * Feature pictures: for every unit the picture that raises it most at one position, found by Adam in
 * the Fourier parameterisation under small shifts and changes of size. The same request gives the
 * same bytes on the same backend, whatever other units it holds.
 *
 * @returns in the order of `units`
 * @throws UserError for a layer or a unit that is not there.
 */
export async function renderUnitPictures(request: PictureRequest): Promise<UnitPicture[]> {
  const { graph, layer, units, onProgress = () => undefined } = request;
  const settings = request.settings ?? pictureSettings;
  const batches = unitViews(graph, layer, units).flatMap((view) => splitView(view));
  const pictures = new Map<number, UnitPicture>();
  let finished = 0;
  for (const batch of batches) {
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
  const size = Math.max(1, Math.min(8, Math.floor(BATCH_PIXELS / view.viewSize ** 2)));
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
): Promise<UnitPicture[]> {
  const done: UnitPicture[] = [];
  let left = view;
  for (let retries = 0; left.units.length > 0; retries++) {
    const made = await renderBatch(request, settings, left, retries, report);
    const last = retries === settings.retries;
    done.push(...made.filter(({ activation }) => activation > 0 || last));
    left = selectUnits(left, (_unit, place) => !(made[place]!.activation > 0 || last));
  }
  return done;
}

async function renderBatch(
  { network, input, seed }: PictureRequest,
  settings: PictureSettings,
  view: UnitView,
  retries: number,
  report: (share: number) => void,
): Promise<UnitPicture[]> {
  const jitter = Math.round(settings.jitter * view.stride);
  const room = jitter + Math.ceil((settings.scale * view.fieldSize) / 2);
  const parameterisation = fourierParameterisation(view.fieldSize + 2 * room);
  const centre = (parameterisation.period - 1) / 2;

  const objective: Objective = (spectra, look, rectifier) => {
    const [y, x] = viewCoordinates(look, view.viewSize, (view.viewSize - 1) / 2, centre);
    const rgb = tf.mul(parameterisation.paint(spectra, y, x), 255);
    const { [view.value]: map } = network.forward(
      preprocessTensor(input, rgb as tf.Tensor4D),
      [view.value],
      { rectifier, at: [view.position, view.position] },
    );
    return unitResponses(map!, view.channels);
  };

  const { steps } = settings;
  const spectra = optimise(
    parameterisation,
    view.units.length,
    objective,
    { ...settings, transforms: { jitter, scale: settings.scale } },
    new Random(seed + retries),
    (done) => {
      report(done / steps);
    },
  );
  try {
    const responses = await read(() => objective(spectra, STRAIGHT, 'plain'));
    const cropped = await paintCropped(parameterisation, spectra, view.fieldSize, settings);
    const bytes = cropped.side ** 2 * 3;
    return view.units.map((unit, place) => ({
      unit,
      pixels: cropped.pixels.slice(place * bytes, (place + 1) * bytes),
      side: cropped.side,
      magnification: cropped.magnification,
      activation: Math.max(0, responses[place]!),
      seed: seed + retries,
      steps,
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
  fieldSize: number,
  { crop, targetSide }: PictureSettings,
): Promise<{ pixels: Uint8Array; side: number; magnification: number }> {
  const half = Math.floor((crop * (fieldSize - 1)) / 2);
  const magnification = Math.max(1, Math.round(targetSide / (2 * half + 1)));
  const side = 2 * half * magnification + 1;
  const centre = (parameterisation.period - 1) / 2;
  const grid = Float64Array.from({ length: side }, (_, i) => centre - half + i / magnification);
  const values = await read(() =>
    tf.round(tf.mul(parameterisation.paint(spectra, grid, grid), 255)),
  );
  return { pixels: Uint8Array.from(values), side, magnification };
}

/** Values of a tensor that is computed for nothing else; WebGPU cannot be read without waiting. */
async function read(compute: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(compute);
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}
