/**
 * A finite abelian group Z_{n1} × … × Z_{nk}, its elements numbered row-major (last axis fastest),
 * 0 the identity. The numbers are what correlation tables are indexed by, so the operations are
 * looked up in tables; a number outside 0 … order − 1 is not noticed.
 *
 * Laws: those of an abelian group; `index` and `coordinates` are inverse; `cosets` partitions.
 */
export interface AbelianGrid {
  readonly name: string;
  /** n1 … nk. */
  readonly sizes: readonly number[];
  readonly order: number;
  /**
   * The number of an element by its coordinates, whole numbers that are taken modulo the sizes.
   *
   * @throws RangeError where there are not as many coordinates as axes, or one is not whole
   */
  index(coordinates: readonly number[]): number;
  /** Coordinates, each from 0 to its size − 1. */
  coordinates(index: number): number[];
  add(a: number, b: number): number;
  subtract(a: number, b: number): number;
  negate(a: number): number;
  /**
   * For every element the smallest element of its coset modulo the subgroup (a stabiliser, say) that
   * the given elements generate; without any, every element itself.
   */
  cosets(generators: readonly number[]): Int32Array;
}

/** The table of sums has order² entries of two bytes. */
const LARGEST = 1024;

/** @throws RangeError where a size is no positive integer, or the order is above 1024 */
export function abelianGrid(name: string, sizes: readonly number[]): AbelianGrid {
  const wrong = sizes.find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) {
    throw new RangeError(`an axis of ${name} has a positive whole size, not ${String(wrong)}`);
  }
  const order = sizes.reduce((product, size) => product * size, 1);
  if (order > LARGEST) {
    throw new RangeError(`${name} has ${String(order)} elements; at most ${String(LARGEST)} fit`);
  }
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((p, size) => p * size, 1));

  const index = (coordinates: readonly number[]): number => {
    if (coordinates.length !== sizes.length || !coordinates.every(Number.isInteger)) {
      throw new RangeError(
        `an element of ${name} has ${String(sizes.length)} whole coordinates, not (${coordinates.join(', ')})`,
      );
    }
    return coordinates.reduce((sum, coordinate, axis) => {
      const size = sizes[axis]!;
      return sum + (((coordinate % size) + size) % size) * strides[axis]!;
    }, 0);
  };
  const coordinates = (element: number): number[] =>
    sizes.map((size, axis) => Math.floor(element / strides[axis]!) % size);

  const all = Array.from({ length: order }, (_, element) => coordinates(element));
  const negatives = Uint16Array.from(all, (a) => index(a.map((value) => -value)));
  const sums = new Uint16Array(order * order);
  for (const [a, from] of all.entries()) {
    for (const [b, by] of all.entries()) {
      sums[a * order + b] = index(from.map((value, axis) => value + by[axis]!));
    }
  }
  const add = (a: number, b: number) => sums[a * order + b]!;
  return {
    name,
    sizes,
    order,
    index,
    coordinates,
    add,
    subtract: (a, b) => add(a, negatives[b]!),
    negate: (a) => negatives[a]!,
    cosets: (generators) => {
      const subgroup = new Set([0]);
      // A set's iteration also visits what is added on the way.
      for (const element of subgroup) {
        for (const generator of generators) subgroup.add(add(element, generator));
      }
      const smallest = new Int32Array(order).fill(-1);
      for (let element = 0; element < order; element++) {
        if (smallest[element]! >= 0) continue;
        for (const s of subgroup) smallest[add(element, s)] = element;
      }
      return smallest;
    },
  };
}
