import { describe, expect, it } from 'vitest';
import { naturalPlan, planChunks } from '../../pipeline/probes/natural-plan.ts';
import {
  gridSizes,
  identity,
  probedGroups,
  SCALE_STEP,
  transformationGrid,
} from '../../pipeline/probes/transformation-grid.ts';

describe('the grids of transformations', () => {
  it.each(probedGroups)('begin with the identity and fill their axes: %s', (group) => {
    const grid = transformationGrid(group);
    expect(grid[0]).toEqual(identity);
    expect(grid).toHaveLength(gridSizes[group].reduce((product, n) => product * n, 1));
    expect(new Set(grid.map((element) => JSON.stringify(element))).size).toBe(grid.length);
  });

  it('run through a full turn of 15° and of hue in 30°', () => {
    expect(transformationGrid('rotation').map(({ turn }) => turn)).toEqual(
      Array.from({ length: 24 }, (_, k) => 15 * k),
    );
    expect(
      transformationGrid('hue')
        .map(({ hue }) => hue)
        .at(-1),
    ).toBe(330);
  });

  it('have hue as the slow axis of hue-rotation', () => {
    const grid = transformationGrid('hue-rotation');
    expect(grid[1]).toMatchObject({ hue: 0, turn: 30 });
    expect(grid[12]).toMatchObject({ hue: 30, turn: 0 });
  });

  it('grow by a quarter of an octave', () => {
    const grid = transformationGrid('scale');
    expect(grid[4]!.magnification).toBeCloseTo(2, 12);
    expect(grid[1]!.magnification).toBe(SCALE_STEP);
  });
});

describe('the plan of natural probes', () => {
  it.each(probedGroups)('is dealt to tasks without loss or repetition: %s', (group) => {
    for (const probe of ['photographs', 'dead leaves'] as const) {
      for (const scope of ['near', 'far', 'whole']) {
        const plan = naturalPlan(group, probe, scope);
        const chunks = planChunks(plan);
        expect(chunks[0]![0]).toBe(0);
        expect(chunks.at(-1)![1]).toBe(plan.pictures);
        chunks.slice(1).forEach(([from], k) => {
          expect(from).toBe(chunks[k]![1]);
        });
      }
    }
  });
});
