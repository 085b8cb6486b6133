import type { StimulusKind } from '../../records/stimulus.ts';
import type { Unit } from '../../records/unit.ts';

/**
 * What kind of stimulus single units prefer: of every kind the strongest response over the unit's
 * strongest to any, squared and divided by its mean over the units of the layer that have a passport;
 * the rule by which families without an axis of their own are named. undefined for a unit without a
 * passport or that no stimulus drives.
 */
export function preferredKinds(
  units: readonly Unit[],
): (layer: string, unit: number) => StimulusKind | undefined {
  const baselines = new Map<string, ReadonlyMap<StimulusKind, number>>();
  const baselineOf = (layer: string): ReadonlyMap<StimulusKind, number> => {
    const known = baselines.get(layer);
    if (known !== undefined) return known;
    const driven = units.filter((unit) => unit.layer === layer && strongestOf(unit) > 0);
    const sums = new Map<StimulusKind, number>();
    for (const unit of driven) {
      for (const { kind, strongest } of unit.tuning) {
        sums.set(kind, (sums.get(kind) ?? 0) + strongest / strongestOf(unit) / driven.length);
      }
    }
    baselines.set(layer, sums);
    return sums;
  };
  return (layer, number) => {
    const unit = units.find((candidate) => candidate.layer === layer && candidate.unit === number);
    if (unit === undefined || strongestOf(unit) <= 0) return undefined;
    const baseline = baselineOf(layer);
    const score = ({ kind, strongest }: Unit['tuning'][number]): number => {
      const usual = baseline.get(kind) ?? 0;
      return usual > 0 ? (strongest / strongestOf(unit)) ** 2 / usual : 0;
    };
    return unit.tuning.toSorted((a, b) => score(b) - score(a))[0]?.kind;
  };
}

function strongestOf({ tuning }: Unit): number {
  return Math.max(0, ...tuning.map(({ strongest }) => strongest));
}
