import type { Circuit, Family } from '../../pipeline/records/index.ts';
import { toCsv } from './csv.ts';

/** A record as it is downloaded: the same object as in its list, on its own. */
export const recordJson = (record: Family | Circuit) => `${JSON.stringify(record, null, 2)}\n`;

/** One row a member: unit, element (degrees), gain, R², then the response at every angle (degrees). */
export const familyCsv = (family: Family) =>
  toCsv([
    [
      'unit',
      'element_degrees',
      'gain',
      'r2',
      ...family.angles.map((angle) => `response_${String(angle)}`),
    ],
    ...family.members.map((m) => [m.unit, m.element, m.gain, m.r2, ...m.tuning]),
  ]);

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
