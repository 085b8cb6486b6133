import { rotatePoint } from '../actions/planar.ts';
import type { Random } from '../numerics/random.ts';

/**
 * What lies inside a leaf's outline: the share in [0, 1] of its second colour at a point given in
 * pixels from the leaf's centre.
 */
export type LeafPattern = (u: number, v: number) => number;

const SIDE = 128;

/** A tile of noise that repeats, SIDE × SIDE: five octaves of equal variance, so a spectrum near 1/f. */
export function noiseTile(random: Random): Float32Array {
  const tile = new Float32Array(SIDE * SIDE);
  for (let cell = 2; cell <= 32; cell *= 2) {
    const cells = SIDE / cell;
    const knots = Float32Array.from({ length: cells * cells }, () => random.normal());
    for (let y = 0; y < SIDE; y++) {
      const row = Math.floor(y / cell);
      const fy = smooth(y / cell - row);
      const below = (row + 1) % cells;
      for (let x = 0; x < SIDE; x++) {
        const column = Math.floor(x / cell);
        const fx = smooth(x / cell - column);
        const right = (column + 1) % cells;
        const top = (1 - fx) * knots[row * cells + column]! + fx * knots[row * cells + right]!;
        const bottom =
          (1 - fx) * knots[below * cells + column]! + fx * knots[below * cells + right]!;
        tile[y * SIDE + x]! += (1 - fy) * top + fy * bottom;
      }
    }
  }
  return tile;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** A pattern for a leaf of about `radius` pixels; noise is read off the picture's tile. */
export function randomPattern(random: Random, radius: number, tile: Float32Array): LeafPattern {
  const choice = random.uniform();
  if (choice < 0.2) return () => 0;
  const [cos, sin] = rotatePoint(1, 0, 360 * random.uniform());
  if (choice < 0.45) {
    const steepness = (0.5 + random.uniform()) / (2 * radius);
    return (u, v) => clamp(0.5 + steepness * (cos * u + sin * v));
  }
  if (choice < 0.55) return (u, v) => clamp((u * u + v * v) / (radius * radius));
  if (choice < 0.7) {
    // Wavelengths from 3 pixels to the leaf's own size, every octave alike.
    const wavelength = 3 * Math.max(1.5, radius / 2) ** random.uniform();
    const frequency = (2 * Math.PI) / wavelength;
    const phase = 2 * Math.PI * random.uniform();
    return (u, v) => 0.5 + 0.5 * Math.sin(frequency * (cos * u + sin * v) + phase);
  }
  const scale = 0.6 + random.uniform();
  const startX = SIDE * random.uniform();
  const startY = SIDE * random.uniform();
  const contrast = 0.12 + 0.25 * random.uniform();
  return (u, v) => {
    const x = startX + scale * (cos * u + sin * v);
    const y = startY + scale * (cos * v - sin * u);
    return clamp(0.5 + contrast * readTile(tile, x, y));
  };
}

function clamp(share: number): number {
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

/** Bilinear, repeating. */
function readTile(tile: Float32Array, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const left = column & (SIDE - 1);
  const right = (column + 1) & (SIDE - 1);
  const top = (row & (SIDE - 1)) * SIDE;
  const bottom = ((row + 1) & (SIDE - 1)) * SIDE;
  return (
    (1 - fy) * ((1 - fx) * tile[top + left]! + fx * tile[top + right]!) +
    fy * ((1 - fx) * tile[bottom + left]! + fx * tile[bottom + right]!)
  );
}
