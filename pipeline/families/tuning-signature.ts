import { shiftCycle } from '../numerics/cyclic-fourier.ts';
import { stimulusKindSchema } from '../records/stimulus.ts';
import type { KindTuning } from '../records/unit.ts';
import type { ElementAxis } from './preferred-stimulus.ts';

/** Responses by kind of stimulus and place on a cycle, [kind, place], as shares of the strongest. */
export type TuningSignature = Float64Array;

/** Places on the cycle: turns by 15°, hues by 30°, as units are recorded. */
export const cycleLength: Readonly<Record<ElementAxis, number>> = { turn: 24, hue: 12 };

const kinds = stimulusKindSchema.options;

/**
 * What a unit responds to, whatever its receptive field: synthetic stimuli are in proportion to it. Kinds
 * that do not move along the axis have their strongest response everywhere, kinds that hardly drive the
 * unit are not recorded and count as 0.
 */
export function unitSignature(tuning: readonly KindTuning[], axis: ElementAxis): TuningSignature {
  const length = cycleLength[axis];
  const signature = new Float64Array(kinds.length * length);
  const strongest = Math.max(0, ...tuning.map((each) => each.strongest));
  if (strongest === 0) return signature;
  for (const { kind, strongest: own, turns, hues } of tuning) {
    const cycle = axis === 'turn' ? turns : hues;
    const start = kinds.indexOf(kind) * length;
    for (let place = 0; place < length; place++) {
      signature[start + place] = (cycle[place] ?? own) / strongest;
    }
  }
  return signature;
}

/** All kinds' cycles moved on by so many places, which may lie between whole ones. */
export function shiftSignature(
  signature: TuningSignature,
  places: number,
  length: number,
): TuningSignature {
  const out = new Float64Array(signature.length);
  for (let start = 0; start < signature.length; start += length) {
    out.set(shiftCycle(signature.slice(start, start + length), places), start);
  }
  return out;
}

/**
 * A member in the aligned frame: moved back by an element, and averaged over the repeats of its curves.
 *
 * @param element degrees
 * @param period degrees after which curves repeat
 */
export function alignedSignature(
  member: TuningSignature,
  element: number,
  period: number,
  length: number,
): TuningSignature {
  const folds = 360 / period;
  const sum = new Float64Array(member.length);
  for (let fold = 0; fold < folds; fold++) {
    addTo(sum, shiftSignature(member, ((fold * period - element) * length) / 360, length));
  }
  return sum.map((value) => value / folds);
}

/** @returns the mean of signatures, of which there is at least one */
export function meanSignature(signatures: readonly TuningSignature[]): TuningSignature {
  const sum = new Float64Array(signatures[0]!.length);
  for (const signature of signatures) addTo(sum, signature);
  return sum.map((value) => value / signatures.length);
}

function addTo(sum: Float64Array, values: ArrayLike<number>): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + values[i]!;
}

/** Correlation over kinds and places; 0 where either does not vary. */
export function similarity(a: TuningSignature, b: TuningSignature): number {
  const count = a.length;
  let [sumA, sumB, squaresA, squaresB, product] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [a[i]!, b[i]!];
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    product += x * y;
  }
  const variance = (squaresA - sumA ** 2 / count) * (squaresB - sumB ** 2 / count);
  return variance <= 0 ? 0 : (product - (sumA * sumB) / count) / Math.sqrt(variance);
}

/**
 * The move of `b` by whole places that makes it most similar to `a`: moving changes neither its mean nor
 * its norm, so that only the products differ.
 */
export function bestShift(
  a: TuningSignature,
  b: TuningSignature,
  length: number,
): { readonly places: number; readonly similarity: number } {
  let places = 0;
  let largest = -Infinity;
  for (let shift = 0; shift < length; shift++) {
    let product = 0;
    for (let start = 0; start < a.length; start += length) {
      for (let k = 0; k < shift; k++) product += a[start + k]! * b[start + length - shift + k]!;
      for (let k = shift; k < length; k++) product += a[start + k]! * b[start + k - shift]!;
    }
    // Of moves that are alike but for rounding the first counts.
    if (product <= largest + 1e-12) continue;
    [places, largest] = [shift, product];
  }
  return { places, similarity: similarity(a, movedOn(b, places, length)) };
}

/** Whole places only, exactly. */
export function movedOn(
  signature: TuningSignature,
  places: number,
  length: number,
): TuningSignature {
  const out = new Float64Array(signature.length);
  for (let start = 0; start < signature.length; start += length) {
    for (let place = 0; place < length; place++) {
      out[start + ((place + places) % length)] = signature[start + place]!;
    }
  }
  return out;
}

/** The responses to kind `order[k]` in the place of those to kind k. */
export function exchangedKinds(
  signature: TuningSignature,
  order: ArrayLike<number>,
  length: number,
): TuningSignature {
  const out = new Float64Array(signature.length);
  for (let kind = 0; kind < order.length; kind++) {
    const from = order[kind]! * length;
    out.set(signature.subarray(from, from + length), kind * length);
  }
  return out;
}
