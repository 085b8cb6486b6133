import type { Circuit, CircuitEnd, Family } from '../../pipeline/records/index.ts';
import type { CircuitKernels } from './circuit-kernels.ts';
import { toCsv } from './csv.ts';

/** A record as it is downloaded: the same object as in its list, on its own. */
export const recordJson = (record: Family | Circuit) => `${JSON.stringify(record, null, 2)}\n`;

const named = (name: string, values: readonly number[]) =>
  values.map((value) => `${name}_${String(value)}`);

/**
 * One row a member: unit, element, gain and R², then whatever was measured of each: responses at every
 * angle, hue and turn or magnification; for a mirror pair one row a patch instead.
 */
export function familyCsv(family: Family): string {
  switch (family.group) {
    case 'rotation':
    case 'hue':
      return toCsv([
        ['unit', 'element_degrees', 'gain', 'r2', ...named('response', family.angles)],
        ...family.members.map((m) => [m.unit, m.element, m.gain, m.r2, ...m.tuning]),
      ]);
    case 'reflection': {
      const { first, same, flipped } = family.transfer;
      const [a, b] = family.members;
      return toCsv([
        [
          'patch',
          `unit_${String(a!.unit)}`,
          `unit_${String(b!.unit)}_same`,
          `unit_${String(b!.unit)}_mirrored`,
        ],
        ...first.map((response, i) => [i, response, same[i]!, flipped[i]!]),
      ]);
    }
    case 'hue-rotation':
      return toCsv([
        [
          ...['unit', 'element_hue', 'element_turn', 'gain', 'r2'],
          ...['self_180_180', 'self_180_0', 'self_0_180'],
          ...family.hues.flatMap((hue) => named(`response_${String(hue)}`, family.turns)),
        ],
        ...family.members.map((m) => [
          ...[m.unit, ...m.element, m.gain, m.r2, ...m.coupling],
          ...m.tuning.flat(),
        ]),
      ]);
    case 'scale':
      return toCsv([
        [
          'layer',
          'unit',
          'element_factor',
          'gain',
          'r2',
          ...named('response', family.magnifications),
        ],
        ...family.members.map((m) => [m.layer, m.unit, m.element, m.gain, m.r2, ...m.tuning]),
      ]);
    case 'correspondence':
      return toCsv([['unit', 'gain', 'r2'], ...family.members.map((m) => [m.unit, m.gain, m.r2])]);
  }
}

/**
 * One row a weight: both units with their elements (degrees, 0 and 1 for a pair, empty for single units),
 * offset in kernel positions, weight.
 */
export function circuitCsv(circuit: Circuit, kernels: CircuitKernels): string {
  const { from, to } = circuit;
  const [height, width] = kernels.size;
  const lines = ['to_unit,to_element,from_unit,from_element,y,x,weight\n'];
  const of = ({ units, elements }: CircuitEnd, i: number) =>
    `${String(units[i]!)},${String(elements?.[i] ?? '')}`;
  to.units.forEach((_to, b) => {
    from.units.forEach((_from, a) => {
      const pair = `${of(to, b)},${of(from, a)}`;
      const kernel = kernels.kernel(b, a);
      for (let i = 0; i < kernel.length; i += 1) {
        const y = Math.floor(i / width) - (height - 1) / 2;
        const x = (i % width) - (width - 1) / 2;
        // Four digits are more than the eight bits of the file hold.
        lines.push(
          `${pair},${String(y)},${String(x)},${String(Number(kernel[i]!.toPrecision(4)))}\n`,
        );
      }
    });
  });
  return lines.join('');
}
