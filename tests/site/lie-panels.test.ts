import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LieDerivative } from '../../pipeline/records/index.ts';
import { liePanels, panelTitle } from '../../src/lib/lie-panels.ts';
import { logScale, powerParts } from '../../src/lib/log-scale.ts';
import { digest } from './fixture-setting.ts';

const error = (transformation: 'rotation' | 'hue', equivariance: number, invariance: number) => ({
  transformation,
  span: 1,
  equivariance,
  invariance,
});
const record: LieDerivative = {
  model: 'googlenet',
  stageKey: digest('lie'),
  pictures: 4,
  pictureSize: [224, 224],
  regionRadius: 56,
  transformations: [
    { name: 'rotation', unit: 'degree', span: 8 },
    { name: 'hue', unit: 'degree of hue', span: 2 },
  ],
  picture: [error('rotation', 0.1, 0.2), error('hue', 0, 0.3)],
  layers: ['conv2/norm2', 'inception_3a/output'].map((layer, i) => ({
    layer,
    positions: 9,
    borderReaches: false,
    errors: [
      { ...error('rotation', 0.4 + i, 0.5), ruler: 0.01 },
      { ...error('hue', 0.6 + i, 0.6 + i), ruler: 0.02 },
    ],
  })),
};

describe('the panels of the Lie derivative', () => {
  const [rotation, hue] = liePanels(record);

  it('regroup the record by transformation, layers in order', () => {
    expect(rotation!.layers.map(({ equivariance }) => equivariance)).toEqual([0.4, 1.4]);
    expect(rotation!.picture.invariance).toBe(0.2);
    expect(hue!.layers[1]).toMatchObject({ layer: 'inception_3a/output', ruler: 0.02 });
  });

  it('see that for hue the two errors of a layer are one', () => {
    expect([rotation!.oneError, hue!.oneError]).toEqual([false, true]);
  });

  it('are titled with their step', () => {
    expect(panelTitle(rotation!)).toBe('Rotation by 8°');
    expect(panelTitle({ name: 'scale', unit: 'percent', span: 0.5 })).toBe('Scale by 0.5%');
    expect(panelTitle({ name: 'translation', unit: 'pixel', span: 1 })).toBe('Translation by 1 px');
  });
});

describe('the logarithmic scale', () => {
  it('covers the values with whole decades', () => {
    const { at, decades } = logScale([0.003, 0.2], [100, 0]);
    expect(decades.map(Math.log10).map(Math.round)).toEqual([-3, -2, -1, 0]);
    expect([at(0.001), at(1)]).toEqual([100, 0]);
  });

  it('puts zero, and nothing at all, on the end of the axis', () => {
    expect(logScale([0, 0.5], [100, 0]).at(0)).toBe(100);
    expect(logScale([], [0, 10]).decades).toHaveLength(2);
  });

  it('never leaves its range', () => {
    const value = fc.double({ min: 1e-8, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        const { at } = logScale(values, [200, 20]);
        for (const v of values) {
          expect(at(v)).toBeGreaterThanOrEqual(20);
          expect(at(v)).toBeLessThanOrEqual(200);
        }
      }),
    );
  });

  it('writes powers of ten as a reader does', () => {
    expect([0.1, 1, 10].map((p) => powerParts(p)[0])).toEqual(['0.1', '1', '10']);
    expect(powerParts(1e-3)).toEqual(['10', '−3']);
  });
});
