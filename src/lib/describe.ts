import type { Circuit, Family, FamilyMember, Layer, Motif } from '../../pipeline/records/index.ts';
import { kernelPeak, kernelSum } from './weight-map.ts';
import { count, decimal, degrees, pText, signed } from './numbers.ts';

/** Words made from records: names, captions, alternative texts. */

/** `3b:206`. */
export const unitName = (layer: Layer, unit: number) => `${layer.alias}:${String(unit)}`;

/** `3b:206 · 5°`. */
export const memberLabel = (layer: Layer, member: Pick<FamilyMember, 'unit' | 'element'>) =>
  `${unitName(layer, member.unit)} · ${degrees(member.element)}`;

/** `Curves of 3b`: the name of a family as a title. */
export const familyTitle = (family: Family, layer: Layer) => {
  const name = family.name === 'oriented' ? 'oriented units' : family.name;
  return `${capital(name)} of ${layer.alias}`;
};

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A clause as a sentence: capital and full stop, unless it has them. */
export const sentence = (clause: string) =>
  /[.!?]$/.test(clause) ? capital(clause) : `${capital(clause)}.`;

/** `C_12` in words from records, with the order as a true subscript. */
export const withSubscripts = (text: string) =>
  text.replace(
    /C_(\d+)/g,
    (_, n: string) => `C${[...n].map((d) => String.fromCodePoint(0x2080 + Number(d))).join('')}`,
  );

/** What a feature picture shows, for those who do not see it. */
export const pictureAlt = (layer: Layer, unit: number, family?: Family) => {
  const member = family?.members.find((m) => m.unit === unit);
  const detail =
    family === undefined || member === undefined
      ? ''
      : `, member of the family “${family.name}” at ${degrees(member.element)}`;
  return `Feature picture of unit ${unitName(layer, unit)}${detail}`;
};

/** One line on how good a family is. */
export const familySummary = (family: Family) =>
  `${count(family.members.length, 'unit')}, R² ${decimal(family.r2)}, p ${pText(family.pValue)}`;

/** `3a:14 at 32° → 3b:206 at 35°: sum +0.21, strongest +0.08`. */
export function weightText(
  circuit: Circuit,
  layers: readonly [from: Layer, to: Layer],
  target: number,
  source: number,
): string {
  const kernel = circuit.kernels.values[target]![source]!;
  const end = (side: 'from' | 'to', layer: Layer, index: number) =>
    `${unitName(layer, circuit[side].units[index]!)} at ${degrees(circuit[side].elements[index]!)}`;
  return `${end('from', layers[0], source)} → ${end('to', layers[1], target)}: sum ${signed(kernelSum(kernel), 3)}, strongest ${signed(kernelPeak(kernel), 3)}`;
}

/** A motif with room to break: `equivariant → equivariant`. */
export const motifName = (motif: Motif) => motif.replace('→', ' → ');

/** A circuit's finding as a sentence of its own. */
export const findingText = (circuit: Circuit) =>
  sentence(circuit.finding.replaceAll(/(?<! )→(?! )/g, ' → '));

/** `Curves of 3a → curves of 3b`. */
export const circuitTitle = (from: readonly [Family, Layer], to: readonly [Family, Layer]) => {
  const target = familyTitle(...to);
  return `${familyTitle(...from)} → ${target.charAt(0).toLowerCase()}${target.slice(1)}`;
};
