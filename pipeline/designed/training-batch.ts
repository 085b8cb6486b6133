import type { Tensor } from '../graph/ir.ts';
import type { Random } from '../numerics/random.ts';
import type { LabelledPictures } from './cifar10.ts';
import type { NetworkDesign } from './network-design.ts';

/** Pictures are moved by up to so many pixels along either axis. */
const SHIFT = 4;

/** How a picture is read: mirrored left-right, then moved down and to the right. */
interface Reading {
  readonly mirrored: boolean;
  readonly down: number;
  readonly right: number;
}

const asItIs: Reading = { mirrored: false, down: 0, right: 0 };

/**
 * Pictures as a network reads them in training, [n, y, x, 3]: less the mean, divided by the deviation.
 *
 * @param random where given, every picture is mirrored or not, and moved by up to four pixels, the mean
 *   coming in from outside: a crop of the picture with a border of four pixels
 */
export function trainingBatch(
  { side, pixels }: LabelledPictures,
  indices: ArrayLike<number>,
  { mean, deviation }: Pick<NetworkDesign['input'], 'mean' | 'deviation'>,
  random?: Random,
): Tensor {
  const length = side * side * 3;
  const data = new Float32Array(indices.length * length);
  for (let n = 0; n < indices.length; n++) {
    const { mirrored, down, right } = random ? drawReading(random) : asItIs;
    const source = indices[n]! * length;
    for (let y = Math.max(0, down); y < Math.min(side, side + down); y++) {
      for (let x = Math.max(0, right); x < Math.min(side, side + right); x++) {
        const column = mirrored ? side - 1 - (x - right) : x - right;
        const from = source + ((y - down) * side + column) * 3;
        const to = n * length + (y * side + x) * 3;
        for (let channel = 0; channel < 3; channel++) {
          data[to + channel] = (pixels[from + channel]! - mean[channel]!) / deviation;
        }
      }
    }
  }
  return { shape: [indices.length, side, side, 3], data };
}

function drawReading(random: Random): Reading {
  return {
    mirrored: random.uniform() < 0.5,
    down: random.integer(2 * SHIFT + 1) - SHIFT,
    right: random.integer(2 * SHIFT + 1) - SHIFT,
  };
}
