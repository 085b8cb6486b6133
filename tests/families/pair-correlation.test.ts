import { describe, expect, it } from 'vitest';
import {
  cyclicPeak,
  pairTable,
  selfRepetition,
  turnCorrelation,
} from '../../pipeline/families/pair-correlation.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { ANGLES, modulationsOf, randomTemplate, template } from './synthetic-units.ts';

const random = new Random(2);
const units = modulationsOf([
  { shape: template, element: 20 },
  { shape: template, element: 311, gain: 3 },
  { shape: randomTemplate(random), element: 0 },
  { shape: randomTemplate(random), element: 0 },
]);

describe('the correlation of two units over turns', () => {
  it('is Σ m_i(c, t) m_j(c, t + d)', () => {
    const cycle = turnCorrelation(units[2]!, units[3]!, ANGLES);
    const direct = Array.from({ length: ANGLES }, (_, d) =>
      units[2]!.modulation.reduce((sum, value, i) => {
        const row = i - (i % ANGLES);
        return sum + value * units[3]!.modulation[row + (((i % ANGLES) + d) % ANGLES)]!;
      }, 0),
    );
    expectClose(cycle, direct, { absolute: 1e-12 });
  });

  it('peaks at the turn from one element to the other', () => {
    const { value, place } = cyclicPeak(turnCorrelation(units[0]!, units[1]!, ANGLES));
    expect(value).toBeCloseTo(1, 2);
    // Between samples a parabola stands for the peak: a tenth of the step of 5°.
    expect(Math.abs(angularDifference(place * 5, 311 - 20))).toBeLessThan(0.5);
  });
});

describe('the pair table', () => {
  const { strength, turn, correlation } = pairTable(units, ANGLES);
  const n = units.length;

  it('is symmetric in strength and antisymmetric in turn', () => {
    for (let i = 0; i < n; i++) {
      expect([strength[i * n + i], turn[i * n + i]]).toEqual([1, 0]);
      for (let j = 0; j < n; j++) {
        expect(strength[i * n + j]).toBe(strength[j * n + i]);
        expect(angularDifference(turn[i * n + j]!, -turn[j * n + i]!)).toBeCloseTo(0, 9);
        for (let d = 0; d < ANGLES; d++) {
          const back = correlation[(j * n + i) * ANGLES + ((ANGLES - d) % ANGLES)];
          if (i !== j) expect(correlation[(i * n + j) * ANGLES + d]).toBe(back);
        }
      }
    }
  });

  it('ties copies and not strangers', () => {
    expect(strength[1]).toBeGreaterThan(0.99);
    expect(Math.abs(angularDifference(turn[1]!, 311 - 20))).toBeLessThan(0.5);
    expect(strength[2]).toBeLessThan(0.8);
  });
});

describe('the peak of a cycle', () => {
  it('lies between samples where the parabola says', () => {
    const parabola = Float64Array.from({ length: 9 }, (_, d) => 4 - (d - 3.3) ** 2);
    const { value, place } = cyclicPeak(parabola);
    expect(place).toBeCloseTo(3.3, 12);
    expect(value).toBeCloseTo(4, 12);
  });

  it('runs across the end, and stays on the grid of a flat cycle', () => {
    expect(cyclicPeak(Float64Array.of(5, 1, 0, 4)).place).toBeCloseTo(3.7, 12);
    expect(cyclicPeak(new Float64Array(4))).toEqual({ value: 0, place: 0 });
  });
});

describe('the repetition of a unit within a turn', () => {
  it('is one for periods of a half, a third and a quarter turn, and low for one peak', () => {
    const periodic = (folds: number) => (_: number, d: number) =>
      Math.max(0, Math.cos((folds * d * Math.PI) / 180));
    const shapes = [1, 2, 3, 4].map((folds) => ({ shape: periodic(folds), element: 13 }));
    const [one, two, three, four] = modulationsOf(shapes).map((unit) =>
      selfRepetition(unit, ANGLES),
    );
    expect(one).toBeLessThan(0.1);
    for (const repetition of [two, three, four]) expect(repetition).toBeCloseTo(1, 6);
  });

  it('is the largest of the three', () => {
    const shapes = Array.from({ length: 20 }, () => ({
      shape: randomTemplate(random),
      element: 0,
    }));
    const largest = modulationsOf(shapes).map((unit) => {
      const own = turnCorrelation(unit, unit, ANGLES);
      const places = [36, 24, 18].map((d) => own[d]!);
      const top = Math.max(...places);
      expect(selfRepetition(unit, ANGLES)).toBe(top);
      return places.indexOf(top);
    });
    expect(largest).toContain(1);
    expect(largest).toContain(2);
  });
});
