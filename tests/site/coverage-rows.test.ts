import { describe, expect, it } from 'vitest';
import type { Controls } from '../../pipeline/records/index.ts';
import { coverageRows, groupTitle, placeRows } from '../../src/lib/coverage-rows.ts';
import { fixtureRecords } from './fixture-records.ts';

const layer = 'inception_3b/output';
const records = fixtureRecords(
  [
    { tag: 'AA00', layer, name: 'curves', members: 6, verdict: 'group action' },
    { tag: 'AA01', layer, name: 'lines', members: 4, verdict: 'not supported' },
    { tag: 'AA02', layer, name: 'circles', members: 3, verdict: 'partial', group: 'scale' },
  ],
  [],
);
const row = (group: string, controls: Controls | undefined = records.controls) =>
  coverageRows({ ...records, controls }).find((entry) => entry.group === group)!;

describe('the rows of the coverage chart', () => {
  it('hold one cell a layer, in the order of the network', () => {
    const aliases = row('rotation').cells.map((cell) => cell.layer.alias);
    expect(aliases).toEqual(['conv2', '3a', '3b', '4a']);
  });

  it('count supported families only, and those across layers once', () => {
    expect(row('rotation').families).toBe(1);
    const scale = row('scale');
    expect(scale.families).toBe(1);
    expect(scale.cells.filter(({ families }) => families === 1).length).toBeGreaterThan(1);
  });

  it('know no invariance where it is not measured', () => {
    expect(row('hue').cells[0]!.invariant).toBe(1);
    expect(row('scale').cells[0]!.invariant).toBeUndefined();
  });

  it('tell a control that found nothing from one that was not run', () => {
    expect(row('rotation').shuffledFound).toBe(0);
    expect(row('rotation').cells[0]!.shuffled).toEqual({ candidates: 3, found: 0 });
    expect(row('hue').shuffledFound).toBeUndefined();
    expect(coverageRows({ ...records, controls: undefined })[0]!.shuffledFound).toBeUndefined();
  });

  it('leave out layers of which there is no coverage', () => {
    const [first] = records.coverage;
    const rows = coverageRows({ ...records, coverage: [first!] });
    expect(rows[0]!.cells).toHaveLength(1);
    expect(coverageRows({ ...records, coverage: [] })[0]!.cells).toEqual([]);
  });

  it('are as high as their tallest bar on the common scale', () => {
    const space = { least: 10, above: 5, below: 2 };
    expect(placeRows([0.5, 0.01], 100, space)).toEqual({
      rows: [
        { top: 0, base: 55 },
        { top: 57, base: 72 },
      ],
      height: 74,
    });
  });

  it('have a title for every group', () => {
    expect(groupTitle('hue-rotation')).toBe('Hue-rotation');
  });
});
