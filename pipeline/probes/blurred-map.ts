import type { Raster } from '../actions/planar.ts';
import type { MapGrid } from './central-region.ts';

/**
 * A map that is equivariant but for its grid: the picture blurred by a round Gaussian with a standard
 * deviation of `sigma` pixels, which commutes with rotations and translations (and with small changes
 * of scale nearly), read at the grid's positions. The borders' pixels go on outside.
 *
 * @returns [y, x, channel], as many positions as have their centre in the picture
 */
export function blurredMap(picture: Raster, grid: MapGrid, sigma: number): Raster {
  const { height, width, channels, data } = picture;
  const [rows, columns] = [places(height, grid), places(width, grid)];
  const weights = gaussian(sigma);
  const reach = (weights.length - 1) / 2;
  const clamp = (place: number, length: number): number =>
    Math.min(length - 1, Math.max(0, Math.round(place)));
  const across = new Float64Array(height * columns * channels);
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < columns; column++) {
      const target = (y * columns + column) * channels;
      weights.forEach((weight, i) => {
        const x = clamp(grid.start + grid.stride * column + i - reach, width);
        const from = (y * width + x) * channels;
        for (let c = 0; c < channels; c++) {
          across[target + c] = across[target + c]! + weight * data[from + c]!;
        }
      });
    }
  }
  const out = new Float32Array(rows * columns * channels);
  const line = columns * channels;
  for (let row = 0; row < rows; row++) {
    weights.forEach((weight, i) => {
      const from = clamp(grid.start + grid.stride * row + i - reach, height) * line;
      for (let k = 0; k < line; k++) {
        out[row * line + k] = out[row * line + k]! + weight * across[from + k]!;
      }
    });
  }
  return { height: rows, width: columns, channels, data: out };
}

function places(length: number, { start, stride }: MapGrid): number {
  return Math.max(0, Math.floor((length - 1 - start) / stride) + 1);
}

/** Weights that add up to one, to four standard deviations. */
function gaussian(sigma: number): number[] {
  const reach = Math.ceil(4 * sigma);
  const raw = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    sigma === 0 ? 1 : Math.exp(-(((i - reach) / sigma) ** 2) / 2),
  );
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}
