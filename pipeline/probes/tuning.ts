import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { ReceptiveField } from '../records/model.ts';
import type { Condition } from '../records/stimulus.ts';
import { curve, curveConditions } from '../stimuli/curve.ts';
import { greyToRgb, rasterise } from '../stimuli/rasterise.ts';
import { aperture } from '../stimuli/stimulus.ts';

/** What the curve probe of one layer shows and where it listens. */
export interface TuningPlan {
  /** Pixels a side, odd; the middle pixel is the receptive-field centre of `position`. */
  readonly stimulusSize: number;
  /** Probed position [y, x] in the layer's map of such a picture. */
  readonly position: readonly [number, number];
  readonly conditions: readonly Condition[];
  /** Degrees, evenly spaced over a full turn, starting at 0. */
  readonly angles: readonly number[];
  /** Width of line stimuli, pixels. */
  readonly thickness: number;
  /** Radii between which the stimulus fades to mid-grey, pixels. */
  readonly aperture: readonly [number, number];
}

/** Radii of curvature as fractions of the receptive field's size; a straight line is always added. */
const RADIUS_FRACTIONS = [1 / 8, 1 / 5, 1 / 3, 1 / 2, 4 / 5];

/**
 * The plan follows from the receptive field alone: the smallest odd picture that holds the field of
 * its middle position whole, so that no padding touches it; radii and line width in proportion.
 *
 * @throws RangeError for a step that does not divide 360, or a field centred between two pixels.
 */
export function tuningPlan(field: ReceptiveField, stepDegrees = 5): TuningPlan {
  if (360 % stepDegrees !== 0) {
    throw new RangeError(`the angle step must divide 360, not be ${String(stepDegrees)}`);
  }
  if (!Number.isInteger(field.start)) {
    throw new RangeError(
      `a stimulus is centred on a pixel, and the field starts at ${String(field.start)}`,
    );
  }
  const half = (field.size - 1) / 2;
  const position = Math.max(0, Math.ceil((half - field.start) / field.stride));
  const centre = field.start + position * field.stride;
  const radii = RADIUS_FRACTIONS.map((fraction) => Math.round(fraction * field.size * 10) / 10);
  return {
    stimulusSize: 2 * centre + 1,
    position: [position, position],
    conditions: curveConditions([...radii, null]),
    angles: Array.from({ length: 360 / stepDegrees }, (_, i) => i * stepDegrees),
    thickness: Math.max(2, Math.round((field.size / 20) * 10) / 10),
    aperture: [0.8 * (half + 1), half + 1],
  };
}

/**
 * Tuning curves of all units of a layer: the response (activation) at the probed position to every
 * condition at every angle, [unit, condition, angle], row-major.
 *
 * @param onProgress told the share done, in (0, 1], after every batch
 */
export async function measureTuning(
  network: Network,
  input: ModelFile['input'],
  layer: string,
  plan: TuningPlan,
  onProgress: (share: number) => void = () => undefined,
): Promise<{ units: number; values: Float32Array }> {
  const { stimulusSize: size, conditions, angles } = plan;
  const total = conditions.length * angles.length;
  // About 4 million input values at most keep a worker far below 2 GB.
  const batch = Math.max(1, Math.min(64, Math.floor(1_200_000 / (size * size))));
  let units = 0;
  let values = new Float32Array(0);
  for (let start = 0; start < total; start += batch) {
    const count = Math.min(batch, total - start);
    const pixels = new Float32Array(count * size * size * 3);
    for (let b = 0; b < count; b++) {
      pixels.set(greyToRgb(curvePicture(plan, start + b)), b * size * size * 3);
    }
    const pictures = preprocess(input, { shape: [count, size, size, 3], data: pixels });
    const { [layer]: response } = await network.activations(pictures, [layer], {
      at: plan.position,
    });
    const [, , , channels] = response!.shape as [number, number, number, number];
    if (start === 0) {
      units = channels;
      values = new Float32Array(units * total);
    }
    for (let b = 0; b < count; b++) {
      for (let u = 0; u < units; u++) {
        values[u * total + start + b] = response!.data[b * channels + u]!;
      }
    }
    onProgress((start + count) / total);
  }
  return { units, values };
}

/** Stimulus number `index` of the plan, angle fastest: grey levels 0–255, [y, x]. */
export function curvePicture(plan: TuningPlan, index: number): Float32Array {
  const condition = plan.conditions[Math.floor(index / plan.angles.length)]!;
  const angle = plan.angles[index % plan.angles.length]!;
  const stimulus = curve(condition, angle, plan.thickness);
  return rasterise(aperture(stimulus, ...plan.aperture), plan.stimulusSize);
}
