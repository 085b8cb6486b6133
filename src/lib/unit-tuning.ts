import type { Family, KindTuning, StimulusKind, Unit } from '../../pipeline/records/index.ts';
import { memberAt } from './family-members.ts';

/** A kind's tuning as it is drawn: its bar on the scale of all kinds, its curves on their own. */
export interface DrawnTuning extends KindTuning {
  /** Strongest response as a share of the unit's strongest to any kind, in [0, 1]. */
  readonly share: number;
  /** Degrees of the turn and of the hue that drive the unit most; undefined where there is no axis. */
  readonly bestTurn: number | undefined;
  readonly bestHue: number | undefined;
}

/** Tuning to every kind, the strongest first; the order of the record decides between equals. */
export function drawnTuning({ tuning }: Pick<Unit, 'tuning'>): DrawnTuning[] {
  const largest = Math.max(0, ...tuning.map(({ strongest }) => strongest));
  return [...tuning]
    .sort((a, b) => b.strongest - a.strongest)
    .map((kind) => ({
      ...kind,
      share: largest > 0 ? Math.max(0, kind.strongest) / largest : 0,
      bestTurn: bestAngle(kind.turns),
      bestHue: bestAngle(kind.hues),
    }));
}

/** Where a cycle of responses is largest, degrees. */
function bestAngle(cycle: readonly number[]): number | undefined {
  if (cycle.length === 0) return undefined;
  return (cycle.indexOf(Math.max(...cycle)) * 360) / cycle.length;
}

/** The evenly spaced angles, degrees, of a cycle of so many responses. */
export const cycleAngles = (length: number): number[] =>
  Array.from({ length }, (_, i) => (i * 360) / length);

/** Where a unit's families say that it prefers a kind of stimulus to be, degrees. */
export interface ElementMark {
  readonly turn?: number;
  readonly hue?: number;
}

/** Elements of a unit in its families, by the kind of stimulus that they are about. */
export function elementMarks(
  families: readonly Family[],
  place: Pick<Unit, 'layer' | 'unit'>,
): ReadonlyMap<StimulusKind, ElementMark> {
  const marks = new Map<StimulusKind, ElementMark>();
  for (const family of families) {
    if (!('preferred' in family)) continue;
    const element = memberAt(family, place)?.element;
    if (element === undefined || element === null) continue;
    const mark: ElementMark =
      typeof element !== 'number'
        ? { hue: element[0], turn: element[1] }
        : family.group === 'hue'
          ? { hue: element }
          : { turn: element };
    marks.set(family.preferred.kind, { ...mark, ...marks.get(family.preferred.kind) });
  }
  return marks;
}
