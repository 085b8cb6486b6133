import type { Circuit, Family } from '../../pipeline/records/index.ts';
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

/** One row a weight: both units with their elements (degrees), offset in kernel positions, weight. */
export function circuitCsv(circuit: Circuit): string {
  const [height, width] = circuit.kernels.size;
  const rows = circuit.kernels.values.flatMap((row, b) =>
    row.flatMap((kernel, a) =>
      kernel.map((weight, i) => [
        circuit.from.units[a]!,
        circuit.from.elements[a]!,
        circuit.to.units[b]!,
        circuit.to.elements[b]!,
        Math.floor(i / width) - (height - 1) / 2,
        (i % width) - (width - 1) / 2,
        weight,
      ]),
    ),
  );
  return toCsv([
    ['from_unit', 'from_element', 'to_unit', 'to_element', 'offset_y', 'offset_x', 'weight'],
    ...rows,
  ]);
}
