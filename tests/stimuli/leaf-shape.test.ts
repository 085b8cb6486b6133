import { describe, expect, it } from 'vitest';
import { Random } from '../../pipeline/numerics/random.ts';
import {
  box,
  ellipse,
  randomShape,
  ring,
  type LeafShape,
} from '../../pipeline/stimuli/leaf-shape.ts';

/** Area and largest distance from the centre of the inside, on a grid of half pixels. */
function inside({ distance, reach }: LeafShape): { area: number; furthest: number } {
  let count = 0;
  let furthest = 0;
  const end = Math.ceil(reach) + 3;
  for (let v = -end; v <= end; v += 0.5) {
    for (let u = -end; u <= end; u += 0.5) {
      if (distance(u, v) >= 0) continue;
      count++;
      furthest = Math.max(furthest, Math.hypot(u, v));
    }
  }
  return { area: count / 4, furthest };
}

const shapes: [string, LeafShape][] = [
  ['disc', ellipse(10, 1)],
  ['ellipse', ellipse(10, 2.5)],
  ['square', box(10, 1)],
  ['strip', box(10, 16)],
  ['closed ring', ring(10, 0.3, Math.PI)],
  ['bent strip', ring(10, 0.3, 1)],
  ['short bent strip', ring(10, 0.6, 0.5)],
];

describe('leaf shapes', () => {
  it.each(shapes)('have the area of their radius and lie within their reach: %s', (_, shape) => {
    const { area, furthest } = inside(shape);
    expect(area / (Math.PI * 100)).toBeGreaterThan(0.96);
    expect(area / (Math.PI * 100)).toBeLessThan(1.04);
    expect(furthest).toBeLessThanOrEqual(shape.reach);
    // A bent strip is allowed half its width beyond its ends.
    expect(furthest).toBeGreaterThan(0.75 * shape.reach);
  });

  it.each(shapes)('tell distances near the outline: %s', (_, { distance, reach }) => {
    // Along a ray the distance grows by no more than a pixel a pixel, and passes zero that steeply.
    for (let k = 0; k < 24; k++) {
      const [cos, sin] = [Math.cos((k * Math.PI) / 12 + 0.1), Math.sin((k * Math.PI) / 12 + 0.1)];
      for (let r = 0; r < reach + 2; r += 0.25) {
        const here = distance(r * cos, r * sin);
        const next = distance((r + 0.25) * cos, (r + 0.25) * sin);
        if (Math.abs(here) > 1) continue;
        expect(Math.abs(next - here)).toBeLessThan(0.25 * 1.15);
      }
    }
  });

  it('are drawn at random with the area of the radius', () => {
    const random = new Random(5);
    for (let i = 0; i < 40; i++) {
      const { area, furthest } = inside(randomShape(random, 8));
      expect(area / (Math.PI * 64)).toBeGreaterThan(0.9);
      expect(area / (Math.PI * 64)).toBeLessThan(1.1);
      expect(furthest).toBeLessThan(8 * 6);
    }
  });
});
