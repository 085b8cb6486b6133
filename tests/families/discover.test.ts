import { describe, expect, it } from 'vitest';
import { discover, discoveryRules } from '../../pipeline/families/discover.ts';
import { tuningPeak } from '../../pipeline/families/describe-template.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import type { Condition } from '../../pipeline/records/stimulus.ts';
import { randomTemplate, responseTable, template, type TurnedUnit } from './synthetic-units.ts';

const conditions: Condition[] = [
  { contrast: 'light line', radius: 10 },
  { contrast: 'light line', radius: null },
  { contrast: 'dark line', radius: 10 },
  { contrast: 'dark line', radius: null },
  { contrast: 'light inside', radius: 10 },
  { contrast: 'dark inside', radius: 10 },
];
const rules = { ...discoveryRules, nullSamples: 99, bootstrapSamples: 50 };
const planted = [3, 77, 141.5, 198, 262, 331];

function layer(seed: number): { units: TurnedUnit[]; members: number[] } {
  const random = new Random(seed);
  const copies = planted.map((element, i) => ({ shape: template, element, gain: 1 + i }));
  const strangers = Array.from({ length: 30 }, () => ({
    shape: randomTemplate(random),
    element: 0,
  }));
  const others: TurnedUnit[] = [
    { shape: () => 0, element: 0 },
    { shape: (c) => c, element: 0 },
    // Period 180°: eligible for another group, not for this one.
    { shape: (c, d) => 1 + (c + 1) * Math.cos((2 * d * Math.PI) / 180), element: 15 },
    // One condition only.
    { shape: (c, d) => (c === 2 ? template(0, d) : 0), element: 40 },
  ];
  const units = random.shuffle([...copies, ...strangers, ...others]);
  return { units, members: copies.map((copy) => units.indexOf(copy)) };
}

describe('discovery', () => {
  const { units, members } = layer(5);
  const found = discover(responseTable(units), conditions, 60, rules);

  it('finds the planted family and nothing else', () => {
    expect(found.families).toHaveLength(1);
    const [family] = found.families;
    expect(family!.members.map(({ unit }) => unit)).toEqual(members);
    expect(family!.r2).toBeGreaterThan(0.99);
    expect(family!.nulls.elements.pValue).toBe(0.01);
    expect(family!.nulls.units.pValue).toBe(0.01);
    expect(found.active).toBe(units.length - 2);
    expect(found.eligible).toBeLessThanOrEqual(found.active - 2);
  });

  it('gives elements without a free turn: where the preferred condition peaks', () => {
    const [family] = found.families;
    // The template's largest peak, at 0°, is in the first condition.
    expect(family!.preferred).toBe(0);
    expect(tuningPeak(family!.template[0]!)).toBeCloseTo(0, 1);
    family!.members.forEach(({ element }, i) => {
      // A second, lower bump and the parabolas between samples: half a degree.
      expect(Math.abs(angularDifference(element, planted[i]!))).toBeLessThan(0.5);
    });
  });

  it('says the same of the same responses', () => {
    expect(discover(responseTable(units), conditions, 60, rules)).toEqual(found);
  });

  it('turns its elements with the stimuli and changes nothing else', () => {
    const turned = units.map((unit) => ({ ...unit, element: unit.element + 90 }));
    const again = discover(responseTable(turned), conditions, 60, rules).families[0]!;
    const [family] = found.families;
    expect(again.r2).toBeCloseTo(family!.r2, 6);
    for (const { unit, element, gain } of family!.members) {
      const moved = again.members.find((member) => member.unit === unit)!;
      expect(Math.abs(angularDifference(moved.element, element + 90))).toBeLessThan(0.1);
      expect(moved.gain).toBeCloseTo(gain, 4);
    }
  });

  it('tells what is preferred from the activations, not from the balanced conditions', () => {
    // Every unit answers condition 5 five times louder: after the balance this is gone.
    const louder = units.map((unit) => ({
      ...unit,
      shape: (c: number, d: number) => (c === 5 ? 5 : 1) * unit.shape(c, d),
    }));
    const [family] = discover(responseTable(louder), conditions, 60, rules).families;
    expect(family!.preferred).toBe(5);
    expect(family!.r2).toBeCloseTo(found.families[0]!.r2, 6);
    // There the template peaks at 40°, drawn towards its second bump at 50°.
    for (const { unit, element } of family!.members) {
      const turn = angularDifference(element, planted[members.indexOf(unit)]!);
      expect(turn).toBeGreaterThan(39);
      expect(turn).toBeLessThan(50);
    }
  });

  it('admits units that turn, in several conditions, and repeat after a full turn only', () => {
    const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
    const admitted = (shape: TurnedUnit['shape']): number =>
      discover(responseTable([{ shape, element: 0 }]), conditions, 60, rules).eligible;
    expect(admitted(template)).toBe(1);
    expect(admitted((c, d) => template(c, d) + 20 * c)).toBe(0); // too little of it turns
    expect(admitted((_, d) => cosine(2 * d))).toBe(0);
    expect(admitted((_, d) => cosine(3 * d))).toBe(0);
  });

  it('finds nothing among unrelated units, nor in an empty layer', () => {
    const strangers = units.filter((_, i) => !members.includes(i));
    expect(discover(responseTable(strangers), conditions, 60, rules).families).toEqual([]);
    expect(discover(responseTable([]), conditions, 60, rules)).toEqual({
      active: 0,
      eligible: 0,
      candidates: 0,
      families: [],
    });
  });
});
