import { z } from 'zod';
import { rotatePoint } from '../actions/planar.ts';
import { contrastSchema, type Condition, type Contrast } from '../records/stimulus.ts';
import { below } from './boundary.ts';
import { inProportion, toTenth } from './in-proportion.ts';
import { BACKGROUND, type Stimulus } from './stimulus.ts';
import { defineFamily } from './stimulus-family.ts';

const CONTRASTS = contrastSchema.options;

/** Curves through the stimulus centre; at turn 0 the outward normal points right. */
export const curves = defineFamily({
  kind: 'curve',
  description: 'A circular arc through the middle, drawn as a line or as the edge of a shape.',
  axes: ['turn'],
  parameters: z.strictObject({
    contrast: contrastSchema,
    /** Radius of curvature, pixels. */
    radius: z.number().positive(),
    /** Width of a line, pixels; an edge has 0. */
    thickness: z.number().nonnegative(),
  }),
  list: (fieldSize) => {
    const width = Math.max(2, toTenth(fieldSize / 20));
    return CONTRASTS.flatMap((contrast) =>
      inProportion([1 / 8, 1 / 5, 1 / 3, 1 / 2, 4 / 5], fieldSize, width).map((radius) => ({
        text: `${curveText[contrast]}, radius ${String(radius)} px`,
        parameters: { contrast, radius, thickness: contrast.endsWith('line') ? width : 0 },
      })),
    );
  },
  upright: ({ contrast, radius, thickness }) => uprightCurve(contrast, radius, thickness),
});

const curveText: Readonly<Record<Contrast, string>> = {
  'light line': 'light curve on grey',
  'dark line': 'dark curve on grey',
  'light inside': 'curved edge, light inside',
  'dark inside': 'curved edge, dark inside',
};

/**
 * A curve through the stimulus centre whose outward normal points along `degrees` (convention in
 * actions/planar); see {@link uprightCurve}.
 */
export function curve({ contrast, radius }: Condition, degrees: number, width: number): Stimulus {
  const upright = uprightCurve(contrast, radius, width);
  const [cos, sin] = rotatePoint(1, 0, degrees);
  return (x, y) => upright(cos * x + sin * y, cos * y - sin * x);
}

/**
 * A curve through the stimulus centre whose outward normal points right.
 *
 * - A *line* is an arc of at most half a circle of the given radius, `thickness` pixels wide, light
 *   or dark on mid-grey.
 * - An *edge* parts the plane into the inside, where the centre of curvature lies, and the outside:
 *   a half-disc of the given radius that goes on straight behind its centre.
 *
 * Radius null is the straight line or edge at right angles to the normal, the limit of both.
 */
function uprightCurve(contrast: Contrast, radius: number | null, thickness: number): Stimulus {
  // Positive outside the curve, negative inside.
  const depth = (x: number, y: number): number => {
    if (radius === null) return x;
    return x > -radius ? Math.sqrt((x + radius) ** 2 + y * y) - radius : Math.abs(y) - radius;
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
        return BACKGROUND + step * inked * below(-radius - x);
      };
    }
  }
}

/** The four ways to paint a curve at each of the radii (pixels; null is straight), contrasts slowest. */
export function curveConditions(radii: readonly (number | null)[]): Condition[] {
  return CONTRASTS.flatMap((contrast) => radii.map((radius) => ({ contrast, radius })));
}
