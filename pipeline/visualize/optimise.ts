import type { Rectifier } from '../engine/rectifier.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Random } from '../numerics/random.ts';
import { Adam } from './adam.ts';
import type { Parameterisation } from './fourier-parameterisation.ts';
import { randomLook, type Look, type TransformRange } from './transforms.ts';

export interface OptimiseSettings {
  readonly steps: number;
  /** Adam's step at the start; it falls to nothing along half a cosine. */
  readonly rate: number;
  /** Steps with the redirected ReLU gradient, at the start. */
  readonly redirectedSteps: number;
  /** Standard deviation of the coefficients of the noise that a picture starts from. */
  readonly deviation: number;
  readonly transforms: TransformRange;
}

/** What is raised: one number for every picture, [n], of the spectra as seen by a look. */
export type Objective = (spectra: tf.Tensor4D, look: Look, rectifier: Rectifier) => tf.Tensor1D;

/**
 * Spectra of `count` pictures, [count, 3, period, period], that raise the objective; the caller
 * disposes them. All start from the same noise and are seen by the same looks, so that no picture
 * depends on which others are made with it.
 */
export function optimise(
  parameterisation: Parameterisation,
  count: number,
  objective: Objective,
  settings: OptimiseSettings,
  random: Random,
  onStep: (done: number) => void = () => undefined,
): tf.Tensor4D {
  const start = tf.tidy(() =>
    tf.tile(parameterisation.initial(random, settings.deviation), [count, 1, 1, 1]),
  );
  const adam = new Adam(start);
  for (let step = 0; step < settings.steps; step++) {
    const look = randomLook(settings.transforms, random);
    const rectifier = step < settings.redirectedSteps ? 'redirected' : 'plain';
    const total = (spectra: tf.Tensor) =>
      tf.sum(objective(spectra as tf.Tensor4D, look, rectifier));
    const gradient = tf.tidy(() => tf.grad(total)(adam.value));
    adam.step(gradient, settings.rate * (0.5 + 0.5 * Math.cos((Math.PI * step) / settings.steps)));
    gradient.dispose();
    onStep(step + 1);
  }
  return adam.finish() as tf.Tensor4D;
}
