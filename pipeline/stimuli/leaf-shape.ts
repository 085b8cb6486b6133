import type { Random } from '../numerics/random.ts';

/** The outline of a leaf: an object that occludes what lies behind it. */
export interface LeafShape {
  /**
   * Signed distance to the outline in pixels, negative inside, at a point given from the leaf's centre
   * along its own axes; exact near the outline, a bound elsewhere.
   */
  distance(u: number, v: number): number;
  /** Radius about the centre that holds the whole shape, pixels. */
  readonly reach: number;
}

/** A random shape of about the area of a disc of `radius` pixels. */
export function randomShape(random: Random, radius: number): LeafShape {
  const choice = random.uniform();
  if (choice < 0.4) return ellipse(radius, 1 + 1.5 * random.uniform() ** 2);
  if (choice < 0.65) return box(radius, 1 + 1.5 * random.uniform() ** 2);
  if (choice < 0.8) return box(radius, 4 + 12 * random.uniform());
  // Of rings, a third are closed.
  const opening = random.uniform() < 0.33 ? Math.PI : 0.5 + 1.5 * random.uniform();
  return ring(radius, 0.2 + 0.4 * random.uniform(), opening);
}

/** Half-axes in the ratio `aspect` ≥ 1. */
export function ellipse(radius: number, aspect: number): LeafShape {
  const a = radius * Math.sqrt(aspect);
  const b = radius / Math.sqrt(aspect);
  return {
    reach: a,
    // Value over gradient of u²/a² + v²/b² = 1, taken as the distance (Taubin 1991).
    distance: (u, v) => {
      const x = u / a;
      const y = v / b;
      const level = Math.sqrt(x * x + y * y);
      if (level === 0) return -b;
      const slope = Math.sqrt((x / a) ** 2 + (y / b) ** 2) / level;
      return (level - 1) / slope;
    },
  };
}

/** Sides in the ratio `aspect` ≥ 1; a strip where it is large. */
export function box(radius: number, aspect: number): LeafShape {
  const a = (radius * Math.sqrt(aspect * Math.PI)) / 2;
  const b = a / aspect;
  return {
    reach: Math.hypot(a, b),
    distance: (u, v) => Math.max(Math.abs(u) - a, Math.abs(v) - b),
  };
}

/**
 * A ring, or the part of one within `opening` radians of its axis on either side (π closes it): a bent
 * strip.
 *
 * @param width of the strip as a fraction of its radius of curvature
 */
export function ring(radius: number, width: number, opening: number): LeafShape {
  // Area 2 · opening · curvature² · width = π · radius².
  const curvature = radius * Math.sqrt(Math.PI / (2 * opening * width));
  const half = (width * curvature) / 2;
  const closed = opening >= Math.PI;
  // An open strip is centred on its middle, not on its centre of curvature.
  const shift = closed ? 0 : curvature;
  const far = closed ? curvature : 2 * curvature * Math.min(1, Math.sin(opening / 2));
  return {
    reach: far + half,
    distance: (u, v) => {
      const x = u + shift;
      const rho = Math.sqrt(x * x + v * v);
      const across = Math.abs(rho - curvature) - half;
      if (closed || across > 1) return across;
      return Math.max(across, (Math.abs(Math.atan2(v, x)) - opening) * rho);
    },
  };
}
