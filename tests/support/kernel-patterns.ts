import type { Random } from '../../pipeline/numerics/random.ts';
import type { KernelPattern } from './planted-network.ts';

/** Grey kernel patterns for networks with planted symmetry; smooth over a pixel, zero from 10 on. */

const bell = (distance: number, width: number): number => Math.exp(-((distance / width) ** 2) / 2);

function taper(x: number, y: number): number {
  const radius = Math.hypot(x, y);
  if (radius >= 10) return 0;
  return radius <= 6 ? 1 : 0.5 + 0.5 * Math.cos((Math.PI * (radius - 6)) / 4);
}

/** Depth outside a circle through the origin whose outward normal there points along +x. */
const RADIUS = 6;
const depth = (x: number, y: number): number => Math.hypot(x + RADIUS, y) - RADIUS;

/** Light inside and dark outside an arc; its outward normal is at 0°. */
export const curveEdge: KernelPattern = (x, y) => {
  if (x <= -RADIUS) return 0;
  const d = depth(x, y);
  return -d * bell(d, 1.5) * bell(y, 5) * taper(x, y);
};

/** A light arc between dark flanks; its outward normal is at 0°. */
export const curveLine: KernelPattern = (x, y) => {
  if (x <= -RADIUS) return 0;
  const d = depth(x, y) / 1.5;
  return (1 - d * d) * bell(d, 1) * bell(y, 5) * taper(x, y);
};

/** Straight stripes across +x: the same after half a turn. */
export const grating: KernelPattern = (x, y) =>
  bell(x, 3) * bell(y, 4.5) * Math.cos((2 * Math.PI * x) / 8) * taper(x, y);

/** The same after any turn, but for its pixels. */
export const centreSurround: KernelPattern = (x, y) => {
  const radius = Math.hypot(x, y);
  return (bell(radius, 2) - 0.25 * bell(radius, 4)) * taper(x, y);
};

/**
 * A smooth random pattern: forty plane waves of 4 to 6 pixels, finer than the curves above. Coarser
 * ones look like an edge now and then, and are then no strangers to a family of edges.
 */
export function waves(random: Random): KernelPattern {
  const plane = Array.from({ length: 40 }, () => {
    const direction = 2 * Math.PI * random.uniform();
    const frequency = (2 * Math.PI) / (4 + 2 * random.uniform());
    return {
      x: frequency * Math.cos(direction),
      y: frequency * Math.sin(direction),
      phase: 2 * Math.PI * random.uniform(),
    };
  });
  return (x, y) =>
    0.1 * plane.reduce((sum, w) => sum + Math.cos(w.x * x + w.y * y + w.phase), 0) * taper(x, y);
}

/** Independent normal weights, drawn when they are asked for. */
export function noise(random: Random): KernelPattern {
  return () => 0.3 * random.normal();
}
