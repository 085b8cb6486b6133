import { describe, expect, it } from 'vitest';
import { answerDesigned } from '../../pipeline/atlas/claims/answer-designed.ts';
import { answerFirstLayer } from '../../pipeline/atlas/claims/answer-first-layer.ts';
import {
  NOTHING_COMPARED,
  type ComparisonRecords,
} from '../../pipeline/atlas/claims/comparison-records.ts';
import type { Analogues, FirstLayer, KnownTruth } from '../../pipeline/records/index.ts';
import { claimRecords, madeFamily } from '../support/claim-records.ts';

const family = madeFamily('AA00');

/** So many families of a model, the first of them with an analogue in the toy model. */
const analogues = (from: string, found: number, of: number): Analogues =>
  ({
    from,
    to: 'toy',
    families: Array.from({ length: of }, (_, i) => ({
      family: `B00${String(i)}`,
      counterpart: i < found ? family.tag : null,
      similarity: 0.9,
      isAnalogue: i < found,
    })),
  }) as unknown as Analogues;

const truth = (model: string, controlOf?: string) =>
  ({ model, ...(controlOf && { controlOf }) }) as KnownTruth;

const designed = (after: readonly [number, number], before?: readonly [number, number]) =>
  answerDesigned(
    claimRecords({
      families: [family],
      comparison: {
        ...NOTHING_COMPARED,
        knownTruth: [truth('tied-untrained', 'tied'), truth('tied')],
        analogues: [
          ...(before ? [analogues('tied-untrained', ...before)] : []),
          analogues('tied', ...after),
        ],
      },
    }),
  );

describe('the claim of designed networks', () => {
  it('is reproduced where half of the families have an analogue, more than before training', () => {
    const answer = designed([3, 5], [1, 4]);
    expect(answer.verdict).toBe('reproduced');
    expect(answer.evidence).toEqual([family.tag]);
    expect(answer.finding).toContain('3 of 5 (60%)');
    expect(answer.finding).toContain('Before training it was 1 of 4 (25%)');
  });

  it('says where nothing was found before training', () => {
    const answer = designed([3, 5], [0, 0]);
    expect(answer.verdict).toBe('reproduced');
    expect(answer.finding).toContain('Before training no family of it is found.');
  });

  it('is reproduced partly where fewer have one, or as many before training', () => {
    expect(designed([1, 5]).verdict).toBe('partly');
    expect(designed([3, 5], [3, 5]).verdict).toBe('partly');
  });

  it('is not reproduced where none has one', () => {
    expect(designed([0, 5], [0, 4]).verdict).toBe('not reproduced');
    expect(designed([0, 0]).verdict).toBe('not reproduced');
  });

  it('is not put to the designed network, nor to one that it was not compared with', () => {
    const comparison = { ...NOTHING_COMPARED, knownTruth: [truth('toy')] };
    expect(answerDesigned(claimRecords({ comparison })).verdict).toBe('not testable here');
    expect(answerDesigned(claimRecords()).verdict).toBe('not testable here');
  });
});

const firstLayer = (
  model: string,
  kind: FirstLayer['kind'],
  { fitted = 20, cells = 12, count = 20, length = 0.1, high = 0.4 } = {},
): FirstLayer =>
  ({
    model,
    kind,
    units: Array.from({ length: 64 }, () => ({})),
    summary: {
      fitted,
      oriented: count,
      orientation: { count, length },
      frequency: { count, quantiles: [0.2, 0.25, 0.28, 0.3, high] },
      position: { count: fitted, cells },
    },
  }) as unknown as FirstLayer;

const layers = (...firstLayers: FirstLayer[]): { readonly comparison: ComparisonRecords } => ({
  comparison: { ...NOTHING_COMPARED, firstLayers },
});

describe('the claim of first layers', () => {
  const own = firstLayer('toy', 'convolution');
  const verdict = (...firstLayers: FirstLayer[]) =>
    answerFirstLayer(claimRecords(layers(...firstLayers))).verdict;

  it('is reproduced where the connected layer has places and turns and the convolution turns', () => {
    expect(verdict(own, firstLayer('dense', 'dense'))).toBe('reproduced');
  });

  it('is reproduced partly where one of the two is not so', () => {
    expect(verdict(own, firstLayer('dense', 'dense', { cells: 7 }))).toBe('partly');
    expect(verdict(own, firstLayer('dense', 'dense', { fitted: 7 }))).toBe('partly');
    expect(verdict(own, firstLayer('dense', 'dense', { length: 0.6 }))).toBe('partly');
    expect(verdict(own, firstLayer('dense', 'dense', { high: 0.29 }))).toBe('partly');
    const oneWay = firstLayer('toy', 'convolution', { length: 0.6 });
    expect(verdict(oneWay, firstLayer('dense', 'dense'))).toBe('partly');
  });

  it('is not reproduced where neither is', () => {
    const few = { count: 7 };
    expect(verdict(firstLayer('toy', 'convolution', few), firstLayer('d', 'dense', few))).toBe(
      'not reproduced',
    );
  });

  it('is not tested without a connected layer, or without fits of the model’s own', () => {
    expect(verdict(own)).toBe('not testable here');
    expect(verdict(firstLayer('dense', 'dense'))).toBe('not testable here');
  });
});
