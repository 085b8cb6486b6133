import { describe, expect, it } from 'vitest';
import { designedValues, type NetworkDesign } from '../../pipeline/designed/network-design.ts';
import { turnsAndMirrors, turnsOfThePlane } from '../../pipeline/designed/planar-group.ts';
import {
  halfEquivariant,
  layoutUnits,
  movedUnits,
  type UnitLayout,
} from '../../pipeline/designed/unit-layout.ts';
import { brokenActionLaws } from '../support/laws.ts';
import { smallInception } from './small-designs.ts';

const layout: UnitLayout = [
  { kind: 'invariant', units: 2 },
  { kind: 'regular', fields: 2 },
];

describe('a layout of units', () => {
  it('counts a field once for every element', () => {
    expect(layoutUnits(layout, 4)).toBe(10);
    expect(layoutUnits(halfEquivariant(2, 16), 16)).toBe(64);
  });

  it('says where units go: invariant ones stay, a field follows the group', () => {
    expect(movedUnits(layout, turnsOfThePlane(4), 1)).toEqual([0, 1, 3, 4, 5, 2, 7, 8, 9, 6]);
  });

  it('is acted on by the group', () => {
    const group = turnsAndMirrors(4);
    const laws = brokenActionLaws<number, number>({
      group,
      elements: group.elements(),
      points: Array.from({ length: layoutUnits(layout, 8) }, (_, unit) => unit),
      act: (element, unit) => movedUnits(layout, group, element)[unit]!,
      distance: (a, b) => Math.abs(a - b),
      tolerance: 0,
    });
    expect(laws).toEqual([]);
  });

  it('says nothing of free units', () => {
    expect(() => movedUnits([{ kind: 'free', units: 3 }], turnsOfThePlane(4), 1)).toThrow('free');
  });
});

describe('a design', () => {
  const design = smallInception({ turns: 4, mirrors: false }, halfEquivariant(1, 4));

  it('gives every value a size and a layout', () => {
    const values = designedValues(design);
    expect(values.get('pool1')).toMatchObject({ height: 4, width: 4 });
    expect(values.get('3a/output')!.units.map(({ kind }) => kind)).toEqual([
      'regular',
      'invariant',
      'regular',
      'invariant',
    ]);
    expect(values.get('classifier')).toEqual({
      height: 1,
      width: 1,
      units: [{ kind: 'free', units: 10 }],
    });
  });

  it('is refused where a layer reads what is not before it, or joins maps of several sizes', () => {
    const changed = (layers: NetworkDesign['layers']): NetworkDesign => ({ ...design, layers });
    expect(() => designedValues(changed(design.layers.slice(1)))).toThrow(
      'layer pool1 reads "conv1", which is not before it',
    );
    const join = { kind: 'concatenation', name: 'both', inputs: ['conv1', 'pool1'] } as const;
    expect(() => designedValues(changed([...design.layers, join]))).toThrow(
      'maps of several sizes',
    );
  });
});
