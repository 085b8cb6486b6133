import type { Raster } from '../actions/planar.ts';
import type { Tensor } from '../graph/ir.ts';

/**
 * One unit's kernel on pixels, [y, x, RGB].
 *
 * @param kernel [y, x, in, out]; three inputs in the order of `channels`
 * @throws RangeError for a unit that the layer has not
 */
export function unitKernel({ shape, data }: Tensor, unit: number, channels: 'rgb' | 'bgr'): Raster {
  const [height, width, , outputs] = shape as [number, number, number, number];
  if (!(Number.isInteger(unit) && unit >= 0 && unit < outputs)) {
    throw new RangeError(`a layer of ${String(outputs)} units has no unit ${String(unit)}`);
  }
  const kernel = Float32Array.from({ length: height * width * 3 }, (_, i) => {
    const channel = channels === 'bgr' ? 2 - (i % 3) : i % 3;
    return data[(i - (i % 3) + channel) * outputs + unit]!;
  });
  return { height, width, channels: 3, data: kernel };
}
