import { timesTransposed } from '../engine/constant-product.ts';
import * as tf from '../engine/tensorflow.ts';
import type { Random } from '../numerics/random.ts';
import { basisFrequencies, fourierBasis } from './fourier-basis.ts';

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

/**
 * Pictures as spectra in decorrelated colours: [picture, colour axis, y frequency, x frequency] on
 * the basis of fourier-basis.ts, scaled by a falling power of the frequency, so that a step of the same
 * size in every coefficient is about as likely in natural pictures (Olah, Mordvintsev & Schubert 2017, Feature
 * Visualization; Lucid's fft_image and to_valid_rgb, on a real basis).
 */
export interface Parameterisation {
  /** Side of the picture in pixels; beyond it the picture repeats. */
  readonly period: number;
  /** Standard normal coefficients times `deviation`, [1, 3, period, period]; the caller disposes it. */
  initial(random: Random, deviation: number): tf.Tensor4D;
  /**
   * The pictures sampled at every pair of the given y and x coordinates (pixels, fractions allowed):
   * [n, y, x, 3], red, green, blue in (0, 1). Differentiable with respect to the spectra.
   */
  paint(spectra: tf.Tensor4D, y: ArrayLike<number>, x: ArrayLike<number>): tf.Tensor4D;
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
  const scale = tf.keep(tf.tensor4d(amplitudes(period), [1, 1, period, period]));
  const colours = tf.keep(tf.tensor2d(colourMatrix(), [3, 3]));
  const products = tf.keep(tf.matMul(colours, colours, false, true));

  /** The factors, [n, 1, 1, 1], that bring scaled spectra to the contrast; the basis is orthonormal. */
  const limit = (spectra: tf.Tensor): tf.Tensor => {
    const n = spectra.shape[0]!;
    const flat: tf.Tensor3D = tf.reshape(spectra, [n, 3, period * period]);
    const energy = tf.sum(tf.mul(tf.matMul(flat, flat, false, true), products), [1, 2]);
    const deviation = tf.sqrt(tf.div(energy, 3 * period * period));
    return tf.reshape(tf.div(contrast, tf.maximum(deviation, contrast)), [n, 1, 1, 1]);
  };

  /** Spectra along one axis, [rows, period], sampled at coordinates on it, [rows, coordinate]. */
  const along = (spectra: tf.Tensor2D, coordinates: ArrayLike<number>): tf.Tensor2D =>
    timesTransposed(spectra, fourierBasis(period, coordinates), [coordinates.length, period]);

  return {
    period,
    initial: (random, deviation) => {
      const coefficients = Float32Array.from(
        { length: 3 * period * period },
        () => deviation * random.normal(),
      );
      return tf.tensor4d(coefficients, [1, 3, period, period]);
    },
    paint: (spectra, y, x) => {
      const n = spectra.shape[0];
      const scaled = tf.mul(spectra, scale);
      const limited = Number.isFinite(contrast) ? tf.mul(scaled, limit(scaled)) : scaled;
      const rows: tf.Tensor2D = tf.reshape(limited, [n * 3 * period, period]);
      const alongX = tf.reshape(along(rows, x), [n, 3, period, x.length]);
      const columns: tf.Tensor2D = tf.reshape(tf.transpose(alongX, [0, 1, 3, 2]), [
        n * 3 * x.length,
        period,
      ]);
      const alongY = tf.reshape(along(columns, y), [n, 3, x.length, y.length]);
      const pixels: tf.Tensor2D = tf.reshape(tf.transpose(alongY, [0, 3, 2, 1]), [-1, 3]);
      const rgb = tf.sigmoid(tf.matMul(pixels, colours));
      return tf.reshape(rgb, [n, y.length, x.length, 3]);
    },
    dispose: () => {
      tf.dispose([scale, colours, products]);
    },
  };
}

/** Amplitudes, [y frequency, x frequency]; the constant counts as one cycle a period. */
function amplitudes(period: number): Float32Array {
  const frequencies = basisFrequencies(period);
  const values = new Float32Array(period * period);
  for (let y = 0; y < period; y++) {
    for (let x = 0; x < period; x++) {
      const frequency = Math.max(Math.hypot(frequencies[y]!, frequencies[x]!), 1 / period);
      values[y * period + x] = CONTRAST / frequency ** DECAY;
    }
  }
  return values;
}

/** Colour axes to red, green, blue, [axis, rgb], the longest axis having length one. */
function colourMatrix(): Float32Array {
  const lengths = [0, 1, 2].map((axis) => Math.hypot(...COLOUR_AXES.map((row) => row[axis]!)));
  const longest = Math.max(...lengths);
  return Float32Array.from(
    [0, 1, 2].flatMap((axis) => COLOUR_AXES.map((row) => row[axis]! / longest)),
  );
}
