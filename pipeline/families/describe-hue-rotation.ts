import { wrapDegrees } from '../numerics/circular.ts';
import type { StimulusCondition } from '../records/stimulus.ts';
import type { Verification } from '../records/family.ts';
import { HUE_STEP, HUE_ROTATION_TURN_STEP, TURN_STEP } from '../probes/transformation-grid.ts';
import type { KindTuning } from '../probes/stimulus-tuning.ts';
import type { MovedSet } from './discover-moved.ts';
import { isNamed, type LayerContext } from './describe-sets.ts';
import { kindName, UNNAMED } from './name-families.ts';
import { verifyByPictures } from './verify-by-pictures.ts';

/** A hue-rotation family with absolute elements. */
export interface DescribedTorus extends Omit<MovedSet, 'members' | 'stabiliser'> {
  readonly name: string;
  readonly members: readonly {
    readonly unit: number;
    /** [hue, turn], degrees; of the two names of an element the one with the smaller hue. */
    readonly element: readonly [number, number];
    readonly gain: number;
    readonly r2: number;
    /** Correlation with itself at (180°, 180°), (180°, 0°) and (0°, 180°). */
    readonly coupling: readonly [number, number, number];
    /** Response to the preferred colour edge, [hue][turn]. */
    readonly tuning: readonly (readonly number[])[];
  }[];
  readonly preferred: StimulusCondition;
  readonly hues: readonly number[];
  readonly turns: readonly number[];
  readonly verification: Verification | null;
}

/**
 * Absolute elements: a member's element is the hue of the light-side-left colour edge it prefers (the
 * hue on the edge's left at turn 0) and the turn of that edge, from the aligned mean over members.
 *
 * @param coupling of every member, in the order of the set
 */
export function describeTorus(
  set: MovedSet,
  coupling: readonly (readonly [number, number, number])[],
  context: LayerContext,
): DescribedTorus | undefined {
  const { members: found, measurements } = set;
  const edge = context.kinds.find(({ kind }) => kind === 'colour edge');
  if (edge === undefined) return undefined;
  const degrees = found.map(({ element }): [number, number] => [
    element[0]! * HUE_STEP,
    element[1]! * HUE_ROTATION_TURN_STEP,
  ]);
  const best = bestCondition(
    edge,
    found.map(({ unit }) => unit),
    degrees,
  );
  const members = found
    .map(({ unit, gain, r2 }, i) => ({
      unit,
      element: canonical(degrees[i]![0] + best.hue, degrees[i]![1] + best.turn),
      gain,
      r2,
      coupling: coupling[i]!,
      tuning: torusRows(edge, best.condition, unit),
    }))
    .sort((a, b) => a.element[0] - b.element[0] || a.element[1] - b.element[1]);
  const hues = edge.responses.hues;
  const sizes = [hues, 360 / HUE_ROTATION_TURN_STEP];
  const { natural } = context;
  return {
    r2: set.r2,
    r2Interval: set.r2Interval,
    r2LeaveOneOut: set.r2LeaveOneOut,
    r2HeldOut: set.r2HeldOut,
    r2HeldOutLeaveOneOut: set.r2HeldOutLeaveOneOut,
    nulls: set.nulls,
    measurements: measurements.map((measured) => ({
      ...measured,
      elementError:
        measured.elementError === null ? null : measured.elementError * HUE_ROTATION_TURN_STEP,
    })),
    name: isNamed(
      found.map(({ unit }) => unit),
      context,
    )
      ? kindName('colour edge')
      : UNNAMED,
    members,
    preferred: edge.conditions[best.condition]!,
    hues: Array.from({ length: hues }, (__, k) => k * HUE_STEP),
    turns: Array.from({ length: edge.responses.turns }, (__, k) => k * TURN_STEP),
    verification:
      natural === undefined
        ? null
        : verifyByPictures(
            natural.probe,
            natural.responses,
            natural.samplesPerPicture,
            members.map(({ unit }) => unit),
            members.map(({ element }) => [
              element[0] / HUE_STEP,
              element[1] / HUE_ROTATION_TURN_STEP,
            ]),
            sizes,
            (a, b) => torusDistance(members[a]!.element, members[b]!.element) <= HUE_STEP,
          ),
  };
}

/** Of (h, t) and (h + 180, t + 180), the same element, the one with a hue below 180. */
export function canonical(hue: number, turn: number): readonly [number, number] {
  const h = wrapDegrees(Math.round(10 * hue) / 10);
  const t = wrapDegrees(Math.round(10 * turn) / 10);
  const tidy = (value: number): number => Math.round(10 * value) / 10;
  return h < 180 ? [tidy(h), tidy(t)] : [tidy(h - 180), tidy(wrapDegrees(t + 180))];
}

/** The larger of the two axes' distances, up to the half turn of both. */
export function torusDistance(a: readonly [number, number], b: readonly [number, number]): number {
  const apart = (x: number, y: number): number => {
    const d = wrapDegrees(x - y);
    return Math.min(d, 360 - d);
  };
  const plain = Math.max(apart(a[0], b[0]), apart(a[1], b[1]));
  const twisted = Math.max(apart(a[0] + 180, b[0]), apart(a[1] + 180, b[1]));
  return Math.min(plain, twisted);
}

function torusRows(
  { responses: { conditions, hues, turns, values } }: KindTuning,
  condition: number,
  unit: number,
): number[][] {
  const start = (unit * conditions + condition) * hues * turns;
  return Array.from({ length: hues }, (_, h) =>
    Array.from(values.subarray(start + h * turns, start + (h + 1) * turns)),
  );
}

/** The condition, hue and turn where the members' aligned responses are largest. */
function bestCondition(
  edge: KindTuning,
  units: readonly number[],
  degrees: readonly (readonly [number, number])[],
): { readonly condition: number; readonly hue: number; readonly turn: number } {
  const { conditions, hues, turns } = edge.responses;
  let best = { condition: 0, hue: 0, turn: 0 };
  let height = -Infinity;
  for (let condition = 0; condition < conditions; condition++) {
    const rows = units.map((unit) => torusRows(edge, condition, unit));
    const scale = rows.map((row) => 1 / Math.max(1e-9, ...row.flat()));
    for (let h = 0; h < hues / 2; h++) {
      for (let t = 0; t < turns; t++) {
        let sum = 0;
        rows.forEach((row, i) => {
          const [hue, turn] = degrees[i]!;
          const hueStep = (Math.round(h + hue / HUE_STEP) + 2 * hues) % hues;
          const turnStep = (Math.round(t + turn / TURN_STEP) + 2 * turns) % turns;
          sum += scale[i]! * row[hueStep]![turnStep]!;
        });
        if (sum <= height + 1e-9) continue;
        height = sum;
        best = { condition, hue: h * HUE_STEP, turn: t * TURN_STEP };
      }
    }
  }
  return best;
}
