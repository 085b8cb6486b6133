import { tidy } from './circle.ts';

/**
 * Colours that stand for hue angles in figures: OKLCh at the lightness of mid-grey and a chroma that
 * sRGB has at every hue, as the colour stimuli are drawn.
 */
const LIGHTNESS = 0.6;
const CHROMA = 0.1;

/** A CSS colour for a hue angle in degrees. */
export const hueColour = (hue: number) =>
  `oklch(${String(LIGHTNESS)} ${String(CHROMA)} ${String(tidy(((hue % 360) + 360) % 360))})`;
