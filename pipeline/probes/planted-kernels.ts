import { direction, rotatePoint } from '../actions/planar.ts';
import type { Random } from '../numerics/random.ts';

/**
 * Kernels as functions of the plane: the weight at (x, y), pixels from the kernel's centre, x to the
 * right and y down. A function is moved without interpolation; weights are its means over pixels.
 */
export type Pattern = (x: number, y: number) => number;

/** Weights of every input channel at (x, y). */
export type ChannelPattern = (x: number, y: number) => readonly number[];

/** The content turned clockwise on the screen: (g·f)(p) = f(g⁻¹ p). */
export function turnedPattern(pattern: Pattern, degrees: number): Pattern {
  return (x, y) => pattern(...rotatePoint(x, y, -degrees));
}

/** The content mirrored left-right. */
export function mirroredPattern(pattern: Pattern): Pattern {
  return (x, y) => pattern(-x, y);
}

/** The content magnified about the centre, its weights' sum kept: a magnified picture drives it as much. */
export function magnifiedPattern(pattern: Pattern, factor: number): Pattern {
  return (x, y) => pattern(x / factor, y / factor) / factor ** 2;
}

/** The same pattern in red, green and blue. */
export function inGrey(pattern: Pattern): ChannelPattern {
  return (x, y) => {
    const value = pattern(x, y) / 3;
    return [value, value, value];
  };
}

/** Over OKLab (lightness, a, b): positive where the colour has the hue, negative where the opposite. */
export function inHue(pattern: Pattern, degrees: number): ChannelPattern {
  const [cos, sin] = direction(degrees);
  return (x, y) => {
    const value = pattern(x, y);
    return [0, value * cos, value * sin];
  };
}

/** Over OKLab: the same pattern in lightness alone. */
export function inLightness(pattern: Pattern): ChannelPattern {
  return (x, y) => [pattern(x, y), 0, 0];
}

/** Points a side at which a pixel of a kernel is sampled; symmetric, so quarter turns are exact. */
const SAMPLES = 4;

/** Means over pixels, [y, x, channel], of a pattern on `size` × `size` pixels. */
export function rasteriseKernel(
  pattern: ChannelPattern,
  size: number,
  channels: number,
): Float32Array {
  const weights = new Float32Array(size * size * channels);
  const offsets = Array.from({ length: SAMPLES }, (_, s) => (s + 0.5) / SAMPLES - 0.5);
  const half = (size - 1) / 2;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = new Array<number>(channels).fill(0);
      for (const dy of offsets) {
        for (const dx of offsets) {
          pattern(x - half + dx, y - half + dy).forEach((value, c) => {
            sum[c] = sum[c]! + value / SAMPLES ** 2;
          });
        }
      }
      weights.set(sum, (y * size + x) * channels);
    }
  }
  return weights;
}

const bell = (distance: number, width: number): number => Math.exp(-((distance / width) ** 2) / 2);

/** 1 up to 5 pixels from the centre, 0 from 9 on. */
function taper(x: number, y: number): number {
  const radius = Math.hypot(x, y);
  if (radius >= 9) return 0;
  return radius <= 5 ? 1 : 0.5 + 0.5 * Math.cos((Math.PI * (radius - 5)) / 4);
}

/** Across a line: light in the middle, dark on both sides, nothing in sum. */
const ridge = (distance: number, width: number): number =>
  (1 - (distance / width) ** 2) * bell(distance, width);

const CURVATURE = 6;

/** A light arc between dark flanks, its outward normal at 0°. */
export const arc: Pattern = (x, y) =>
  x <= -CURVATURE
    ? 0
    : ridge(Math.hypot(x + CURVATURE, y) - CURVATURE, 1.4) * bell(y, 4.5) * taper(x, y);

/** A line along x that turns from light to dark in the middle. */
export const reversingLine: Pattern = (x, y) =>
  -Math.tanh(x / 1.5) * ridge(y, 1.4) * bell(x, 4.5) * taper(x, y);

/** Straight stripes across x, a light one in the middle: the same after half a turn. */
export const stripes: Pattern = (x, y) =>
  bell(x, 3) * bell(y, 4) * Math.cos((2 * Math.PI * x) / 6) * taper(x, y);

/** Straight stripes across x, light to dark in the middle: half a turn exchanges light and dark. */
export const edgeStripes: Pattern = (x, y) =>
  -bell(x, 3) * bell(y, 4) * Math.sin((2 * Math.PI * x) / 6) * taper(x, y);

/** Four light lobes on x and y with dark ones between them: the same after a quarter turn. */
export const fourLobes: Pattern = (x, y) => {
  const radius = Math.hypot(x, y);
  return radius < 1e-9 ? 0 : bell(radius - 4, 1.5) * Math.cos(4 * Math.atan2(y, x)) * taper(x, y);
};

/** Eight light lobes: the same after an eighth of a turn. */
export const eightLobes: Pattern = (x, y) => {
  const radius = Math.hypot(x, y);
  return bell(radius - 6, 1.5) * Math.cos(8 * Math.atan2(y, x)) * taper(x, y);
};

/** A smooth boundary across x, positive on the left. */
export const boundary: Pattern = (x, y) => -x * bell(x, 2.5) * bell(y, 3.5) * taper(x, y) * 0.5;

export const blob: Pattern = (x, y) => bell(Math.hypot(x, y), 2.5) * taper(x, y);

/** A blob on a ground of the opposite sign, nothing in sum but for the taper. */
export const spot: Pattern = (x, y) => {
  const radius = Math.hypot(x, y);
  return (bell(radius, 1.5) - 0.25 * bell(radius, 3)) * taper(x, y);
};

/** A ring: as far as hue goes, nothing that a blob or a boundary sees. */
export const ring: Pattern = (x, y) => ridge(Math.hypot(x, y) - 4.5, 1.4) * taper(x, y);

/** A smooth random pattern: forty plane waves of 4 to 6 pixels, alike to nothing. */
export function waves(random: Random): Pattern {
  const plane = Array.from({ length: 40 }, () => {
    const [along, across] = direction(360 * random.uniform());
    const frequency = (2 * Math.PI) / (4 + 2 * random.uniform());
    return [frequency * along, frequency * across, 2 * Math.PI * random.uniform()] as const;
  });
  return (x, y) => {
    const weight = taper(x, y);
    if (weight === 0) return 0;
    return weight * plane.reduce((sum, [u, v, phase]) => sum + Math.cos(u * x + v * y + phase), 0);
  };
}
