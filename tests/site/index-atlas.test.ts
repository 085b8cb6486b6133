import { describe, expect, it } from 'vitest';
import { bestFamily, isCircular } from '../../src/lib/best-family.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { orbitOfUnit } from '../../src/lib/unit-orbit.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';

const records = fixtureRecords(
  [
    {
      tag: 'AA03',
      layer: 'inception_3b/output',
      name: 'edges',
      members: 9,
      verdict: 'group action',
    },
    {
      tag: 'AA02',
      layer: 'inception_3b/output',
      name: 'curves',
      members: 4,
      verdict: 'not supported',
    },
    { tag: 'AA01', layer: 'inception_3b/output', name: 'curves', members: 6, verdict: 'partial' },
    { tag: 'AA00', layer: 'conv2/norm2', name: 'curves', members: 3, verdict: 'partial' },
  ],
  [['CC00', 'AA00', 'AA01']],
);
const atlas = indexModel(asModelRecords(records));

describe('the index of a model', () => {
  it('orders families by depth of the layer, then verdict', () => {
    expect(atlas.families.map(({ tag }) => tag)).toEqual(['AA00', 'AA03', 'AA01', 'AA02']);
  });

  it('orders members by element, whatever the order of the record', () => {
    const shuffled = records.families
      .filter(isCircular)
      .map((f) => ({ ...f, members: [...f.members].reverse() }));
    const index = indexModel({ ...asModelRecords(records), families: shuffled });
    for (const { members } of index.families.filter(isCircular)) {
      const elements = members.map((m) => m.element);
      expect(elements).toEqual([...elements].sort((a, b) => a - b));
    }
  });

  it('finds circuits from either end, and passports only of units in families', () => {
    expect(atlas.circuitsOf('AA00').map(({ tag }) => tag)).toEqual(['CC00']);
    expect(atlas.circuitsOf('AA01').map(({ tag }) => tag)).toEqual(['CC00']);
    expect(atlas.circuitsOf('AA03')).toEqual([]);
    const [circuit] = records.circuits;
    const ends = [circuit!.from, circuit!.to];
    for (const { layer, units } of ends) {
      expect(atlas.circuitsOfUnit(layer, units[0]!).map(({ tag }) => tag)).toEqual(['CC00']);
    }
    expect(atlas.circuitsOfUnit('inception_4a/output', 0)).toEqual([]);
    const { unit } = atlas.families[0]!.members[0]!;
    expect(atlas.passport('conv2/norm2', unit)?.unit).toBe(unit);
    expect(atlas.passport('inception_4a/output', 0)).toBeUndefined();
  });

  it('matches layer names exactly', () => {
    expect(atlas.layer('conv2/norm2').alias).toBe('conv2');
    expect(() => atlas.layer('conv2')).toThrow(/expected a layer of googlenet, found conv2/);
  });

  it('goes around the orbit from a unit to its neighbours', () => {
    const { members } = atlas.family('AA00')!;
    const last = atlas.passport('conv2/norm2', members[2]!.unit)!;
    expect(orbitOfUnit(atlas, last)).toMatchObject({
      previous: members[1]!.unit,
      next: members[0]!.unit,
    });
  });

  it('shows a supported curve family first, and nothing where there is none', () => {
    expect(bestFamily([atlas])?.family.tag).toBe('AA01');
    expect(bestFamily([])).toBeUndefined();
  });

  it('shows a family of the first model, however well those of later ones fit', () => {
    const exact = records.families.filter(isCircular).map((f) => ({ ...f, r2: 1 }));
    const designed = indexModel({ ...asModelRecords(records), families: exact });
    const silent = indexModel({ ...asModelRecords(records), families: [] });
    expect(bestFamily([silent, atlas, designed])?.atlas).toBe(atlas);
  });
});
