import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import type { InputColours } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { fourierBasis } from '../../pipeline/visualize/fourier-basis.ts';
import { fourierParameterisation } from '../../pipeline/visualize/fourier-parameterisation.ts';
import { expectClose } from '../support/expect-close.ts';

const grid = (length: number, shift = 0) => Array.from({ length }, (_, i) => i + shift);

describe('the Fourier basis', () => {
  it.each([5, 6])('of period %i is orthonormal on whole pixels', (period) => {
    const basis = fourierBasis(period, grid(period));
    const products = Array.from({ length: period * period }, (_, index) => {
      const [a, b] = [Math.floor(index / period), index % period];
      return grid(period).reduce(
        (sum, x) => sum + basis[x * period + a]! * basis[x * period + b]!,
        0,
      );
    });
    const identity = products.map((_, index) => (index % (period + 1) === 0 ? 1 : 0));
    // float32 values.
    expectClose(products, identity, { absolute: 1e-6 });
  });

  it('repeats after its period', () => {
    expectClose(fourierBasis(7, [7.25]), fourierBasis(7, [0.25]), { absolute: 1e-6 });
  });
});

describe('the parameterisation', () => {
  beforeAll(async () => {
    await openBackend('cpu');
  });

  it('paints mid-grey from a spectrum of zeros', () => {
    const parameterisation = fourierParameterisation(5);
    const picture = parameterisation.paint(tf.zeros([1, 5, 5, 3]), grid(5), grid(5));
    expect([...picture.dataSync()]).toEqual(Array.from({ length: 75 }, () => 0.5));
    parameterisation.dispose();
  });

  it('makes lightness the longest of its colour axes', () => {
    const parameterisation = fourierParameterisation(4);
    const contrast = [0, 1, 2].map((axis) => {
      const spectrum = Float32Array.from({ length: 48 }, (_, i) => (i === axis ? 1 : 0));
      const pixel = parameterisation
        .paint(tf.tensor4d(spectrum, [1, 4, 4, 3]), [0], [0])
        .dataSync();
      return [...pixel].map((value) => value - 0.5);
    });
    const size = contrast.map((rgb) => Math.hypot(...rgb));
    expect(size[0]).toBeGreaterThan(2 * size[1]!);
    expect(size[1]).toBeGreaterThan(size[2]!);
    expect(contrast[0]!.every((value) => value > 0)).toBe(true);
    expect(Math.sign(contrast[1]![0]!)).toBe(-Math.sign(contrast[1]![2]!));
    parameterisation.dispose();
  });

  it('shows the same picture one pixel on when its coordinates are shifted by a pixel', () => {
    const parameterisation = fourierParameterisation(6);
    const spectrum = parameterisation.initial(new Random(3), 1);
    const whole = parameterisation.paint(spectrum, grid(6), grid(6)).arraySync();
    const shifted = parameterisation.paint(spectrum, grid(5, 1), grid(6)).arraySync();
    // float32 sums over 36 coefficients.
    expectClose(shifted[0]!.flat(2), whole[0]!.slice(1).flat(2), { absolute: 1e-5 });
    parameterisation.dispose();
  });

  it('interpolates: every second pixel of a picture twice as fine is the picture itself', () => {
    const parameterisation = fourierParameterisation(6);
    const spectrum = parameterisation.initial(new Random(4), 1);
    const coarse = parameterisation.paint(spectrum, grid(6), grid(6)).arraySync()[0]!;
    const half = Array.from({ length: 11 }, (_, i) => i / 2);
    const fine = parameterisation.paint(spectrum, half, half).arraySync()[0]!;
    const picked = fine
      .filter((_, y) => y % 2 === 0)
      .map((row) => row.filter((_, x) => x % 2 === 0));
    expectClose(picked.flat(2), coarse.flat(2), { absolute: 1e-5 });
    parameterisation.dispose();
  });

  it('paints for a model in its order of channels, on 0–255 less its mean', () => {
    const parameterisation = fourierParameterisation(5, 0.5);
    const spectrum = parameterisation.initial(new Random(7), 1);
    const at = [spectrum, grid(5), grid(4)] as const;
    const rgb = [...parameterisation.paint(...at).dataSync()];
    for (const channels of ['rgb', 'bgr'] as const) {
      const mean: [number, number, number] = [104, 117, 123];
      const found = parameterisation.paintInput(...at, { channels, mean }).dataSync();
      const expected = rgb.map((_, i) => {
        const channel = i % 3;
        return (
          255 * rgb[i - channel + (channels === 'bgr' ? 2 - channel : channel)]! - mean[channel]!
        );
      });
      expectClose(found, expected, { absolute: 1e-4 });
    }
    parameterisation.dispose();
  });

  it('limits the contrast of every picture by itself, and of none below the limit', () => {
    const parameterisation = fourierParameterisation(8, 0.6);
    const faint = parameterisation.initial(new Random(8), 0.01);
    const strong: tf.Tensor4D = tf.mul(faint, 1000);
    const painted = parameterisation.paint(tf.concat([faint, strong]), grid(8), grid(8)).dataSync();
    const deviation = (picture: ArrayLike<number>) =>
      Math.sqrt(
        Array.from(picture, (value) => Math.log(value / (1 - value)) ** 2).reduce((a, b) => a + b) /
          picture.length,
      );
    expect(deviation(painted.slice(192))).toBeCloseTo(0.6, 4);
    const free = fourierParameterisation(8).paint(faint, grid(8), grid(8)).dataSync();
    expectClose(painted.slice(0, 192), free, { absolute: 1e-6 });
    parameterisation.dispose();
  });

  it.each([
    ['without a limit of contrast', undefined],
    ['below the limit', 10],
    ['at the limit', 0.02],
  ])('has the gradient of its own finite differences %s', (_case, contrast) => {
    const parameterisation = fourierParameterisation(4, contrast);
    const start = parameterisation.initial(new Random(5), 0.5).dataSync();
    const random = new Random(6);
    const weights = tf.tensor4d(
      Float32Array.from({ length: 36 }, () => random.normal()),
      [1, 4, 3, 3],
    );
    const input: InputColours = { channels: 'bgr', mean: [104, 117, 123] };
    const value = (spectra: tf.Tensor) => {
      const at = [spectra as tf.Tensor4D, grid(4), [0.5, 1, 2.25]] as const;
      const shown = parameterisation.paint(...at);
      const read = tf.div(parameterisation.paintInput(...at, input), 255);
      return tf.add(tf.sum(tf.mul(weights, shown)), tf.sum(tf.mul(tf.square(weights), read)));
    };
    const at = (data: Float32Array) => value(tf.tensor4d(data, [1, 4, 4, 3])).dataSync()[0]!;
    const gradient = tf
      .grad(value)(tf.tensor4d(start, [1, 4, 4, 3]))
      .dataSync();
    const step = 0.02;
    const differences = Array.from(start, (_, index) => {
      const [up, down] = [start.slice() as Float32Array, start.slice() as Float32Array];
      up[index]! += step;
      down[index]! -= step;
      return (at(up) - at(down)) / (2 * step);
    });
    // Float32 differences: about 1e-6 / step from rounding, step² from curvature.
    expectClose(gradient, differences, { ofLargest: 2e-3 });
    parameterisation.dispose();
  });
});
