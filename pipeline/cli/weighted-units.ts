import { UserError } from '../records/user-error.ts';
import type { WeightedUnit } from '../visualize/joint-drawing.ts';

const unitWithWeight = /^(\d{1,5})(?::(-?\d{1,6}(?:\.\d{1,6})?))?$/;

/**
 * Units as a command line lists them: `379,385`, or with what each counts along a direction,
 * `379:1,385:-0.5`; 1 unless said.
 *
 * @throws UserError for anything else.
 */
export function weightedUnits(list: string): WeightedUnit[] {
  return list.split(',').map((entry) => {
    const found = unitWithWeight.exec(entry);
    if (found) return { unit: Number(found[1]), weight: Number(found[2] ?? 1) };
    throw new UserError({
      expected: 'units like 379,385, with weights like 379:1,385:-0.5',
      found: `"${list}"`,
      remedy: 'list them so',
    });
  });
}
