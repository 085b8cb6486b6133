import { UserError } from '../records/user-error.ts';
import type { WeightedUnit } from '../visualize/joint-drawing.ts';

const unitWithWeight = /^(\d{1,5})(?::(-?\d{1,6}(?:\.\d{1,6})?))?$/;

/**
 * Units as a command line lists them: `379,385`, or with what each counts along a direction,
 * `379:1,385:-0.5`; 1 unless said.
 *
 * @param weighted whether what is drawn is a direction; else weights would say nothing
 * @throws UserError for anything else.
 */
export function weightedUnits(list: string, weighted: boolean): WeightedUnit[] {
  return list.split(',').map((entry) => {
    const found = unitWithWeight.exec(entry);
    const weight = found?.[2];
    if (found && (weighted || weight === undefined)) {
      return { unit: Number(found[1]), weight: Number(weight ?? 1) };
    }
    throw new UserError({
      expected: weighted
        ? 'units like 379,385, with weights like 379:1,385:-0.5'
        : 'units like 379,385, without weights, which only --kind direction has',
      found: `"${list}"`,
      remedy: 'list them so',
    });
  });
}
