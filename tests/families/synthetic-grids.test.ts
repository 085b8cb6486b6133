import { describe, expect, it } from 'vitest';
import { syntheticGrid } from '../../pipeline/families/synthetic-grids.ts';
import type { KindTuning } from '../../pipeline/probes/stimulus-tuning.ts';

/** Values name their place: 1000·unit + 100·condition + …, told by a function. */
function tuning(
  kind: KindTuning['kind'],
  [units, conditions, hues, turns]: readonly [number, number, number, number],
  value: (unit: number, condition: number, hue: number, turn: number) => number,
): KindTuning {
  const values: number[] = [];
  for (let u = 0; u < units; u++) {
    for (let c = 0; c < conditions; c++) {
      for (let h = 0; h < hues; h++) for (let t = 0; t < turns; t++) values.push(value(u, c, h, t));
    }
  }
  return {
    kind,
    conditions: [],
    responses: { units, conditions, hues, turns, values: Float32Array.from(values) },
  };
}

const named = (u: number, c: number, h: number, t: number): number =>
  1e5 * u + 1e4 * c + 100 * h + t;
const lines = tuning('line', [2, 3, 1, 24], (u, c, h, t) => named(u, c, h, t) + 5e6);
const discs = tuning('colour centre-surround', [2, 2, 12, 1], named);
const edges = tuning('colour edge', [2, 2, 12, 24], named);
const kinds = [lines, discs, edges];

describe('responses to synthetic stimuli along a group', () => {
  it('of rotation are every condition and hue, turned', () => {
    const grid = syntheticGrid(kinds, 'rotation')!;
    expect(grid).toMatchObject({ units: 2, samples: 3 + 2 * 12, sizes: [24] });
    // Unit 1, the colour edges' condition 1 at hue 7, turn 11.
    const sample = 3 + 12 + 7;
    expect(grid.values[(27 + sample) * 24 + 11]).toBe(named(1, 1, 7, 11));
    expect(grid.values[(27 + 2) * 24 + 23]).toBe(named(1, 2, 0, 23) + 5e6);
  });

  it('of hue are every condition and turn, their hue turned', () => {
    const grid = syntheticGrid(kinds, 'hue')!;
    expect(grid).toMatchObject({ samples: 2 + 2 * 24, sizes: [12] });
    // Unit 1, the colour edges' condition 1 at turn 5, hue 9.
    const sample = 2 + 24 + 5;
    expect(grid.values[(50 + sample) * 12 + 9]).toBe(named(1, 1, 9, 5));
  });

  it('of hue-rotation are every condition at every other turn', () => {
    const grid = syntheticGrid(kinds, 'hue-rotation')!;
    expect(grid).toMatchObject({ samples: 2, sizes: [12, 12] });
    expect(grid.values[(2 + 1) * 144 + 4 * 12 + 7]).toBe(named(1, 1, 4, 14));
  });

  it('are none where no kind has the axes, or stimuli do not have the group', () => {
    expect(syntheticGrid([lines], 'hue')).toBeUndefined();
    expect(syntheticGrid(kinds, 'reflection')).toBeUndefined();
    expect(syntheticGrid(kinds, 'scale')).toBeUndefined();
  });
});
