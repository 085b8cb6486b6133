import type { Circuit, CircuitEnd } from '../../pipeline/records/index.ts';
import type { CircuitKernels } from './circuit-kernels.ts';
import { spreadMembers } from './choose-members.ts';

/**
 * At most `most` units of an end: single units as they come, the strongest first; of a family members
 * that lie evenly around the circle.
 */
export function chosenUnits({ elements, period, units }: CircuitEnd, most: number): number[] {
  if (elements === null) return units.map((_, i) => i).slice(0, most);
  return spreadMembers(elements, most, period ?? 360);
}

/** The unit of an end with the largest squares of weights to or from all of the other end. */
export function strongestUnit(
  { from, to }: Pick<Circuit, 'from' | 'to'>,
  kernels: CircuitKernels,
  end: 'from' | 'to',
): number {
  const power = (target: number, source: number) => {
    const kernel = kernels.kernel(target, source);
    let sum = 0;
    for (let i = 0; i < kernel.length; i += 1) sum += kernel[i]! ** 2;
    return sum;
  };
  const powers = (end === 'from' ? from : to).units.map((_, i) =>
    (end === 'from' ? to : from).units.reduce(
      (sum, _unit, j) => sum + (end === 'from' ? power(j, i) : power(i, j)),
      0,
    ),
  );
  return powers.indexOf(Math.max(...powers));
}
