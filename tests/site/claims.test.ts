import { describe, expect, it } from 'vitest';
import { IN_LAYER } from '../../pipeline/atlas/claims/measured.ts';
import type { Claim } from '../../pipeline/records/index.ts';
import { evidenceOf } from '../../src/lib/claim-evidence.ts';
import { arrangeNumbers, measuredText } from '../../src/lib/claim-numbers.ts';
import { claimsByModel, modelsByClaim, scoreText } from '../../src/lib/claim-score.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';

const claim = (model: string, id: string, verdict: Claim['verdict']) =>
  ({ model, id, verdict }) as Claim;

describe('the score of the claims', () => {
  const claims = [
    claim('alpha', 'rotation', 'reproduced'),
    claim('alpha', 'hue', 'partly'),
    claim('beta', 'rotation', 'reproduced'),
    claim('beta', 'hue', 'reproduced'),
  ];

  it('gives all four verdicts, none left out', () => {
    expect(scoreText(claims.slice(0, 2))).toBe(
      '1 is reproduced, 1 partly reproduced, 0 not reproduced and 0 not testable here',
    );
    expect(scoreText([])).toMatch(/^0 are reproduced/);
  });

  it('is kept apart by model, and answers of models side by side by claim', () => {
    expect(claimsByModel(claims).map(({ claims: own }) => own.length)).toEqual([2, 2]);
    expect(modelsByClaim(claims).map((answers) => answers.map(({ model }) => model))).toEqual([
      ['alpha', 'beta'],
      ['alpha', 'beta'],
    ]);
  });
});

describe('the numbers of a claim', () => {
  const number = (what: string, value: number, unit = '') => ({ what, value, unit });

  it('of layers become a table, with a gap where a layer has none', () => {
    const { whole, quantities, layers } = arrangeNumbers([
      number('families', 7),
      number(`r${IN_LAYER}3a`, 46.5, '%'),
      number(`K${IN_LAYER}3a`, 13),
      number(`r${IN_LAYER}3b`, 13.1, '%'),
    ]);
    expect(whole.map(({ what }) => what)).toEqual(['families']);
    expect(quantities).toEqual(['r', 'K']);
    expect(layers.map(({ alias, cells }) => [alias, cells.map((cell) => cell?.value)])).toEqual([
      ['3a', [46.5, 13]],
      ['3b', [13.1, undefined]],
    ]);
  });

  it('are printed as they were recorded, with their unit', () => {
    expect(
      [
        number('a', -0.341),
        number('b', 56.3, '%'),
        number('c', 26.1, '°'),
        number('d', 5.2, 'px'),
        number('e', 12345),
      ].map(measuredText),
    ).toEqual(['−0.341', '56.3%', '26.1°', '5.2 px', '12,345']);
  });
});

describe('the evidence of a claim', () => {
  const curves = { name: 'curves', members: 4, verdict: 'partial' } as const;
  const records = fixtureRecords(
    [
      { ...curves, tag: 'AA00', layer: 'inception_3a/output' },
      { ...curves, tag: 'AA01', layer: 'inception_3b/output' },
    ],
    [['CC00', 'AA00', 'AA01']],
  );
  const atlas = { models: [indexModel(asModelRecords(records))], tags: [], claims: [] };

  it('leads to families and circuits under their titles', () => {
    expect(evidenceOf(atlas, 'googlenet', 'AA00')).toMatchObject({
      title: 'Curves of 3a',
      href: '/f/AA00/',
    });
    expect(evidenceOf(atlas, 'googlenet', 'CC00').href).toBe('/c/CC00/');
  });

  it('must be there', () => {
    expect(() => evidenceOf(atlas, 'googlenet', 'ZZ99')).toThrow(/ZZ99 .* run the atlas again/);
    expect(() => evidenceOf(atlas, 'alpha', 'AA00')).toThrow(/records of alpha/);
  });
});
