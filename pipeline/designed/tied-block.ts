import type { PlanarGroup } from './planar-group.ts';
import type { SteerableBasis } from './steerable-basis.ts';
import { segmentUnits, type Segment } from './unit-layout.ts';

/**
 * The part of a convolution's kernel from one segment of units to another, as a linear function of the
 * coefficients that are learned: kernel = reordered (samples · coefficients).
 *
 * Tied weights obey W_(g·a → g·b) = g·W_(a → b), where g turns or mirrors the spatial pattern
 * (Cohen & Welling 2016, "Group equivariant convolutional networks"; with steerable patterns Weiler &
 * Cesa 2019). It leaves, with ψ a pattern of the basis,
 *
 *   regular → regular      W_(a → b) = b·ψ_(b⁻¹a), one pattern for every relative element
 *   invariant → regular    W_b = b·ψ; from pixels this is the lifting convolution
 *   regular → invariant    W_a = a·ψ
 *   invariant → invariant  ψ, of the radius alone
 *
 * for every field or unit on either side.
 */
export interface TiedBlock {
  /** [y, x, in, out]. */
  readonly shape: readonly [y: number, x: number, inputs: number, outputs: number];
  /** Shape of the coefficients, [pattern, (relative element, in field, out field)]. */
  readonly coefficients: readonly [rows: number, columns: number];
  /**
   * Mean square of what a kernel of normal coefficients gives for pixels of mean square 1: halfway
   * between a picture without and one with nothing but contrast, for isotropic patterns favour the one.
   */
  readonly power: number;
  /** [(element, y, x), pattern], row-major; where absent the coefficients are the kernel. */
  readonly samples?: Float32Array;
  /** Place in samples · coefficients of every value of the kernel: each occurs once. */
  readonly order?: Int32Array;
}

/** The block between two segments; free units on either side have weights of their own. */
export function tiedBlock(
  group: PlanarGroup,
  basis: SteerableBasis,
  from: Segment,
  to: Segment,
): TiedBlock {
  const inputs = segmentUnits(from, group.order);
  const outputs = segmentUnits(to, group.order);
  const { size } = basis;
  const shape = [size, size, inputs, outputs] as const;
  if (from.kind === 'free' || to.kind === 'free') {
    return { shape, coefficients: [size * size, inputs * outputs], power: size * size };
  }
  if (from.kind === 'invariant' && to.kind === 'invariant') {
    const patterns = basis.isotropic.length;
    const samples = isotropicSamples(basis);
    const coefficients = [patterns, inputs * outputs] as const;
    return { shape, coefficients, power: powerOf(samples, patterns), samples };
  }
  const relative = from.kind === 'regular' && to.kind === 'regular' ? group.order : 1;
  const fields = [fieldsOf(from), fieldsOf(to)] as const;
  return {
    shape,
    coefficients: [basis.count, relative * fields[0] * fields[1]],
    power: powerOf(basis.samples, basis.count),
    samples: movedSamples(group, basis),
    order: kernelOrder(group, shape, from, to),
  };
}

const fieldsOf = (segment: Segment): number =>
  segment.kind === 'regular' ? segment.fields : segment.units;

/** Of patterns [(y, x), pattern]. */
function powerOf(samples: Float32Array | Float64Array, count: number): number {
  const sums = new Float64Array(count);
  let squares = 0;
  samples.forEach((value, at) => {
    sums[at % count]! += value;
    squares += value ** 2;
  });
  return (squares + sums.reduce((total, sum) => total + sum ** 2, 0)) / 2;
}

/** [(y, x), isotropic pattern]. */
function isotropicSamples({ samples, count, isotropic }: SteerableBasis): Float32Array {
  const places = samples.length / count;
  return Float32Array.from({ length: places * isotropic.length }, (_, at) => {
    const place = Math.floor(at / isotropic.length);
    return samples[place * count + isotropic[at % isotropic.length]!]!;
  });
}

/** [(element, y, x), pattern]: all patterns, moved by every element. */
function movedSamples(group: PlanarGroup, { samples, count, moved }: SteerableBasis): Float32Array {
  const result = new Float32Array(group.order * samples.length);
  for (const element of group.elements()) {
    const matrix = moved(group.move(element));
    for (let start = 0; start < samples.length; start += count) {
      for (let column = 0; column < count; column++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += samples[start + k]! * matrix[k * count + column]!;
        result[element * samples.length + start + column] = sum;
      }
    }
  }
  return result;
}

/** From [y, x, in, out] to places in [(moving element, y, x), (relative element, in, out field)]. */
function kernelOrder(
  { order, product, inverse }: PlanarGroup,
  [height, width, inputs, outputs]: TiedBlock['shape'],
  from: Segment,
  to: Segment,
): Int32Array {
  const [inFields, outFields] = [fieldsOf(from), fieldsOf(to)];
  const both = from.kind === 'regular' && to.kind === 'regular';
  const columns = (both ? order : 1) * inFields * outFields;
  const places = height * width;
  const result = new Int32Array(places * inputs * outputs);
  let at = 0;
  for (let place = 0; place < places; place++) {
    for (let input = 0; input < inputs; input++) {
      const [inField, a] = from.kind === 'regular' ? split(input, order) : [input, 0];
      for (let output = 0; output < outputs; output++) {
        const [outField, b] = to.kind === 'regular' ? split(output, order) : [output, 0];
        const moving = to.kind === 'regular' ? b : a;
        const relative = both ? product(inverse(b), a) : 0;
        const column = (relative * inFields + inField) * outFields + outField;
        result[at++] = (moving * places + place) * columns + column;
      }
    }
  }
  return result;
}

function split(unit: number, order: number): [field: number, element: number] {
  return [Math.floor(unit / order), unit % order];
}
