import { describe, expect, it } from 'vitest';
import type { KindTuning } from '../../pipeline/records/index.ts';
import { cycleAngles, drawnTuning, elementMarks } from '../../src/lib/unit-tuning.ts';
import { fixtureRecords } from './fixture-records.ts';
import { PREFERRED } from './fixture-setting.ts';

const kind = (strongest: number, turns: number[], hues: number[]): KindTuning => ({
  kind: PREFERRED.curve.kind,
  condition: PREFERRED.curve,
  strongest,
  turns,
  hues,
});

describe('the drawn tuning of a unit', () => {
  it('comes the strongest kind first, each on the scale of the strongest', () => {
    const drawn = drawnTuning({ tuning: [kind(2, [], []), kind(8, [], [])] });
    expect(drawn.map(({ share }) => share)).toEqual([1, 0.25]);
  });

  it('finds the best turn and hue, and none where the kind has no axis', () => {
    const [drawn] = drawnTuning({ tuning: [kind(3, [0, 1, 3, 2], [])] });
    expect([drawn!.bestTurn, drawn!.bestHue]).toEqual([180, undefined]);
  });

  it('is of no length for a silent unit', () => {
    expect(drawnTuning({ tuning: [kind(0, [0, 0], [])] })[0]!.share).toBe(0);
  });

  it('has evenly spaced angles', () => {
    expect(cycleAngles(4)).toEqual([0, 90, 180, 270]);
  });
});

describe('the marks of a unit’s elements', () => {
  const layer = 'conv2/norm2';
  const { families } = fixtureRecords(
    [
      { tag: 'AA00', layer, name: 'curves', members: 4, verdict: 'group action' },
      { tag: 'AA01', layer, name: 'colours', members: 4, verdict: 'group action', group: 'hue' },
      {
        tag: 'AA02',
        layer,
        name: 'contrast',
        members: 4,
        verdict: 'group action',
        group: 'hue-rotation',
      },
      {
        tag: 'AA03',
        layer,
        name: 'mirrored',
        members: 2,
        verdict: 'group action',
        group: 'reflection',
      },
    ],
    [],
  );

  it('stand on the axes of the group, at the kind that the family prefers', () => {
    const marks = families.map((family) => {
      const { unit } = family.members[0]!;
      return [...elementMarks([family], { layer, unit })].map(([name, mark]) => [
        name,
        Object.keys(mark).sort(),
      ]);
    });
    expect(marks).toEqual([
      [['curve', ['turn']]],
      [['colour centre-surround', ['hue']]],
      [['colour edge', ['hue', 'turn']]],
      [],
    ]);
  });

  it('are none for a unit of another family', () => {
    expect(elementMarks(families, { layer, unit: -1 }).size).toBe(0);
  });
});
