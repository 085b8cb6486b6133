import { wrapDegrees } from '../numerics/circular.ts';
import type { Gabor } from './gabor.ts';

/**
 * The parameters of a fit: x, y, log along, log across, angle in radians, frequency, and the amplitudes
 * of cosine and sine in place of amplitude and phase, in which the function is linear.
 */
export type GaborParameters = readonly [
  x: number,
  y: number,
  logAlong: number,
  logAcross: number,
  angle: number,
  frequency: number,
  even: number,
  odd: number,
];

const COUNT = 8;

/** Narrower envelopes fall between the pixels. */
const NARROWEST = 0.4;
/** Above half a cycle per pixel a wave looks like a slower one. */
const HIGHEST_FREQUENCY = 0.5;

/** The middle lies on the pattern, the envelope is at most the pattern's side wide. */
export function gaborBounds(side: number): {
  readonly lower: GaborParameters;
  readonly upper: GaborParameters;
} {
  const half = side / 2;
  const [narrow, wide] = [Math.log(NARROWEST), Math.log(side)];
  const any = Infinity;
  return {
    lower: [-half, -half, narrow, narrow, -any, 0, -any, -any],
    upper: [half, half, wide, wide, any, HIGHEST_FREQUENCY, any, any],
  };
}

/**
 * Residuals (function − pattern), [y, x], and their derivatives, [parameter, (y, x)].
 *
 * @param pattern [y, x]
 */
export function gaborResiduals(
  pattern: Float64Array,
  side: number,
  parameters: GaborParameters,
): { readonly residuals: Float64Array; readonly jacobian: Float64Array } {
  const [x0, y0, logAlong, logAcross, angle, frequency, a, b] = parameters;
  const [along, across] = [Math.exp(logAlong), Math.exp(logAcross)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const half = (side - 1) / 2;
  const wave = 2 * Math.PI * frequency;
  const count = side * side;
  const residuals = new Float64Array(count);
  const jacobian = new Float64Array(COUNT * count);
  for (let place = 0; place < count; place++) {
    const x = (place % side) - half - x0;
    const y = Math.floor(place / side) - half - y0;
    const u = cos * x + sin * y;
    const v = cos * y - sin * x;
    const envelope = Math.exp(-((u / along) ** 2 + (v / across) ** 2) / 2);
    const even = envelope * Math.cos(wave * u);
    const odd = envelope * Math.sin(wave * u);
    const value = a * even + b * odd;
    const slope = b * even - a * odd;
    const byU = wave * slope - (value * u) / along ** 2;
    const byV = (-value * v) / across ** 2;
    residuals[place] = value - pattern[place]!;
    jacobian[place] = -cos * byU + sin * byV;
    jacobian[count + place] = -sin * byU - cos * byV;
    jacobian[2 * count + place] = value * (u / along) ** 2;
    jacobian[3 * count + place] = value * (v / across) ** 2;
    jacobian[4 * count + place] = v * byU - u * byV;
    jacobian[5 * count + place] = 2 * Math.PI * u * slope;
    jacobian[6 * count + place] = even;
    jacobian[7 * count + place] = odd;
  }
  return { residuals, jacobian };
}

/** In the form that every Gabor function has once. */
export function gaborOf(parameters: GaborParameters): Gabor {
  const [x, y, logAlong, logAcross, angle, frequency, a, b] = parameters;
  const turned = wrapDegrees((angle * 180) / Math.PI);
  const phase = (Math.atan2(-b, a) * 180) / Math.PI;
  const opposite = turned >= 180;
  return {
    x,
    y,
    along: Math.exp(logAlong),
    across: Math.exp(logAcross),
    orientation: opposite ? turned - 180 : turned,
    frequency,
    phase: wrapDegrees(opposite ? -phase : phase),
    amplitude: Math.hypot(a, b),
  };
}
