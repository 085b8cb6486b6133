import { hueColour } from '../actions/hue.ts';
import type { Colour } from '../actions/oklab.ts';
import type { Random } from '../numerics/random.ts';

/** A colour in OKLCh: lightness 0–1, chroma, hue in degrees. */
export interface LeafColour {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** How many colours recur in one picture, as things of one scene do. */
const RECURRING = 6;

/**
 * The colours of one scene. They differ in lightness far more than in chroma, are muted with a few
 * saturated ones among them, and their hues gather about earth and skin, foliage and sky, as those of
 * natural scenes do (Burton and Moorhead, Color and spatial structure in natural scenes, 1987).
 */
export class LeafPalette {
  readonly #random: Random;
  readonly #recurring: readonly LeafColour[];

  constructor(random: Random) {
    this.#random = random;
    // Scenes are lit differently as a whole.
    const light = 0.55 + 0.08 * random.normal();
    this.#recurring = Array.from({ length: RECURRING }, () => ({
      lightness: light + 0.2 * random.normal(),
      chroma: -0.045 * Math.log(1 - random.uniform()),
      hue: this.#hue(),
    }));
  }

  /** The colour of a new leaf, near one that recurs. */
  draw(): LeafColour {
    const random = this.#random;
    const { lightness, chroma, hue } = this.#recurring[random.integer(RECURRING)]!;
    return {
      lightness: lightness + 0.08 * random.normal(),
      chroma: chroma * (0.6 + 0.8 * random.uniform()),
      hue: hue + 12 * random.normal(),
    };
  }

  /** A second colour for the pattern of a leaf: mostly another lightness of the same hue. */
  companion(of: LeafColour): LeafColour {
    const random = this.#random;
    if (random.uniform() < 0.15) return this.draw();
    return {
      lightness: of.lightness + 0.16 * random.normal(),
      chroma: of.chroma * (0.7 + 0.6 * random.uniform()),
      hue: of.hue + 6 * random.normal(),
    };
  }

  #hue(): number {
    const random = this.#random;
    const choice = random.uniform();
    if (choice < 0.4) return 70 + 25 * random.normal();
    if (choice < 0.55) return 130 + 15 * random.normal();
    if (choice < 0.75) return 250 + 20 * random.normal();
    return 360 * random.uniform();
  }
}

/**
 * RGB on 0–255, sRGB. Near black and white chroma falls to nothing, as it does in surfaces and in the
 * gamut; what still leaves the gamut is clipped.
 */
export function leafRgb({ lightness, chroma, hue }: LeafColour): Colour {
  const kept = Math.min(0.97, Math.max(0.08, lightness));
  const room = 1 - (2 * kept - 1) ** 2;
  const [red, green, blue] = hueColour(kept, room * Math.min(0.2, chroma), hue);
  return [255 * red, 255 * green, 255 * blue];
}
