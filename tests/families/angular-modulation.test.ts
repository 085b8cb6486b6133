import { describe, expect, it } from 'vitest';
import { angularModulations } from '../../pipeline/families/angular-modulation.ts';
import { turnHarmonics } from '../../pipeline/families/gram.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import {
  ANGLES,
  CONDITIONS,
  modulationsOf,
  randomTemplate,
  responseTable,
  template,
} from './synthetic-units.ts';

const power = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0);

describe('the angular modulation of a unit', () => {
  const random = new Random(1);
  const units = Array.from({ length: 5 }, () => ({
    shape: randomTemplate(random),
    element: 0,
  }));

  it('has no mean in any condition, unit norm, and the same norm in its harmonics', () => {
    for (const { modulation, real, imaginary } of modulationsOf(units)) {
      expect(power(modulation)).toBeCloseTo(1, 12);
      expect(power(real) + power(imaginary)).toBeCloseTo(1, 12);
      for (let c = 0; c < CONDITIONS; c++) {
        const row = modulation.subarray(c * ANGLES, (c + 1) * ANGLES);
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
      }
    }
  });

  it('forgets gain and offset, and is the share of the variance that turns', () => {
    const [plain] = modulationsOf([{ shape: template, element: 0 }]);
    const [loud] = modulationsOf([{ shape: (c, d) => 7 + 3 * template(c, d), element: 0 }]);
    // Responses are float32.
    expectClose(loud!.modulation, plain!.modulation, { absolute: 1e-6 });
    expect(loud!.share).toBeCloseTo(plain!.share, 5);
    // Condition c answers ±1 over angles about a mean of c: variance 1 turns, that of 0 … 5 does not.
    const [split] = modulationsOf([
      { shape: (c, d) => c + Math.SQRT2 * Math.cos((d * Math.PI) / 180), element: 0 },
    ]);
    expect(split!.share).toBeCloseTo(1 / (1 + 35 / 12), 5);
    expect(split!.participation).toBeCloseTo(6, 5);
  });

  it('counts the conditions that carry it', () => {
    const only = (conditions: number): number =>
      modulationsOf([
        { shape: (c, d) => (c < conditions ? Math.cos((d * Math.PI) / 180) : 0), element: 0 },
      ])[0]!.participation;
    expect(only(1)).toBeCloseTo(1, 6);
    expect(only(4)).toBeCloseTo(4, 5);
  });

  it('leaves out silent units and those that no angle changes, and keeps the unit numbers', () => {
    const found = modulationsOf([
      { shape: () => 0, element: 0 },
      { shape: template, element: 0 },
      { shape: (c) => 10 + c, element: 0 },
      { shape: template, element: 90 },
    ]);
    expect(found.map(({ unit }) => unit)).toEqual([1, 3]);
  });

  it('moves forward with the element', () => {
    const [still, turned] = modulationsOf([
      { shape: template, element: 0 },
      { shape: template, element: 35 },
    ]);
    const moved = turnHarmonics(still!, 35, ANGLES / 2);
    expectClose(moved.real, turned!.real, { absolute: 1e-6 });
    expectClose(moved.imaginary, turned!.imaginary, { absolute: 1e-6 });
    const whole = responseTable([{ shape: template, element: 35 }]);
    expect(angularModulations(whole)[0]!.modulation[7]).toBeCloseTo(still!.modulation[0]!, 6);
  });
});
