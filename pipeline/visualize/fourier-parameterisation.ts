import type { InputColours } from '../engine/preprocess.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Random } from '../numerics/random.ts';
import { limitContrast } from './contrast-limit.ts';
import { basisFrequencies } from './fourier-basis.ts';
import { sampleSpectra } from './sample-spectra.ts';

/**
 * Square root of the colour covariance of ImageNet as Lucid publishes it
 * (lucid/optvis/param/color.py, color_correlation_svd_sqrt): rows are red, green, blue; columns are
 * uncorrelated axes, roughly lightness, red–blue and green–magenta.
 */
const COLOUR_AXES = [
  [0.26, 0.09, 0.02],
  [0.27, 0.0, -0.05],
  [0.27, -0.09, 0.03],
] as const;

/**
 * Amplitude of a coefficient of one: CONTRAST / frequency ^ DECAY. Lucid takes 1/4 and 1; these favour
 * whole shapes over fine texture.
 */
const CONTRAST = 1 / 8;
const DECAY = 1.3;

/** Pixels that a model reads lie between 0 and this. */
const SPAN = 255;

/**
 * Pictures as spectra in decorrelated colours: [picture, y frequency, x frequency, colour axis] on
 * the basis of fourier-basis.ts, scaled by a falling power of the frequency, so that a step of the same
 * size in every coefficient is about as likely in natural pictures (Olah, Mordvintsev & Schubert 2017, Feature
 * Visualization; Lucid's fft_image and to_valid_rgb, on a real basis).
 */
export interface Parameterisation {
  /** Side of the picture in pixels; beyond it the picture repeats. */
  readonly period: number;
  /** Standard normal coefficients times `deviation`, [1, period, period, 3]; the caller disposes it. */
  initial(random: Random, deviation: number): tf.Tensor4D;
  /**
   * The pictures sampled at every pair of the given y and x coordinates (pixels, fractions allowed):
   * [n, y, x, 3], red, green, blue in (0, 1). Differentiable with respect to the spectra.
   */
  paint(spectra: tf.Tensor4D, y: ArrayLike<number>, x: ArrayLike<number>): tf.Tensor4D;
  /** The same as a model reads it: in its order of channels, on 0–255 less its mean. */
  paintInput(
    spectra: tf.Tensor4D,
    y: ArrayLike<number>,
    x: ArrayLike<number>,
    input: InputColours,
  ): tf.Tensor4D;
  dispose(): void;
}

/**
 * @param contrast largest root mean square of red, green and blue over the period before the sigmoid;
 * spectra of more are scaled down as a whole. It keeps pictures from clipping to black and white where
 * contrast is all that is left to gain.
 */
export function fourierParameterisation(
  period: number,
  contrast = Number.POSITIVE_INFINITY,
): Parameterisation {
  const scale = tf.keep(tf.tensor4d(amplitudes(period), [1, period, period, 3]));
  const colours = {
    rgb: tf.keep(tf.tensor2d(colourMatrix([0, 1, 2]), [3, 3])),
    bgr: tf.keep(tf.tensor2d(colourMatrix([2, 1, 0]), [3, 3])),
  };

  /** Spectra, [n, period, period, 3], in the colours that a matrix makes of their axes. */
  const colour = (spectra: tf.Tensor4D, matrix: tf.Tensor2D): tf.Tensor4D => {
    const run = tf.customGrad((given) => {
      const axes: tf.Tensor2D = tf.reshape(tf.mul(given as tf.Tensor4D, scale), [-1, 3]);
      return {
        value: tf.reshape(tf.matMul(axes, matrix), spectra.shape),
        gradFunc: (dy) => {
          const coloured: tf.Tensor2D = tf.reshape(dy as tf.Tensor4D, [-1, 3]);
          const back = tf.matMul(coloured, tf.transpose(matrix));
          return tf.mul(tf.reshape(back, spectra.shape), scale);
        },
      };
    });
    return run(spectra) as tf.Tensor4D;
  };

  /** Pictures before the sigmoid, in the order of the matrix's columns. */
  const paintLinear = (
    spectra: tf.Tensor4D,
    y: ArrayLike<number>,
    x: ArrayLike<number>,
    matrix: tf.Tensor2D,
  ): tf.Tensor4D => {
    const limited = limitContrast(colour(spectra, matrix), contrast);
    return sampleSpectra(limited, y, x);
  };

  // A model's mean at every pixel, made once: taking it off channel by channel takes ten times as long.
  const means = new Map<string, tf.Tensor4D>();
  const meanOf = ({ mean }: InputColours, shape: tf.Tensor4D['shape']): tf.Tensor4D => {
    const key = [...mean, ...shape].join();
    const known = means.get(key);
    if (known) return known;
    const row = tf.tensor4d([...mean], [1, 1, 1, 3]);
    const made = tf.keep(tf.tile(row, [...shape.slice(0, 3), 1]));
    means.set(key, made);
    return made;
  };

  return {
    period,
    initial: (random, deviation) => {
      const coefficients = Float32Array.from(
        { length: 3 * period * period },
        () => deviation * random.normal(),
      );
      return tf.tidy(() =>
        tf.transpose(tf.tensor4d(coefficients, [1, 3, period, period]), [0, 2, 3, 1]),
      );
    },
    paint: (spectra, y, x) => tf.sigmoid(paintLinear(spectra, y, x, colours.rgb)),
    paintInput: (spectra, y, x, input) => {
      const linear = paintLinear(spectra, y, x, colours[input.channels]);
      return asInput(linear, meanOf(input, linear.shape));
    },
    dispose: () => {
      tf.dispose([scale, colours, ...means.values()]);
    },
  };
}

/** The sigmoid of a map on 0–255, less a mean of the same shape; differentiable by the map. */
function asInput(map: tf.Tensor4D, mean: tf.Tensor4D): tf.Tensor4D {
  const run = tf.customGrad((x, save) => {
    const shown = tf.mul(tf.sigmoid(x as tf.Tensor4D), SPAN);
    (save as tf.GradSaveFunc)([shown]);
    return {
      value: tf.sub(shown, mean),
      gradFunc: (dy, [saved]) => {
        const slope = tf.mul(saved!, tf.sub(1, tf.div(saved!, SPAN)));
        return tf.mul(dy as tf.Tensor4D, slope);
      },
    };
  });
  return run(map) as tf.Tensor4D;
}

/** Amplitudes, [y frequency, x frequency, axis]; the constant counts as one cycle a period. */
function amplitudes(period: number): Float32Array {
  const frequencies = basisFrequencies(period);
  const values = new Float32Array(period * period * 3);
  for (let y = 0; y < period; y++) {
    for (let x = 0; x < period; x++) {
      const frequency = Math.max(Math.hypot(frequencies[y]!, frequencies[x]!), 1 / period);
      values.fill(CONTRAST / frequency ** DECAY, (y * period + x) * 3, (y * period + x + 1) * 3);
    }
  }
  return values;
}

/** Colour axes to colours, [axis, channel], the longest axis having length one. */
function colourMatrix(channels: readonly number[]): Float32Array {
  const lengths = [0, 1, 2].map((axis) => Math.hypot(...COLOUR_AXES.map((row) => row[axis]!)));
  const longest = Math.max(...lengths);
  return Float32Array.from(
    [0, 1, 2].flatMap((axis) => channels.map((channel) => COLOUR_AXES[channel]![axis]! / longest)),
  );
}
