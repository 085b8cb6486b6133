/**
 * The circle of hue angles acting on colours and pictures: every colour keeps its lightness and chroma
 * in OKLCh (see oklab) and adds g degrees to its hue. 0° is a purplish red, 90° yellow, 180° a bluish
 * green, 270° blue; grey stays grey.
 *
 * Laws: 0° (and any whole turn) acts as the identity, exactly; turning by b and then by a equals turning
 * by a + b, within a thousandth of a grey level as long as no colour leaves the gamut. The gamut of sRGB
 * is not round: a component that would leave 0–255 is clipped to it, which changes lightness and chroma
 * and cannot be undone. {@link clippedShare} tells how many pixels this befalls, for the ledger of
 * errors.
 */

import { wrapDegrees } from '../numerics/circular.ts';
import { direction } from './planar.ts';
import {
  encodeSrgb,
  linearFromOklab,
  oklabToPicture,
  pictureToOklab,
  type Colour,
} from './oklab.ts';

/**
 * One picture at several hue angles (degrees), converted to OKLab once.
 *
 * @param pixels RGB interleaved, sRGB on 0–255
 * @returns a picture of the same layout per angle
 * @throws RangeError where the length is not a multiple of 3
 */
export function hueTurns(pixels: Float32Array, degrees: readonly number[]): Float32Array[] {
  let lab: Float32Array | undefined;
  return degrees.map((angle) => {
    const turn = wrapDegrees(angle);
    if (turn === 0) return requireRgb(pixels).slice();
    return oklabToPicture(turnPlane((lab ??= pictureToOklab(requireRgb(pixels))), turn)).pixels;
  });
}

/** A picture with its hues turned by `degrees`; arguments as for {@link hueTurns}. */
export function turnHue(pixels: Float32Array, degrees: number): Float32Array {
  return hueTurns(pixels, [degrees])[0]!;
}

/**
 * Share of pixels in [0, 1] that {@link turnHue} clips to the gamut; none at a whole turn, where
 * nothing is converted.
 */
export function clippedShare(pixels: Float32Array, degrees: number): number {
  const turn = wrapDegrees(degrees);
  if (turn === 0) return 0;
  return oklabToPicture(turnPlane(pictureToOklab(requireRgb(pixels)), turn)).clippedShare;
}

function requireRgb(pixels: Float32Array): Float32Array {
  if (pixels.length % 3 === 0) return pixels;
  throw new RangeError(`RGB pixels come in threes, not ${String(pixels.length)} values`);
}

/** (a, b) of every pixel turned by `degrees`. */
function turnPlane(lab: Float32Array, degrees: number): Float32Array {
  const [cos, sin] = direction(degrees);
  const turned = new Float32Array(lab.length);
  for (let i = 0; i < lab.length; i += 3) {
    const a = lab[i + 1]!;
    const b = lab[i + 2]!;
    turned[i] = lab[i]!;
    turned[i + 1] = cos * a - sin * b;
    turned[i + 2] = sin * a + cos * b;
  }
  return turned;
}

/**
 * The colour of given OKLCh coordinates: sRGB components, each clipped to 0–1.
 *
 * @param lightness 0–1
 * @param chroma from 0; see {@link safeChroma}
 */
export function hueColour(lightness: number, chroma: number, hueDegrees: number): Colour {
  const [red, green, blue] = linearColour(lightness, chroma, hueDegrees);
  return [encodeClipped(red), encodeClipped(green), encodeClipped(blue)];
}

function encodeClipped(linear: number): number {
  return encodeSrgb(Math.min(1, Math.max(0, linear)));
}

function linearColour(lightness: number, chroma: number, hueDegrees: number): Colour {
  const [cos, sin] = direction(wrapDegrees(hueDegrees));
  return linearFromOklab([lightness, chroma * cos, chroma * sin]);
}

/**
 * The largest chroma that is in the gamut of sRGB at every whole degree of hue, for a lightness in
 * [0, 1]: a full circle of colours of this lightness and chroma exists.
 */
export function safeChroma(lightness: number): number {
  let safe = 0.5;
  for (let hue = 0; hue < 360; hue++) {
    if (inGamut(linearColour(lightness, safe, hue))) continue;
    let inside = 0;
    let outside = safe;
    while (outside - inside > 1e-7) {
      const middle = (inside + outside) / 2;
      if (inGamut(linearColour(lightness, middle, hue))) inside = middle;
      else outside = middle;
    }
    safe = inside;
  }
  return safe;
}

/** Rounding takes white itself 1e-8 beyond the gamut. */
function inGamut(linear: Colour): boolean {
  return linear.every((component) => component >= 0 && component <= 1 + 1e-7);
}
