import type { Colour } from '../actions/oklab.ts';
import type { LeafPattern } from './leaf-pattern.ts';
import type { LeafShape } from './leaf-shape.ts';

/** Of a pixel, what may be left bare when it counts as painted: a third of a grey level. */
const PAINTED = 1 / 768;

/** A leaf where it lies. */
export interface PlacedLeaf {
  readonly shape: LeafShape;
  /** Its centre, in pixels of the canvas. */
  readonly centre: readonly [x: number, y: number];
  /** Direction of its first axis, a unit vector. */
  readonly axis: readonly [x: number, y: number];
  /** Width of its soft edge, pixels; 1 is sharp but antialiased. */
  readonly blur: number;
  /** RGB on 0–255, and what the pattern mixes in. */
  readonly colours: readonly [Colour, Colour];
  readonly pattern: LeafPattern;
}

/**
 * A square picture painted from the front to the back: each pixel remembers how much of it is bare, and
 * a leaf covers only that, so that nothing hidden is ever painted.
 */
export class LeafCanvas {
  readonly size: number;
  /** Pixels that are not painted yet. */
  bare: number;
  readonly #open: Float32Array;
  readonly #picture: Float32Array;

  constructor(size: number) {
    this.size = size;
    this.bare = size * size;
    this.#picture = new Float32Array(size * size * 3);
    this.#open = new Float32Array(size * size).fill(1);
  }

  /** Paints a leaf behind all that was painted before. */
  paint({ shape, centre, axis, blur, colours: [one, other], pattern }: PlacedLeaf): void {
    const [cos, sin] = axis;
    const reach = shape.reach + blur / 2;
    const [left, right] = this.#span(centre[0], reach);
    const [top, bottom] = this.#span(centre[1], reach);
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const pixel = y * this.size + x;
        const open = this.#open[pixel]!;
        if (open === 0) continue;
        const dx = x - centre[0];
        const dy = y - centre[1];
        const u = cos * dx + sin * dy;
        const v = cos * dy - sin * dx;
        const covered = 0.5 - shape.distance(u, v) / blur;
        if (covered <= 0) continue;
        this.#cover(pixel, open, Math.min(1, covered), one, other, pattern(u, v));
      }
    }
  }

  /**
   * Paints everything that is still bare.
   *
   * @returns the picture: RGB on 0–255, [y, x, 3], row-major
   */
  finish(ground: Colour): Float32Array {
    this.#open.forEach((open, pixel) => {
      if (open > 0) this.#cover(pixel, open, 1, ground, ground, 0);
    });
    // Weights that add up to 1 by rounding can exceed white by a bit.
    return this.#picture.map((value) => Math.min(255, value));
  }

  /** Pixels whose centres lie within `reach` of `centre` along one axis. */
  #span(centre: number, reach: number): [first: number, last: number] {
    return [
      Math.max(0, Math.ceil(centre - reach)),
      Math.min(this.size - 1, Math.floor(centre + reach)),
    ];
  }

  #cover(
    pixel: number,
    open: number,
    covered: number,
    one: Colour,
    other: Colour,
    share: number,
  ): void {
    const rest = open * (1 - covered);
    const done = rest < PAINTED;
    // A painted pixel gets all that was open, so that colours add up to their full weight.
    const weight = done ? open : open - rest;
    for (let c = 0; c < 3; c++) {
      this.#picture[3 * pixel + c]! += weight * (one[c]! + share * (other[c]! - one[c]!));
    }
    this.#open[pixel] = done ? 0 : rest;
    if (done) this.bare--;
  }
}
