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
  const depth = (x: number, y: number): number => {
    // Along (u) and across (v) the normal; depth > 0 outside the curve, < 0 inside.
    const [u, v] = rotatePoint(x, y, -degrees);
    if (radius === null) return u;
    return u > -radius ? Math.hypot(u + radius, v) - radius : Math.abs(v) - radius;
  };
  switch (contrast) {
    case 'light inside':
      return (x, y) => (depth(x, y) < 0 ? 1 : 0);
    case 'dark inside':
      return (x, y) => (depth(x, y) < 0 ? 0 : 1);
    case 'light line':
    case 'dark line': {
      const paint = contrast === 'light line' ? 1 : 0;
      return (x, y) => {
        if (Math.abs(depth(x, y)) > thickness / 2) return BACKGROUND;
        if (radius === null) return paint;
        const [u] = rotatePoint(x, y, -degrees);
        return u >= -radius ? paint : BACKGROUND;
      };
    }
  }
}

/** The four ways to paint a curve at each of the radii (pixels; null is straight), contrasts slowest. */
export function curveConditions(radii: readonly (number | null)[]): Condition[] {
  const contrasts = ['light line', 'dark line', 'light inside', 'dark inside'] as const;
  return contrasts.flatMap((contrast) => radii.map((radius) => ({ contrast, radius })));
}
