import { hueColour, safeChroma } from '../actions/hue.ts';
import { decodeSrgb, oklabFromLinear, type Colour } from '../actions/oklab.ts';
import { BACKGROUND } from './stimulus.ts';

const grey = decodeSrgb(BACKGROUND);

/** OKLab lightness of mid-grey: colour stimuli differ from what they fade to in colour alone. */
export const LIGHTNESS = oklabFromLinear([grey, grey, grey])[0];

/** The largest chroma that sRGB has at every hue of this lightness, about 0.1. */
export const CHROMA = safeChroma(LIGHTNESS);

/** The colour of a hue (degrees in OKLCh), as light as mid-grey; sRGB components 0–1. */
export function isoluminant(hue: number): Colour {
  return hueColour(LIGHTNESS, CHROMA, hue);
}

/**
 * The straight way in OKLab from a hue (share 1) through mid-grey (½) to its opposite (0), as light all
 * along.
 */
export function towardsOpposite(hue: number, share: number): Colour {
  return share < 0.5
    ? hueColour(LIGHTNESS, (1 - 2 * share) * CHROMA, hue + 180)
    : hueColour(LIGHTNESS, (2 * share - 1) * CHROMA, hue);
}

/** Two colours in equal parts, for a sample that lies on the boundary between them. */
export function between(one: Colour, other: Colour): Colour {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2];
}
