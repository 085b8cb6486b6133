import { deadLeaves } from './dead-leaves.ts';
import type { SquarePicture } from './patches.ts';
import { readPhotographs, type PhotographSet } from './photographs.ts';

/** Natural pictures by number, each decoded or drawn once and kept as bytes. */
export interface PictureLibrary {
  /** Photograph number `index` of `count` that are spread evenly over the set. */
  photograph(index: number, count: number): Promise<SquarePicture>;
  /** Dead leaves with seed `index`. */
  leaves(index: number): SquarePicture;
}

/** @param size pixels a side of every picture */
export function openPictureLibrary(
  photographs: () => Promise<PhotographSet>,
  size: number,
): PictureLibrary {
  const decoded = new Map<number, Promise<SquarePicture>>();
  const drawn = new Map<number, SquarePicture>();
  return {
    photograph: async (index, count) => {
      const set = await photographs();
      const place = Math.floor((index * set.files.length) / count);
      const known =
        decoded.get(place) ??
        readPhotographs(set, [size, size], place, place + 1).then(({ data }) => ({
          size,
          data: Uint8Array.from(data),
        }));
      decoded.set(place, known);
      return known;
    },
    leaves: (index) => {
      const known = drawn.get(index) ?? { size, data: bytesOf(deadLeaves(index + 1, size)) };
      drawn.set(index, known);
      return known;
    },
  };
}

function bytesOf(pixels: Float32Array): Uint8Array {
  return Uint8Array.from(pixels, (value) => Math.round(value));
}
