import { describe, expect, it } from 'vitest';
import type { ContactSheet } from '../../pipeline/records/index.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { median } from '../../src/lib/median.ts';
import { sheetSummaries } from '../../src/lib/sheet-summary.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';
import { digest } from './fixture-setting.ts';

const layer = 'conv2/norm2';
const records = fixtureRecords(
  [
    { tag: 'AA01', layer, name: 'curves', members: 6, verdict: 'partial' },
    { tag: 'AA02', layer, name: 'edges', members: 4, verdict: 'group action' },
    { tag: 'AA03', layer, name: 'lines', members: 4, verdict: 'not supported' },
    { tag: 'AA04', layer, name: 'pairs', members: 2, verdict: 'partial', group: 'reflection' },
  ],
  [],
);

const sheet = (family: string, similarity: number, pValue: number | null): ContactSheet => ({
  family,
  layer,
  units: [1, 2],
  file: `atlas/googlenet/${family}.webp`,
  digest: digest(family),
  width: 192,
  height: 96,
  similarity,
  unmoved: 0.1,
  null: pValue === null ? null : { samples: 999, mean: 0.2, q95: 0.3, pValue },
  backend: 'wasm',
  stageKey: digest('stage'),
});

describe('the summary of contact sheets', () => {
  it('has a row for every group and verdict with sheets that have a null', () => {
    const contactSheets = [
      sheet('AA01', 0.4, 0.001),
      sheet('AA02', 0.6, 0.06),
      sheet('AA03', 0.2, 0.5),
      sheet('AA04', 0.9, null),
    ];
    const atlas = indexModel({ ...asModelRecords(records), contactSheets });
    const numbers = { unmoved: 0.1, random: 0.2 };
    expect(sheetSummaries(atlas)).toEqual([
      { group: 'rotation', supported: true, sheets: 2, above: 1, similarity: 0.5, ...numbers },
      { group: 'rotation', supported: false, sheets: 1, above: 0, similarity: 0.2, ...numbers },
    ]);
  });
});

describe('the median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([10, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeUndefined();
  });
});
