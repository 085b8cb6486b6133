import { describe, expect, it } from 'vitest';
import { angularModulations } from '../../pipeline/families/angular-modulation.ts';
import { balanceConditions } from '../../pipeline/families/balance-conditions.ts';
import { pairTable } from '../../pipeline/families/pair-correlation.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { ANGLES, CONDITIONS, randomTemplate, responseTable, template } from './synthetic-units.ts';

const random = new Random(7);
/** Condition 0 drives every unit twenty times harder than it would, and alike but for the angle. */
const glaring = Array.from({ length: 12 }, () => {
  const own = randomTemplate(random);
  return {
    shape: (c: number, d: number) => (c === 0 ? 20 * Math.cos((d * Math.PI) / 180) : own(c, d)),
    element: 360 * random.uniform(),
  };
});

describe('balancing the conditions', () => {
  it('gives every condition the same power, averaged over units', () => {
    const { table, factors } = balanceConditions(responseTable(glaring));
    const raw = angularModulations(responseTable(glaring));
    const powers = new Array<number>(CONDITIONS).fill(0);
    for (const { modulation } of raw) {
      modulation.forEach((value, i) => {
        const c = Math.floor(i / ANGLES);
        powers[c] = powers[c]! + (value * factors[c]!) ** 2;
      });
    }
    for (const power of powers.slice(1)) expect(power).toBeCloseTo(12 / CONDITIONS, 9);
    expect(table.values[0]).toBeCloseTo(responseTable(glaring).values[0]! * factors[0]!, 5);
  });

  it('keeps one loud condition from making all units alike', () => {
    const strengths = (balanced: boolean): number => {
      const table = responseTable(glaring);
      const units = angularModulations(balanced ? balanceConditions(table).table : table);
      return pairTable(units, ANGLES).strength.reduce((s, x) => s + x - 1 / 12, 0) / (12 * 11);
    };
    expect(strengths(false)).toBeGreaterThan(0.9);
    expect(strengths(true)).toBeLessThan(0.7);
  });

  it('leaves turned copies turned copies', () => {
    const copies = [10, 111, 243].map((element) => ({ shape: template, element, gain: 2 }));
    const { table } = balanceConditions(responseTable([...glaring, ...copies]));
    const { strength } = pairTable(angularModulations(table).slice(12), ANGLES);
    for (const value of strength) expect(value).toBeGreaterThan(0.999);
  });

  it('leaves a condition that drives no unit at zero', () => {
    const dark = glaring.map(({ shape, element }) => ({
      shape: (c: number, d: number) => (c === 3 ? 0 : shape(c, d)),
      element,
    }));
    const { table, factors } = balanceConditions(responseTable(dark));
    expect(factors.every(Number.isFinite)).toBe(true);
    expect(table.values.every(Number.isFinite)).toBe(true);
    expect(balanceConditions(responseTable([])).factors).toHaveLength(CONDITIONS);
  });
});
