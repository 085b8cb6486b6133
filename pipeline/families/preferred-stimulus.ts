import { shiftCycle } from '../numerics/cyclic-fourier.ts';
import type { KindTuning } from '../probes/stimulus-tuning.ts';
import type { StimulusCondition, StimulusKind } from '../records/stimulus.ts';
import { tuningPeak, tuningRange } from './tuning-curve.ts';

/** The axis that elements are on. */
export type ElementAxis = 'turn' | 'hue';

/** One cycle of responses of a unit to a stimulus, over turns or over hues. */
export type CycleOf = (unit: number) => Float64Array;

export interface PreferredStimulus {
  readonly kind: StimulusKind;
  readonly condition: StimulusCondition;
  readonly cycle: CycleOf;
  /** Degrees by which all elements grow so that the aligned curve peaks at 0. */
  readonly gauge: number;
  /** Mean aligned curve, members scaled to their strongest response to any stimulus. */
  readonly template: Float64Array;
  /** Range of the template. */
  readonly range: number;
}

/**
 * For every kind with the axis the stimulus to which the members' aligned curves have the largest
 * range, and the gauge that makes elements absolute: a member's element is where it wants this
 * stimulus to be.
 *
 * @param elements degrees, one a unit, up to one common to all
 * @param period degrees after which the units' curves repeat
 * @returns none where no kind has the axis, or none moves the units
 */
export function preferredOfKinds(
  kinds: readonly KindTuning[],
  axis: ElementAxis,
  units: readonly number[],
  elements: readonly number[],
  period: number,
): PreferredStimulus[] {
  const scale = units.map((unit) => strongestResponse(kinds, unit));
  return kinds.flatMap((tuning) => {
    let best: PreferredStimulus | undefined;
    for (const { condition, cycle } of cyclesOf(tuning, axis)) {
      const template = alignedMean(cycle, units, elements, scale, period);
      const range = tuningRange(template);
      // Some elements of a stimulus are one picture: rounding must not choose between them.
      if (range <= (best?.range ?? 0) + 1e-9) continue;
      const peak = tuningPeak(onePeriod(template, period));
      best = {
        ...{ kind: tuning.kind, condition, cycle, template, range },
        gauge: (peak * period) / 360,
      };
    }
    return best ? [best] : [];
  });
}

/** Every condition of a kind, at every place on its other axis, as a cycle along one axis. */
function* cyclesOf(
  tuning: KindTuning,
  axis: ElementAxis,
): Generator<{ readonly condition: StimulusCondition; readonly cycle: CycleOf }> {
  const { hues, turns } = tuning.responses;
  const [length, others] = axis === 'turn' ? [turns, hues] : [hues, turns];
  if (length < 3) return;
  for (const [place, condition] of tuning.conditions.entries()) {
    for (let other = 0; other < others; other++) {
      yield { condition, cycle: (unit) => readCycle(tuning, place, other, axis, unit) };
    }
  }
}

/** A unit's responses along one axis, the other held. */
function readCycle(
  { responses: { conditions, hues, turns, values } }: KindTuning,
  condition: number,
  other: number,
  axis: ElementAxis,
  unit: number,
): Float64Array {
  const start = (unit * conditions + condition) * hues * turns;
  return axis === 'turn'
    ? Float64Array.from(values.subarray(start + other * turns, start + (other + 1) * turns))
    : Float64Array.from({ length: hues }, (_, hue) => values[start + hue * turns + other]!);
}

function alignedMean(
  cycle: CycleOf,
  units: readonly number[],
  elements: readonly number[],
  scale: readonly number[],
  period: number,
): Float64Array {
  let sum = new Float64Array(0);
  units.forEach((unit, i) => {
    const curve = cycle(unit);
    const aligned = shiftCycle(curve, (-elements[i]! * curve.length) / 360);
    if (sum.length === 0) sum = new Float64Array(curve.length);
    const factor = scale[i]! > 0 ? 1 / (scale[i]! * units.length) : 0;
    for (let k = 0; k < sum.length; k++) sum[k] = sum[k]! + factor * aligned[k]!;
  });
  const folds = 360 / period;
  if (folds === 1) return sum;
  return sum.map((_, k) => {
    let total = 0;
    for (let f = 0; f < folds; f++) total += sum[(k + (f * sum.length) / folds) % sum.length]!;
    return total / folds;
  });
}

/** One period of a curve over a full turn. */
function onePeriod(template: Float64Array, period: number): Float64Array {
  return template.subarray(0, Math.round((template.length * period) / 360));
}

/** Largest response of a unit to any stimulus of any kind. */
export function strongestResponse(kinds: readonly KindTuning[], unit: number): number {
  return Math.max(0, ...kinds.map((kind) => strongestOfKind(kind, unit)));
}

/** Largest response of a unit to any stimulus of one kind. */
export function strongestOfKind({ responses }: KindTuning, unit: number): number {
  const size = responses.conditions * responses.hues * responses.turns;
  let most = 0;
  for (let k = unit * size; k < (unit + 1) * size; k++) {
    most = Math.max(most, responses.values[k]!);
  }
  return most;
}

/**
 * How far a kind moves a unit of the layer along an axis, on average: the largest range of its curves
 * over its strongest response to anything. By kind, in the order of `kinds`; 0 without the axis.
 */
export function rangeBaseline(kinds: readonly KindTuning[], axis: ElementAxis): readonly number[] {
  const units = kinds[0]?.responses.units ?? 0;
  const strongest = Array.from({ length: units }, (_, unit) => strongestResponse(kinds, unit));
  return kinds.map((tuning) => {
    let sum = 0;
    let count = 0;
    for (let unit = 0; unit < units; unit++) {
      if (strongest[unit]! <= 0) continue;
      let most = 0;
      for (const { cycle } of cyclesOf(tuning, axis))
        most = Math.max(most, tuningRange(cycle(unit)));
      sum += most / strongest[unit]!;
      count++;
    }
    return count === 0 ? 0 : sum / count;
  });
}
