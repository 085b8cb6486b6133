import { describe, expect, it } from 'vitest';
import type { Family, GroupName } from '../../pipeline/records/index.ts';
import { titleOfFamily } from '../../src/lib/citables.ts';
import { parseCsv } from '../../src/lib/csv.ts';
import { memberLabel, pictureAlt } from '../../src/lib/describe.ts';
import { familyCsv } from '../../src/lib/downloads.ts';
import { elementColumns, elementError, elementPhrase } from '../../src/lib/element-words.ts';
import { layersOf, memberAt, placesOf } from '../../src/lib/family-members.ts';
import { byGroup, inOrbitOrder } from '../../src/lib/family-order.ts';
import { groupProperties, sharedProperties } from '../../src/lib/family-properties.ts';
import { groupStatement, periodNote } from '../../src/lib/group-statement.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { orbitOfUnit } from '../../src/lib/unit-orbit.ts';
import { memberClaim, orbitClaim } from '../../src/lib/verdict-words.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';

const GROUPS: readonly GroupName[] = [
  'rotation',
  'reflection',
  'hue',
  'hue-rotation',
  'scale',
  'correspondence',
];
const records = fixtureRecords(
  GROUPS.map((group, i) => ({
    tag: `AA0${String(i)}`,
    layer: 'inception_3a/output',
    name: group === 'scale' ? 'circles' : 'curves',
    members: group === 'reflection' || group === 'correspondence' ? 2 : 5,
    verdict: group === 'correspondence' ? 'correspondence' : 'partial',
    group,
    period: group === 'rotation' ? 180 : 360,
  })),
  [],
);
const atlas = indexModel(asModelRecords(records));
const of = <G extends GroupName>(group: G) =>
  atlas.families.find((f): f is Extract<Family, { group: G }> => f.group === group)!;

describe('families of every group', () => {
  it('are listed with the layers they have members in', () => {
    const scale = of('scale');
    expect(layersOf(scale)).toEqual([
      'inception_3a/output',
      'inception_3b/output',
      'inception_4a/output',
    ]);
    expect(titleOfFamily(atlas, scale)).toBe('Circles of 3a to 4a');
    expect(titleOfFamily(atlas, of('hue'))).toBe('Curves of 3a');
    for (const layer of scale.layer) expect(atlas.familiesOf(layer)).toContain(scale);
    expect(atlas.familiesOf('conv2/norm2')).toEqual([]);
  });

  it('stand in one order, rotation first and correspondence last', () => {
    expect(atlas.families.map(({ group }) => group)).toEqual(GROUPS);
    expect(byGroup([...atlas.families].reverse()).map(([group]) => group)).toEqual(GROUPS);
    expect(byGroup([of('hue')])).toEqual([['hue', [of('hue')]]]);
  });

  it('find a member by its layer and unit together', () => {
    const scale = of('scale');
    const [first] = placesOf(scale);
    expect(memberAt(scale, first!)).toBe(scale.members[0]);
    expect(memberAt(scale, { layer: 'inception_4a/output', unit: first!.unit })).toBeUndefined();
  });

  it('keep rows and columns of the confusion with their members when these are sorted', () => {
    const hue = of('hue');
    const { confusion } = hue.verification!;
    const reversed: Family = {
      ...hue,
      members: [...hue.members].reverse(),
      verification: {
        ...hue.verification!,
        confusion: [...confusion].reverse().map((row) => [...row].reverse()),
      },
    };
    expect(inOrbitOrder(reversed)).toEqual(hue);
  });

  it('lead from a unit to the next of its own layer only', () => {
    const [first, second] = placesOf(of('scale'));
    const unit = atlas.passport(first!.layer, first!.unit)!;
    expect(orbitOfUnit(atlas, unit)).toMatchObject({ previous: second!.unit, next: second!.unit });
  });
});

describe('words for elements', () => {
  const layer = atlas.layer('inception_3a/output');

  it('say angle, hue, both, size, side or nothing', () => {
    expect(elementPhrase({ group: 'rotation' }, { element: 35 })).toBe(' at 35°');
    expect(elementPhrase({ group: 'hue' }, { element: 35 })).toBe(' at hue 35°');
    expect(elementPhrase({ group: 'hue-rotation' }, { element: [30, 120] })).toBe(
      ' at hue 30°, turn 120°',
    );
    expect(elementPhrase({ group: 'scale' }, { element: 1.414 })).toBe(
      ', 1.41× the size of the smallest',
    );
    expect(elementPhrase({ group: 'reflection' }, { element: 1 })).toContain('mirror pair');
    expect(elementPhrase({ group: 'correspondence' }, { element: null })).toBe('');
  });

  it('label members, and those without an element by name alone', () => {
    const [member] = of('correspondence').members;
    expect(memberLabel(of('correspondence'), layer, member!)).toBe(`3a:${String(member!.unit)}`);
    const [small] = of('scale').members;
    expect(memberLabel(of('scale'), layer, small!)).toBe(`3a:${String(small!.unit)} · 1.00×`);
  });

  it('give errors in the unit of the group', () => {
    expect(elementError({ group: 'hue' }, 4.24)).toBe('4.2°');
    expect(elementError({ group: 'scale' }, 0.084)).toBe('0.08×');
    expect(elementError({ group: 'reflection' }, null)).toBe('–');
  });

  it('fill one row of every table a member', () => {
    for (const family of atlas.families) {
      const { names, cells } = elementColumns(family);
      expect(cells).toHaveLength(family.members.length);
      for (const row of cells) expect(row).toHaveLength(names.length);
    }
  });

  it('name what a picture shows', () => {
    const { unit } = of('hue').members[0]!;
    expect(pictureAlt(layer, unit, of('hue'))).toMatch(
      /^Feature picture of unit 3a:\d+, member of the family “curves” at hue \d+°$/,
    );
  });
});

describe('what a family page says', () => {
  it('claims no group for a correspondence', () => {
    const family = of('correspondence');
    expect(orbitClaim(family)[0]).toContain('No group is claimed');
    expect(memberClaim(family)).toContain('no transformation measured here');
  });

  it('calls every scale family partial for its ends', () => {
    expect(memberClaim(of('scale'))).toContain('a ladder has ends');
  });

  it('explains a period, and only a period shorter than a full turn', () => {
    expect(periodNote(of('rotation'))).toContain('modulo 180°');
    expect(periodNote(of('hue'))).toBe('');
  });

  it('has a statement and properties of its own for every group', () => {
    const formulas = GROUPS.map((group) => groupStatement({ group }).formula);
    expect(new Set(formulas).size).toBe(GROUPS.length);
    for (const family of atlas.families) {
      const terms = [...sharedProperties(family), ...groupProperties(family)].map((p) => p.term);
      expect(new Set(terms).size).toBe(terms.length);
      expect(terms).toContain('held out');
    }
    const terms = sharedProperties({ ...of('rotation'), verification: null }).map(
      ({ term }) => term,
    );
    expect(terms).not.toContain('hit rate');
  });

  it('is downloaded whole: every response has a named column', () => {
    const torus = of('hue-rotation');
    const [row] = parseCsv(familyCsv(torus));
    expect(Number(row!['response_30_345'])).toBe(torus.members[0]!.tuning[1]![23]);
    expect(parseCsv(familyCsv(of('reflection')))).toHaveLength(200);
    const rung = parseCsv(familyCsv(of('scale')))[2]!;
    expect(rung['layer']).toBe('inception_3b/output');
    expect(Number(rung['response_1'])).toBe(of('scale').members[2]!.tuning[0]);
    expect(parseCsv(familyCsv(of('correspondence')))).toHaveLength(2);
  });
});
