/** Share of the squared weights that a cropped table keeps at least, where `LARGEST` allows. */
const KEPT = 0.99;

/** Positions a side that are kept at most. */
const LARGEST = 15;

export interface Crop {
  /** Positions a side. */
  readonly size: number;
  /** Share of the squared weights inside. */
  readonly share: number;
}

/** The smallest middle part of kernels [kernel, y, x] that holds nearly all of their squares. */
export function cropOf(values: ArrayLike<number>, size: number): Crop {
  const middle = (size - 1) / 2;
  const power = new Float64Array(middle + 1);
  for (let i = 0; i < values.length; i++) {
    const place = i % (size * size);
    const y = Math.abs(Math.floor(place / size) - middle);
    const x = Math.abs((place % size) - middle);
    const ring = Math.max(x, y);
    power[ring] = power[ring]! + values[i]! ** 2;
  }
  const total = power.reduce((sum, value) => sum + value, 0);
  if (total === 0) return { size, share: 1 };
  let inside = 0;
  for (let reach = 0; ; reach++) {
    inside += power[reach]!;
    const side = 2 * reach + 1;
    if (inside >= KEPT * total || side >= Math.min(size, LARGEST)) {
      return { size: side, share: Math.min(1, inside / total) };
    }
  }
}

/** The middle `crop` positions a side of kernels [kernel, y, x]. */
export function cropKernels(values: ArrayLike<number>, size: number, crop: number): Float32Array {
  const margin = (size - crop) / 2;
  const count = values.length / (size * size);
  const out = new Float32Array(count * crop * crop);
  let next = 0;
  for (let kernel = 0; kernel < count; kernel++) {
    for (let y = 0; y < crop; y++) {
      const start = (kernel * size + y + margin) * size + margin;
      for (let x = 0; x < crop; x++) out[next++] = values[start + x]!;
    }
  }
  return out;
}
