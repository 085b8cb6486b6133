import type {
  Circuit,
  Family,
  FamilyMember,
  Layer,
  Motif,
  Picture,
} from '../../pipeline/records/index.ts';
import { elementLabel, elementPhrase } from './element-words.ts';
import { memberAt } from './family-members.ts';
import { count, decimal, pText } from './numbers.ts';

/** Words made from records: names, captions, alternative texts. */

/** `3b:206`. */
export const unitName = (layer: Pick<Layer, 'alias'>, unit: number) =>
  `${layer.alias}:${String(unit)}`;

/** `3b:206 · 5°`; the name alone where there is no element. */
export const memberLabel = (family: Family, layer: Layer, member: FamilyMember) =>
  [unitName(layer, member.unit), elementLabel(family, member)].filter(Boolean).join(' · ');

/** `Curves of 3b`, `Circles of 4a to 4c`: the name of a family as a title. */
export const familyTitle = (family: Family, ...layers: readonly [Layer, ...Layer[]]) => {
  const name = family.name === 'oriented' ? 'oriented units' : family.name;
  const last = layers.length > 1 ? ` to ${layers.at(-1)!.alias}` : '';
  return `${capital(name)} of ${layers[0].alias}${last}`;
};

/** Without the capital in front. */
export const lowerCase = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

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

const pictureKinds: Readonly<Record<Picture['kind'], string>> = {
  unit: 'Feature picture of',
  negative: 'What most inhibits',
  channel: 'Texture that drives',
  'dead leaves': 'Dead-leaves patch that drives',
};

/** What a picture of a unit shows, for those who do not see it. */
export const pictureAlt = (layer: Layer, unit: number, family?: Family, picture?: Picture) => {
  const member = family && memberAt(family, { layer: layer.name, unit });
  const detail =
    family === undefined || member === undefined
      ? ''
      : `, member of the family “${family.name}”${elementPhrase(family, member)}`;
  const kind = pictureKinds[picture?.kind ?? 'unit'];
  return `${kind} unit ${unitName(layer, unit)}${detail}`;
};

/** One line on how good a family is. */
export const familySummary = (family: Family) =>
  `${count(family.members.length, 'unit')}, R² ${decimal(family.r2)}, p ${pText(family.pValue)}`;

/** A motif with room to break: `equivariant → equivariant`. */
export const motifName = (motif: Motif) => motif.replace('→', ' → ');

/** A circuit's finding as a sentence of its own. */
export const findingText = (circuit: Circuit) =>
  sentence(circuit.finding.replaceAll(/(?<! )→(?! )/g, ' → '));
