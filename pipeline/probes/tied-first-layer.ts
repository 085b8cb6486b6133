import type { Raster } from '../actions/planar.ts';
import type { Tensor } from '../graph/ir.ts';
import { leadingEigenvector } from '../numerics/leading-eigenvector.ts';
import type { Random } from '../numerics/random.ts';
import { compareWithNull } from '../numerics/significance.ts';
import type { FirstLayerTying } from '../records/weight-equivariance.ts';
import { alignKernel, allPlaces, kernelDisc, UNMOVED, type KernelElement } from './align-kernel.ts';
import { unitKernel } from './unit-kernel.ts';

interface Member<E> {
  readonly unit: number;
  readonly element: E;
}

/** A family by what its members' elements are. */
export type KernelFamily =
  /** Degrees: clockwise on the screen, or of OKLCh hue. */
  | { readonly group: 'rotation' | 'hue'; readonly members: readonly Member<number>[] }
  /** [hue, turn], degrees. */
  | {
      readonly group: 'hue-rotation';
      readonly members: readonly Member<readonly [hue: number, turn: number]>[];
    }
  /** 0, or 1 for the mirrored. */
  | { readonly group: 'reflection'; readonly members: readonly Member<number>[] };

/**
 * Weight equivariance where the input side is pixels: the share of the members' weights that one
 * template explains, turned, recoloured or mirrored by each member's element, with a gain of its own.
 * Every kernel is moved back by its element and scaled to unit norm; the share is the largest
 * eigenvalue of the kernels' inner products over their number (Eckart–Young). Colour turns about the
 * grey axis, a linear stand-in for OKLCh hue (see actions/grey-axis). Where kernels turn, the weights
 * in the largest disc count, which no turn carries out of the kernel.
 *
 * The null draws the elements at random. A reflection has too few of them: there it keeps the elements
 * and draws as many units of the layer at random.
 *
 * @param kernel [y, x, in, out], square; three inputs in the order of `channels`
 * @param samples of the null
 * @throws RangeError for another shape, a unit that the layer has not, and fewer than two members
 */
export function tiedFirstLayer(
  kernel: Tensor,
  family: KernelFamily,
  channels: 'rgb' | 'bgr',
  random: Random,
  samples: number,
): FirstLayerTying {
  const [side, width, inputs, outputs] = kernel.shape;
  if (kernel.shape.length !== 4 || side !== width || inputs !== 3) {
    throw new RangeError(
      `a first layer has kernels [side, side, 3, units], not [${kernel.shape.join(', ')}]`,
    );
  }
  const { group } = family;
  const units = family.members.map(({ unit }) => unit);
  if (units.length < 2) throw new RangeError('a family has at least two members');
  const places =
    group === 'rotation' || group === 'hue-rotation' ? kernelDisc(side!) : allPlaces(side!);
  const shareOf = (members: readonly number[], elements: readonly KernelElement[]): number =>
    templateShare(
      members.map((unit, i) =>
        alignKernel(unitKernel(kernel, unit, channels), elements[i]!, places),
      ),
    );

  const elements = elementsOf(family);
  const r2 = shareOf(units, elements);
  const shares = Float64Array.from({ length: samples }, () =>
    group === 'reflection'
      ? shareOf(random.sample(outputs!, units.length), elements)
      : shareOf(
          units,
          units.map(() => randomElement(group, random)),
        ),
  );
  const kernels = units.map((unit) => unitKernel(kernel, unit, channels));
  return {
    r2,
    covered: covered(kernels, places),
    nullOf: group === 'reflection' ? 'units' : 'elements',
    null: compareWithNull(r2, shares),
  };
}

function elementsOf(family: KernelFamily): KernelElement[] {
  switch (family.group) {
    case 'rotation':
      return family.members.map(({ element }) => ({ ...UNMOVED, turn: element }));
    case 'hue':
      return family.members.map(({ element }) => ({ ...UNMOVED, hue: element }));
    case 'hue-rotation':
      return family.members.map(({ element: [hue, turn] }) => ({ ...UNMOVED, hue, turn }));
    case 'reflection':
      return family.members.map(({ element }) => ({ ...UNMOVED, mirrored: element === 1 }));
  }
}

function randomElement(group: KernelFamily['group'], random: Random): KernelElement {
  const turn = group === 'hue' ? 0 : 360 * random.uniform();
  const hue = group === 'rotation' ? 0 : 360 * random.uniform();
  return { turn, hue, mirrored: false };
}

/** Share of unit vectors' variance about zero that one vector explains. */
function templateShare(vectors: readonly Float64Array[]): number {
  const n = vectors.length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) gram[i * n + j] = gram[j * n + i] = dot(vectors[i]!, vectors[j]!);
  }
  const trace = vectors.reduce((sum, vector) => sum + dot(vector, vector), 0);
  if (trace === 0) return 0;
  const { phases, magnitudes } = leadingEigenvector(gram, new Float64Array(n * n));
  const re = magnitudes.map((magnitude, i) => magnitude * Math.cos(phases[i]!));
  const im = magnitudes.map((magnitude, i) => magnitude * Math.sin(phases[i]!));
  return (rayleigh(gram, re) + rayleigh(gram, im)) / (dot(re, re) + dot(im, im)) / trace;
}

function rayleigh(gram: Float64Array, vector: Float64Array): number {
  const n = vector.length;
  return vector.reduce(
    (sum, value, i) => sum + value * dot(gram.subarray(i * n, i * n + n), vector),
    0,
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Share of the kernels' squared weights at the given places. */
function covered(
  kernels: readonly Raster[],
  places: readonly (readonly [number, number])[],
): number {
  let [inside, total] = [0, 0];
  for (const { width, channels, data } of kernels) {
    total += data.reduce((sum, weight) => sum + weight * weight, 0);
    for (const [x, y] of places) {
      for (let c = 0; c < channels; c++) inside += data[(y * width + x) * channels + c]! ** 2;
    }
  }
  return total === 0 ? 0 : inside / total;
}
