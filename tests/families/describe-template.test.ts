import { describe, expect, it } from 'vitest';
import {
  describeTemplate,
  familyName,
  tuningPeak,
  tuningRange,
} from '../../pipeline/families/describe-template.ts';
import type { Contrast } from '../../pipeline/records/stimulus.ts';
import { curveConditions } from '../../pipeline/stimuli/curve.ts';
import { vonMises } from './synthetic-units.ts';

const FIELD = 50;
const conditions = curveConditions([10, 25, null]);

/** For every contrast its height at radius 10, 25 and straight, and where it peaks. */
type Plan = Partial<Record<Contrast, { heights: [number, number, number]; peak?: number }>>;

function templateOf(plan: Plan): number[][] {
  return conditions.map(({ contrast, radius }) => {
    const { heights, peak = 0 } = plan[contrast] ?? { heights: [0.01, 0.01, 0.01] };
    const height = heights[radius === 10 ? 0 : radius === 25 ? 1 : 2];
    return Array.from({ length: 72 }, (_, a) => height * vonMises(5 * a - peak, 5));
  });
}

const nameOf = (plan: Plan): string => familyName(templateOf(plan), conditions, FIELD);

describe('the name of a family', () => {
  it('is edges where light and dark edges peak in opposite directions and beat the lines', () => {
    const plan: Plan = {
      'light inside': { heights: [0.7, 0.9, 1] },
      'dark inside': { heights: [0.6, 0.8, 0.9], peak: 180 },
      'light line': { heights: [0.5, 0.5, 0.5] },
    };
    expect(nameOf(plan)).toBe('edges');
    expect(nameOf({ ...plan, 'light line': { heights: [0.5, 0.5, 0.95] } })).not.toBe('edges');
    expect(nameOf({ ...plan, 'dark inside': { heights: [0.6, 0.8, 0.9], peak: 130 } })).not.toBe(
      'edges',
    );
  });

  it('is curves where bent beats straight and what is strong agrees in direction', () => {
    const plan: Plan = {
      'light line': { heights: [0.4, 1, 0.6] },
      'dark line': { heights: [0.4, 0.8, 0.5], peak: 20 },
    };
    expect(nameOf(plan)).toBe('curves');
    expect(nameOf({ ...plan, 'light line': { heights: [0.4, 1, 0.7] } })).toBe('oriented');
    expect(nameOf({ ...plan, 'dark line': { heights: [0.4, 0.8, 0.5], peak: 60 } })).toBe(
      'oriented',
    );
  });

  it('lets weak contrasts disagree', () => {
    const plan: Plan = {
      'light line': { heights: [0.4, 1, 0.6] },
      'dark line': { heights: [0.1, 0.45, 0.1], peak: 180 },
    };
    expect(nameOf(plan)).toBe('light curves');
  });

  it('says light or dark where the other lightness stays below half', () => {
    const light: Plan = {
      'light line': { heights: [0.2, 0.7, 0.2] },
      'light inside': { heights: [0.2, 1, 0.2] },
    };
    expect(nameOf(light)).toBe('light curves');
    expect(nameOf({ ...light, 'dark inside': { heights: [0, 0.55, 0] } })).toBe('curves');
    expect(nameOf({ 'dark line': { heights: [0.2, 1, 0.2] } })).toBe('dark curves');
  });

  it('says tight up to a radius of a fifth of the receptive field', () => {
    const plan: Plan = { 'dark line': { heights: [1, 0.9, 0.2] } };
    expect(nameOf(plan)).toBe('dark tight curves');
    expect(familyName(templateOf(plan), conditions, 49)).toBe('dark curves');
  });
});

describe('what a template prefers', () => {
  it('is the condition with the largest range, not the largest value', () => {
    const rows = templateOf({ 'dark line': { heights: [0.2, 1, 0.2], peak: 70 } });
    rows[0] = rows[0]!.map(() => 5);
    const { preferred, peak } = describeTemplate(rows);
    expect(conditions[preferred]).toEqual({ contrast: 'dark line', radius: 25 });
    expect(peak).toBeCloseTo(70, 6);
  });

  it('peaks between samples, across the zero, and in the middle of a plateau', () => {
    const bump = (at: number) => Array.from({ length: 72 }, (_, a) => vonMises(5 * a - at, 8));
    // The half-height cut falls between samples: a fraction of the step of 5°.
    expect(tuningPeak(bump(357.9))).toBeCloseTo(357.9, 0);
    expect(tuningPeak([0, 0, 1, 1, 1, 0, 0, 0])).toBeCloseTo(135, 9);
    expect(tuningRange([3, -1, 2])).toBe(4);
  });
});
