import { describe, expect, it } from 'vitest';
import { compareWithPlanted } from '../../pipeline/families/planted-score.ts';
import type { PlantedMember, PlantedNetwork } from '../../pipeline/probes/planted-network.ts';
import type { ProbedGroup } from '../../pipeline/probes/transformation-grid.ts';

const member = (unit: number, ...element: number[]): PlantedMember => ({
  layer: 'a',
  unit,
  element,
});
const planted = (
  group: ProbedGroup,
  families: PlantedNetwork['families'],
  stabiliser: PlantedNetwork['stabiliser'] = [[0]],
): PlantedNetwork => ({
  group,
  name: 'test',
  description: '',
  graph: { nodes: [] },
  input: { name: 'data', size: [1, 1], channels: 'rgb', mean: [0, 0, 0] },
  layers: ['a'],
  families,
  stabiliser,
  others: 3,
});

const first = [member(0, 0), member(1, 5), member(2, 10), member(3, 23)];
const second = [member(4, 0), member(5, 5), member(6, 7), member(7, 8)];
const both = planted('rotation', [first, second]);

describe('what was found against what was planted', () => {
  it('is perfect for the same, up to one element common to a set', () => {
    const turned = first.map(({ unit, element }) => member(unit, (element[0]! + 9.5) % 24));
    expect(compareWithPlanted(both, [turned, second])).toEqual({
      planted: 8,
      others: 3,
      precision: 1,
      recall: 1,
      maxElementErrorSteps: 0,
    });
  });

  it('loses precision by strangers and by members of another family', () => {
    const mixed = [...first, member(4, 3), member(90, 0)];
    const { precision, recall } = compareWithPlanted(both, [mixed]);
    expect(precision).toBeCloseTo(4 / 6, 12);
    expect(recall).toBeCloseTo(4 / 8, 12);
    expect(compareWithPlanted(both, [[member(90, 0), member(91, 0)]]).precision).toBe(0);
  });

  it('loses recall by units that are missed, and where a family falls apart', () => {
    expect(compareWithPlanted(both, [first.slice(1), second]).recall).toBeCloseTo(7 / 8, 12);
    const apart = [first.slice(0, 1), first.slice(1), second];
    expect(compareWithPlanted(both, apart)).toMatchObject({ precision: 1, recall: 7 / 8 });
    expect(compareWithPlanted(both, [])).toMatchObject({ precision: 1, recall: 0 });
  });

  it('names the largest error, round the circle and not by strangers', () => {
    const off = [member(0, 23.5), member(1, 5), member(2, 11.25), member(3, 23), member(90, 12)];
    expect(compareWithPlanted(both, [off]).maxElementErrorSteps).toBeCloseTo(1.25, 12);
  });

  it('measures up to the stabiliser, but not on the ladder of magnifications', () => {
    const halves = planted('rotation', [first], [[0], [12]]);
    const other = first.map(({ unit, element }, i) => member(unit, element[0]! + (i % 2) * 12));
    expect(compareWithPlanted(halves, [other]).maxElementErrorSteps).toBe(0);
    expect(compareWithPlanted(both, [other]).maxElementErrorSteps).toBe(12);
    const torus = [member(0, 0, 0), member(1, 2, 3)];
    const quotient = planted(
      'hue-rotation',
      [torus],
      [
        [0, 0],
        [6, 6],
      ],
    );
    expect(
      compareWithPlanted(quotient, [[member(0, 0, 0), member(1, 8.5, 9)]]).maxElementErrorSteps,
    ).toBeCloseTo(0.5, 12);
    const ladder = planted('scale', [[member(0, 0), member(1, 6)]]);
    expect(compareWithPlanted(ladder, [[member(0, 0), member(1, -1)]]).maxElementErrorSteps).toBe(
      7,
    );
  });
});
