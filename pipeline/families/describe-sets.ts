import { angularDifference, wrapDegrees } from '../numerics/circular.ts';
import type { NaturalResponses } from '../probes/natural-responses.ts';
import type { KindTuning } from '../probes/stimulus-tuning.ts';
import type { ProbeName, Verification } from '../records/family.ts';
import type { StimulusCondition } from '../records/stimulus.ts';
import { bandwidth, periodCoverage, type Coverage } from './coverage.ts';
import type { MovedSet } from './discover-moved.ts';
import { kindName, preferredKind, UNNAMED } from './name-families.ts';
import { preferredOfKinds, type ElementAxis } from './preferred-stimulus.ts';
import { verifyByPictures } from './verify-by-pictures.ts';

/** What describes the sets of one layer beside the discovery itself. */
export interface LayerContext {
  readonly kinds: readonly KindTuning[];
  /** See rangeBaseline; of the axis that the group's elements are on. */
  readonly baseline: readonly number[];
  /** Whether synthetic stimuli drive a unit enough to name it. */
  readonly named: (unit: number) => boolean;
  /** The natural probe that verifies families. */
  readonly natural:
    | {
        readonly probe: ProbeName;
        readonly responses: NaturalResponses;
        readonly samplesPerPicture: number;
      }
    | undefined;
}

/** A rotation or hue family with absolute elements. */
export interface DescribedCircle extends Omit<MovedSet, 'members' | 'stabiliser'>, Coverage {
  readonly name: string;
  /** Degrees after which the members' responses repeat. */
  readonly period: number;
  /** By element. */
  readonly members: readonly {
    readonly unit: number;
    /** Degrees in [0, period). */
    readonly element: number;
    readonly gain: number;
    readonly r2: number;
    readonly tuning: readonly number[];
  }[];
  readonly preferred: StimulusCondition;
  readonly angles: readonly number[];
  readonly bandwidth: number;
  readonly verification: Verification | null;
}

/** @param steps steps of the grid over a full turn */
export function describeCircle(
  set: MovedSet,
  axis: ElementAxis,
  steps: number,
  context: LayerContext,
): DescribedCircle {
  const { members: found, stabiliser, measurements, ...rest } = set;
  const period = Number(stabiliser);
  const units = found.map(({ unit }) => unit);
  const degrees = found.map(({ element }) => (element[0]! * 360) / steps);
  const { kinds, baseline } = context;
  const preferred = preferredKind(
    preferredOfKinds(kinds, axis, units, degrees, period),
    (kind) => baseline[kinds.findIndex((tuning) => tuning.kind === kind)]!,
  );
  const gauge = preferred?.gauge ?? 0;
  const fallback = kinds.find(({ responses }) =>
    axis === 'turn' ? responses.turns > 1 : responses.hues > 1,
  );
  const length = preferred?.template.length ?? steps;
  const members = found
    .map(({ unit, gain, r2 }, i) => ({
      unit,
      element: wrapTo(Math.round(10 * (degrees[i]! + gauge)) / 10, period),
      gain,
      r2,
      tuning: preferred ? Array.from(preferred.cycle(unit)) : new Array<number>(length).fill(0),
    }))
    .sort((a, b) => a.element - b.element || a.unit - b.unit);
  const width = preferred ? bandwidth(preferred.template) : 360;
  const inSteps = members.map(({ element }) => [(element * steps) / 360]);
  const { natural } = context;
  return {
    ...rest,
    ...periodCoverage(
      members.map(({ element }) => element),
      Math.min(width, period),
      period,
    ),
    measurements: measurements.map((measured) => ({
      ...measured,
      elementError: measured.elementError === null ? null : (measured.elementError * 360) / steps,
    })),
    name: preferred && isNamed(units, context) ? kindName(preferred.kind) : UNNAMED,
    period,
    members,
    preferred: preferred?.condition ?? fallback!.conditions[0]!,
    angles: Array.from({ length }, (_, k) => (k * 360) / length),
    bandwidth: width,
    verification:
      natural === undefined
        ? null
        : verifyByPictures(
            natural.probe,
            natural.responses,
            natural.samplesPerPicture,
            members.map(({ unit }) => unit),
            inSteps,
            [steps],
            (a, b) =>
              circleDistance(members[a]!.element, members[b]!.element, period) <= 360 / steps,
          ),
  };
}

/** Whether synthetic stimuli drive at least half of the units enough to name them. */
export function isNamed(units: readonly number[], { named }: LayerContext): boolean {
  return 2 * units.filter(named).length >= units.length;
}

/** The representative of an angle in [0, period). */
export function wrapTo(degrees: number, period: number): number {
  const wrapped = wrapDegrees((degrees * 360) / period);
  const value = Math.round((wrapped * period) / 36) / 10;
  return value >= period ? 0 : value;
}

function circleDistance(a: number, b: number, period: number): number {
  return (Math.abs(angularDifference((a * 360) / period, (b * 360) / period)) * period) / 360;
}
