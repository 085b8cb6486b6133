import type { Rectifier } from '../engine/rectifier.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Random } from '../numerics/random.ts';
import { Adam } from './adam.ts';
import type { Parameterisation } from './fourier-parameterisation.ts';
import { openRateSchedule, type RateSettings } from './rate-schedule.ts';
import { randomLook, type Look, type TransformRange } from './transforms.ts';

export interface OptimiseSettings extends RateSettings {
  /** Steps with the redirected ReLU gradient, at the start. */
  readonly redirectedSteps: number;
  /** Standard deviation of the coefficients of the noise that a picture starts from. */
  readonly deviation: number;
  readonly transforms: TransformRange;
  /** Every picture starts from noise of its own; all from the same unless said. */
  readonly apart?: boolean;
}

/** What the pictures make of the objective, [n], as seen by a look. */
export type Seen = (spectra: tf.Tensor4D, look: Look, rectifier: Rectifier) => tf.Tensor1D;

export interface OptimisedPictures {
  /** As the parameterisation has them; the caller disposes them. */
  readonly spectra: tf.Tensor4D;
  /** Steps that each picture took. */
  readonly steps: readonly number[];
}

/**
 * Spectra of `count` pictures that raise what is seen. Unless they are to start apart, all start from
 * the same noise; all are seen by the same looks, and each has a rate of its own, so that no picture
 * depends on which others are made with it (unless the objective makes it).
 */
export async function optimise(
  parameterisation: Parameterisation,
  count: number,
  seen: Seen,
  settings: OptimiseSettings,
  random: Random,
  onStep: (done: number) => void = () => undefined,
): Promise<OptimisedPictures> {
  const start = tf.tidy(() => {
    const noise = () => parameterisation.initial(random, settings.deviation);
    return settings.apart
      ? tf.concat(Array.from({ length: count }, noise))
      : tf.tile(noise(), [count, 1, 1, 1]);
  });
  const adam = new Adam(start);
  const schedule = openRateSchedule(count, settings);
  for (let step = 0; !schedule.finished(); step++) {
    const look = randomLook(settings.transforms, random);
    const rectifier = step < settings.redirectedSteps ? 'redirected' : 'plain';
    const { values, gradient } = await valuesAndGradient(adam.value as tf.Tensor4D, (spectra) =>
      seen(spectra, look, rectifier),
    );
    adam.step(gradient, schedule.next(values));
    gradient.dispose();
    onStep(step + 1);
  }
  return { spectra: adam.finish() as tf.Tensor4D, steps: schedule.steps() };
}

/** The values of all pictures, and the gradient of their sum, which the caller disposes. */
async function valuesAndGradient(
  spectra: tf.Tensor4D,
  measure: (spectra: tf.Tensor4D) => tf.Tensor1D,
): Promise<{ values: Float32Array; gradient: tf.Tensor }> {
  let measured: tf.Tensor | undefined;
  const gradient = tf.tidy(() =>
    tf.grad((x) => {
      const each = measure(x as tf.Tensor4D);
      measured = tf.keep(tf.clone(each));
      return tf.sum(each);
    })(spectra),
  );
  const values = (await measured!.data<'float32'>()).slice();
  measured!.dispose();
  return { values, gradient };
}
