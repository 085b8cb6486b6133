import type { Tensor, Window } from '../graph/ir.ts';
import { addProduct } from '../numerics/matrix-product.ts';

/** Consecutive channels of a node that depend on the source through kernels of one size. */
export interface Strand {
  /** Its first channel among the node's. */
  readonly first: number;
  readonly channels: number;
  /** Positions a side. */
  readonly size: number;
  /** First source position read by position 0 of the node, in both directions. */
  readonly origin: number;
  /** [y, x, source, channel], row-major. */
  readonly kernel: Float32Array;
}

/**
 * A node as a linear function of the source: the branches of a concatenation stay strands of their
 * own, so that a 1×1 branch beside a 5×5 one costs neither memory nor products of zeros. Channels in
 * no strand do not depend on the source. A strand without channels still says how far it would reach.
 */
export interface Bundle {
  readonly sources: number;
  readonly channels: number;
  /** Source positions between neighbouring positions of the node. */
  readonly stride: number;
  readonly strands: readonly Strand[];
  /** What was approximated on the way, in words; each once. */
  readonly approximations: readonly string[];
}

/** The source itself: its units `sources`, of which the node's channels are `channels`. */
export function identityBundle(sources: readonly number[], channels: readonly number[]): Bundle {
  const kernel = new Float32Array(sources.length * channels.length);
  const places = new Map(channels.map((unit, place) => [unit, place]));
  sources.forEach((unit, row) => {
    const column = places.get(unit);
    if (column !== undefined) kernel[row * channels.length + column] = 1;
  });
  const strand = { first: 0, channels: channels.length, size: 1, origin: 0, kernel };
  return {
    ...{ sources: sources.length, channels: channels.length, stride: 1 },
    strands: [strand],
    approximations: [],
  };
}

/** @param weights [y, x, in, out], square in the plane */
export function throughConvolution(bundle: Bundle, weights: Tensor, window: Window): Bundle {
  const [side, , inner, channels] = weights.shape as [number, number, number, number];
  const { sources, stride, strands } = bundle;
  const extent = extentOf(strands);
  const size = (side - 1) * stride + extent.size;
  const kernel = new Float32Array(size * size * sources * channels);
  for (const strand of strands) {
    if (strand.channels === 0) continue;
    const shift = strand.origin - extent.origin;
    const row = strand.size * sources;
    for (let tap = 0; tap < side * side; tap++) {
      const start = (tap * inner + strand.first) * channels;
      const part = weights.data.subarray(start, start + strand.channels * channels);
      const top = Math.floor(tap / side) * stride + shift;
      const left = (tap % side) * stride + shift;
      // The positions of one row, all sources at each, are the rows of a single product.
      for (let y = 0; y < strand.size; y++) {
        const from = y * row * strand.channels;
        const to = ((top + y) * size + left) * sources * channels;
        addProduct(
          kernel.subarray(to, to + row * channels),
          strand.kernel.subarray(from, from + row * strand.channels),
          part,
          strand.channels,
        );
      }
    }
  }
  const placed = { size, ...moved(extent, stride, window) };
  return {
    ...bundle,
    channels,
    stride: stride * window.stride[0],
    strands: [{ first: 0, channels, kernel, ...placed }],
  };
}

/** @param taps weight of every position of the window, [y, x], square */
export function throughPool(bundle: Bundle, taps: readonly number[], window: Window): Bundle {
  const { sources, stride } = bundle;
  const side = window.size[0];
  const strands = bundle.strands.map((strand) => {
    const size = (side - 1) * stride + strand.size;
    const row = strand.size * sources * strand.channels;
    const kernel = new Float32Array(size * size * sources * strand.channels);
    taps.forEach((weight, tap) => {
      for (let y = 0; y < strand.size; y++) {
        const top = Math.floor(tap / side) * stride + y;
        const to = (top * size + (tap % side) * stride) * sources * strand.channels;
        for (let i = 0; i < row; i++) {
          kernel[to + i] = kernel[to + i]! + weight * strand.kernel[y * row + i]!;
        }
      }
    });
    return { ...strand, kernel, size, ...moved(strand, stride, window) };
  });
  return { ...bundle, stride: stride * window.stride[0], strands };
}

/** Every channel times its own factor. */
export function scaleChannels(bundle: Bundle, factors: readonly number[]): Bundle {
  const strands = bundle.strands.map((strand) => {
    const { first, channels } = strand;
    const kernel = new Float32Array(strand.kernel.length);
    for (let row = 0; row < kernel.length; row += channels) {
      for (let c = 0; c < channels; c++) {
        kernel[row + c] = strand.kernel[row + c]! * factors[first + c]!;
      }
    }
    return { ...strand, kernel };
  });
  return { ...bundle, strands };
}

/**
 * Branches side by side.
 *
 * @param branches undefined for one that does not depend on the source
 * @param counts channels of every branch
 */
export function joinBundles(
  branches: readonly (Bundle | undefined)[],
  counts: readonly number[],
): Bundle {
  const present = branches.filter((branch) => branch !== undefined);
  const { sources, stride } = present[0]!;
  let offset = 0;
  const strands = branches.flatMap((branch, i) => {
    const start = offset;
    offset += counts[i]!;
    return (branch?.strands ?? []).map((strand) => ({ ...strand, first: start + strand.first }));
  });
  const approximations = [...new Set(present.flatMap((branch) => branch.approximations))];
  return { sources, channels: offset, stride, strands, approximations };
}

/** One kernel [y, x, source, channel] for all channels, each strand set in by its origin. */
export function wholeKernel({ sources, channels, strands }: Bundle): Strand {
  const { size, origin } = extentOf(strands);
  if (strands.length === 1 && strands[0]!.channels === channels) return strands[0]!;
  const kernel = new Float32Array(size * size * sources * channels);
  for (const strand of strands) {
    const shift = strand.origin - origin;
    for (let row = 0; row < strand.size * strand.size * sources; row++) {
      const place = Math.floor(row / sources);
      const y = Math.floor(place / strand.size) + shift;
      const x = (place % strand.size) + shift;
      const from = row * strand.channels;
      const to = ((y * size + x) * sources + (row % sources)) * channels + strand.first;
      kernel.set(strand.kernel.subarray(from, from + strand.channels), to);
    }
  }
  return { first: 0, channels, size, origin, kernel };
}

interface Extent {
  readonly size: number;
  readonly origin: number;
}

function extentOf(strands: readonly Strand[]): Extent {
  const origin = Math.min(...strands.map((strand) => strand.origin));
  const end = Math.max(...strands.map((strand) => strand.origin + strand.size));
  return { origin, size: end - origin };
}

function moved({ origin }: Extent, stride: number, { padding }: Window): { origin: number } {
  return { origin: origin - padding.top * stride };
}
