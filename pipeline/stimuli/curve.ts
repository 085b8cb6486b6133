import { rotatePoint } from '../actions/planar.ts';
import type { Condition } from '../records/stimulus.ts';
import { BACKGROUND, type Stimulus } from './stimulus.ts';

/**
 * A curve through the stimulus centre whose outward normal points along `degrees` (convention in
 * actions/planar).
 *
 * - A *line* is an arc of at most half a circle of the given radius, `thickness` pixels wide, light
 *   or dark on mid-grey.
 * - An *edge* parts the plane into the inside, where the centre of curvature lies, and the outside:
 *   a half-disc of the given radius that goes on straight behind its centre.
 *
 * Radius null is the straight line or edge at right angles to the normal, the limit of both.
 */
export function curve(condition: Condition, degrees: number, thickness: number): Stimulus {
  const { contrast, radius } = condition;
  const normal = rotatePoint(1, 0, degrees);
  const along = (x: number, y: number): number => normal[0] * x + normal[1] * y;
  const across = (x: number, y: number): number => normal[0] * y - normal[1] * x;
  // Positive outside the curve, negative inside.
  const depth = (x: number, y: number): number => {
    const u = along(x, y);
    if (radius === null) return u;
    const v = across(x, y);
    return u > -radius ? Math.hypot(u + radius, v) - radius : Math.abs(v) - radius;
  };
  switch (contrast) {
    case 'light inside':
      return (x, y) => below(depth(x, y));
    case 'dark inside':
      return (x, y) => 1 - below(depth(x, y));
    case 'light line':
    case 'dark line': {
      const step = contrast === 'light line' ? 1 - BACKGROUND : -BACKGROUND;
      return (x, y) => {
        const inked = below(Math.abs(depth(x, y)) - thickness / 2);
        if (inked === 0 || radius === null) return BACKGROUND + step * inked;
        return BACKGROUND + step * inked * below(-radius - along(x, y));
      };
    }
  }
}

/**
 * 1 below zero and 0 above; ½ at zero, where a boundary runs through the sample itself: counted to
 * either side, it would shift upright boundaries and no others.
 */
function below(distance: number): number {
  return distance < -1e-9 ? 1 : distance > 1e-9 ? 0 : 0.5;
}

/** The four ways to paint a curve at each of the radii (pixels; null is straight), contrasts slowest. */
export function curveConditions(radii: readonly (number | null)[]): Condition[] {
  const contrasts = ['light line', 'dark line', 'light inside', 'dark inside'] as const;
  return contrasts.flatMap((contrast) => radii.map((radius) => ({ contrast, radius })));
}
