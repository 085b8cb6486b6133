import { direction } from '../actions/planar.ts';
import { Random } from '../numerics/random.ts';
import { LeafCanvas } from './leaf-canvas.ts';
import { LeafPalette, leafRgb } from './leaf-palette.ts';
import { noiseTile, randomPattern } from './leaf-pattern.ts';
import { randomShape } from './leaf-shape.ts';

/** Radius of a picture's smallest leaves, pixels: scenes are seen from far and near. */
const SMALLEST = [2, 8] as const;

/** Radius of the largest leaf as a fraction of the picture's side. */
const LARGEST = 0.4;

/** Share of pixels at which painting ends; the ground shows through the last gaps. */
const GAPS = 1 / 2000;

/**
 * A picture with the statistics of natural scenes that shows nothing: leaves that occlude each other,
 * the number with radius r falling as r⁻³, which makes the picture look alike at every scale (Lee,
 * Mumford and Huang, Occlusion models for natural images, 2001). Leaves are ellipses, boxes, strips and
 * rings at every angle, patterned with gradients, sinusoids and noise, and edged sharply or softly.
 *
 * Painted from the front to the back: every leaf shows where those before it left the picture bare. The
 * same seed and size give the same picture.
 *
 * @param size pixels a side
 * @returns RGB on 0–255, [y, x, 3], row-major
 * @throws RangeError for a size that is not a whole number of at least 8
 */
export function deadLeaves(seed: number, size: number): Float32Array {
  if (!Number.isInteger(size) || size < 8) {
    throw new RangeError(`dead leaves need at least 8 pixels a side, not ${String(size)}`);
  }
  const random = new Random(seed);
  const palette = new LeafPalette(random);
  const tile = noiseTile(random);
  const canvas = new LeafCanvas(size);
  const smallest = Math.min(
    size / 8,
    SMALLEST[0] * (SMALLEST[1] / SMALLEST[0]) ** random.uniform(),
  );
  const largest = LARGEST * size;
  // Leaves fall on a margin too, or the border would be covered by fewer large ones than the middle.
  const place = (): number => (size + 2 * largest) * random.uniform() - largest;
  while (canvas.bare > GAPS * size * size) {
    const radius = cubeLaw(random, smallest, largest);
    const centre = [place(), place()] as const;
    const shape = randomShape(random, radius);
    const axis = direction(360 * random.uniform());
    if (centre.some((at) => at < -shape.reach || at > size - 1 + shape.reach)) continue;
    const colour = palette.draw();
    canvas.paint({
      shape,
      centre,
      axis,
      // One leaf in five is out of focus.
      blur: random.uniform() < 0.2 ? 1 + 3 * random.uniform() : 1,
      colours: [leafRgb(colour), leafRgb(palette.companion(colour))],
      pattern: randomPattern(random, radius, tile),
    });
  }
  return canvas.finish(leafRgb(palette.draw()));
}

/** A number from `least` to `most` with density falling as its third power. */
function cubeLaw(random: Random, least: number, most: number): number {
  return least / Math.sqrt(1 - random.uniform() * (1 - (least / most) ** 2));
}
