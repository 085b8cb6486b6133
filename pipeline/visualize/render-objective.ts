import type { Network } from '../engine/network.ts';
import type { InputColours } from '../engine/preprocess.ts';
import * as tf from '../engine/tensorflow.ts';
import { Random } from '../numerics/random.ts';
import { fourierParameterisation, type Parameterisation } from './fourier-parameterisation.ts';
import type { Objective } from './objective.ts';
import { optimise, type Seen } from './optimise.ts';
import type { PictureSettings } from './picture-settings.ts';
import { STRAIGHT, viewCoordinates } from './transforms.ts';
import type { View } from './unit-view.ts';

export interface ObjectiveRequest {
  readonly network: Network;
  readonly input: InputColours;
  readonly objective: Objective;
  /** What the objective's values are seen through. */
  readonly view: View;
  /** Pictures that are made together. */
  readonly count: number;
  readonly seed: number;
  readonly settings: PictureSettings;
  /** Every picture starts from noise of its own, not all from the same. */
  readonly apart?: boolean;
  /** Told the share done, in (0, 1], after every step. */
  readonly onProgress?: (share: number) => void;
}

export interface ObjectivePicture {
  /** RGB bytes, [y, x, 3], `side` pixels a side. */
  readonly pixels: Uint8Array;
  readonly side: number;
  /** File pixels for one input pixel: every such pixel, from the first, is one of the model's input. */
  readonly magnification: number;
  /** What the objective makes of the whole picture, before cropping. */
  readonly value: number;
  readonly steps: number;
}

/**
 * Pictures that raise an objective, found by Adam in the Fourier parameterisation under small shifts
 * and changes of size; the middle of each, finely sampled.
 */
export async function renderObjective({
  network,
  input,
  objective,
  view,
  count,
  seed,
  settings,
  apart = false,
  onProgress = () => undefined,
}: ObjectiveRequest): Promise<ObjectivePicture[]> {
  const { jitter, period } = movingRoom(view, settings);
  const parameterisation = fourierParameterisation(period, settings.contrast);
  const centre = (parameterisation.period - 1) / 2;
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
    count,
    seen,
    { ...settings, transforms: { jitter, scale: settings.scale }, apart },
    new Random(seed),
    (done) => {
      onProgress(done / settings.steps);
    },
  );
  try {
    const raised = await read(() => seen(spectra, STRAIGHT, 'plain'));
    const { pixels, side, magnification } = await paintCropped(
      parameterisation,
      spectra,
      view.seenSize,
      settings,
    );
    const bytes = side ** 2 * 3;
    return steps.map((taken, place) => ({
      pixels: pixels.slice(place * bytes, (place + 1) * bytes),
      side,
      magnification,
      value: raised[place]!,
      steps: taken,
    }));
  } finally {
    spectra.dispose();
    parameterisation.dispose();
  }
}

/** How far looks are shifted, pixels, and the side of the pictures, which leaves the room for it. */
export function movingRoom(
  { fieldSize, seenSize }: View,
  settings: Pick<PictureSettings, 'jitter' | 'scale'>,
): { jitter: number; period: number } {
  const jitter = Math.floor(settings.jitter * fieldSize);
  const room = jitter + Math.ceil((settings.scale * seenSize) / 2);
  return { jitter, period: seenSize + 2 * room };
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
