import { describe, expect, it } from 'vitest';
import {
  correlationTable,
  type CorrelationTable,
} from '../../pipeline/families/correlation-table.ts';
import { crossSpectrum, normaliseSpectrum } from '../../pipeline/families/cross-spectrum.ts';
import { groupSpectra } from '../../pipeline/families/group-spectra.ts';
import { proposeSets } from '../../pipeline/families/propose-sets.ts';
import { movedResponses, randomTemplate, type MovedUnit } from './moved-units.ts';

const SIZES = [24];
const SAMPLES = 40;
const rules = { strength: 0.35, toleranceSteps: 1, agreement: 0.5, minimumMembers: 4 };

function tableOf(units: readonly MovedUnit[]): CorrelationTable {
  const spectra = groupSpectra(movedResponses(units, SIZES, SAMPLES));
  const all = units.map((_, unit) => unit);
  return correlationTable(normaliseSpectrum(crossSpectrum(spectra, all)));
}

const family = (seed: number, elements: readonly number[]): MovedUnit[] => {
  const template = randomTemplate(seed, SIZES, SAMPLES);
  return elements.map((element) => ({ template, element: [element] }));
};
const strangers = (count: number): MovedUnit[] =>
  Array.from({ length: count }, (_, i) => family(100 + i, [0])[0]!);

describe('the proposal of sets', () => {
  it('parts families from one another and from strangers, the one with more ties first', () => {
    const few = family(1, [0, 5, 9, 20]);
    const many = family(2, [3, 8, 11, 15, 21]);
    const sets = proposeSets(tableOf([...few, ...strangers(6), ...many]), rules);
    expect(sets.map(({ members }) => members)).toEqual([
      [10, 11, 12, 13, 14],
      [0, 1, 2, 3],
    ]);
    const [first] = sets;
    const relative = first!.elements.map((e) => (e - first!.elements[0]! + 24) % 24);
    expect(relative).toEqual([0, 5, 8, 12, 18]);
  });

  it('leaves a family of too few members alone', () => {
    expect(proposeSets(tableOf([...family(1, [0, 5, 9]), ...strangers(6)]), rules)).toEqual([]);
    expect(
      proposeSets(tableOf(family(1, [0, 5, 9])), { ...rules, minimumMembers: 3 }),
    ).toHaveLength(1);
  });

  it('proposes nothing among strangers, nor of no units', () => {
    expect(proposeSets(tableOf(strangers(20)), rules)).toEqual([]);
    expect(proposeSets(tableOf([]), rules)).toEqual([]);
  });

  it('drops a unit that is strongly tied to all but fits no element', () => {
    const table = tableOf(family(1, [0, 5, 9, 13, 17, 20]));
    // Unit 5 claims to be where it is not, to every other unit elsewhere.
    const best = Uint16Array.from(table.best);
    [4, 9, 13, 19, 23].forEach((claim, i) => {
      best[i * 6 + 5] = claim;
      best[5 * 6 + i] = 24 - claim;
    });
    const [set, ...others] = proposeSets({ ...table, best }, rules);
    expect(others).toEqual([]);
    expect(set!.members).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes units that the seed is not tied to but most members are', () => {
    const table = tableOf(family(1, [0, 5, 9, 13, 17, 20]));
    const strength = Float32Array.from(table.strength);
    // Unit 0 has the strongest ties and so is the seed; the one to unit 5 is cut.
    strength[0 * 6 + 5] = strength[5 * 6 + 0] = 0.1;
    for (let j = 1; j < 5; j++) strength[j] = strength[j * 6] = 2;
    const [set] = proposeSets({ ...table, strength }, rules);
    expect(set!.members).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
