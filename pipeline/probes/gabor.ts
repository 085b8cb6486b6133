import { direction } from '../actions/planar.ts';

/**
 * A Gabor function (Gabor 1946; Daugman 1985, "Uncertainty relation for resolution in space, spatial
 * frequency, and orientation"): a plane wave under a Gaussian. With u the distance from (x, y) along
 * `orientation` and v across it,
 *
 *   amplitude · exp(−u² / 2 along² − v² / 2 across²) · cos(2π frequency u + phase)
 *
 * Angles are those of pipeline/actions/planar: from +x towards +y, clockwise on the screen.
 */
export interface Gabor {
  /** Pixels from the middle of the filter, +x right and +y down. */
  readonly x: number;
  readonly y: number;
  /** Standard deviations of the Gaussian in pixels, along the wave and across it. */
  readonly along: number;
  readonly across: number;
  /** Where the wave goes, degrees in [0, 180): 0 for upright stripes. */
  readonly orientation: number;
  /** Cycles per pixel, not negative. */
  readonly frequency: number;
  /** Degrees in [0, 360): 0 is even with a positive middle, 90 falls and 270 rises along `orientation`. */
  readonly phase: number;
  /** Not negative. */
  readonly amplitude: number;
}

/** Value at (x, y), pixels from the middle of the filter. */
export function gaborAt(gabor: Gabor, x: number, y: number): number {
  const { along, across, orientation, frequency, phase, amplitude } = gabor;
  const [cos, sin] = direction(orientation);
  const u = cos * (x - gabor.x) + sin * (y - gabor.y);
  const v = cos * (y - gabor.y) - sin * (x - gabor.x);
  const envelope = Math.exp(-((u / along) ** 2 + (v / across) ** 2) / 2);
  return amplitude * envelope * Math.cos(2 * Math.PI * frequency * u + (phase * Math.PI) / 180);
}

/** Values at the pixels of a square filter, [y, x]. */
export function rasteriseGabor(gabor: Gabor, side: number): Float64Array {
  const half = (side - 1) / 2;
  return Float64Array.from({ length: side * side }, (_, place) =>
    gaborAt(gabor, (place % side) - half, Math.floor(place / side) - half),
  );
}

/**
 * Cycles of the wave within two standard deviations of the envelope on either side. Below a half the
 * function is a blob or an edge whatever the exact frequency.
 */
export function cyclesOf({ frequency, along }: Pick<Gabor, 'frequency' | 'along'>): number {
  return 4 * along * frequency;
}

/** The same function with the opposite sign. */
export function negated(gabor: Gabor): Gabor {
  return { ...gabor, phase: (gabor.phase + 180) % 360 };
}
