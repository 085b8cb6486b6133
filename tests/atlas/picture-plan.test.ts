import { describe, expect, it } from 'vitest';
import { batchSubject, pictureBatches } from '../../pipeline/atlas/picture-plan.ts';
import { pictureSettings } from '../../pipeline/visualize/picture-settings.ts';

const layer = (size: number) => ({
  name: 'layer',
  alias: 'layer',
  shape: [8, 8, 30] as [number, number, number],
  receptiveField: { size, stride: 8, start: 3 },
  branches: [
    { name: 'one', first: 0, units: 20, kernel: 1 },
    { name: 'two', first: 20, units: 10, kernel: 3 },
  ],
  unitDigests: [],
});

const all = Array.from({ length: 30 }, (_, unit) => unit);
const unitsOf = (batches: ReturnType<typeof pictureBatches>) => batches.map(({ units }) => units);

describe('batches of pictures', () => {
  it('hold every unit once, and never units of two branches', () => {
    const batches = unitsOf(pictureBatches(layer(30), 'unit', all));
    expect(batches.flat()).toEqual(all);
    for (const units of batches) {
      expect(units.some((unit) => unit < 20) && units.some((unit) => unit >= 20)).toBe(false);
    }
  });

  it('are smaller where the field is larger, as far as it is optimised', () => {
    const largest = (size: number) =>
      Math.max(...unitsOf(pictureBatches(layer(size), 'unit', all)).map(({ length }) => length));
    expect(largest(30)).toBeGreaterThan(largest(80));
    expect(largest(80)).toBeGreaterThan(largest(pictureSettings.limit));
    expect(largest(400)).toBe(largest(pictureSettings.limit));
  });

  it('keep their other units where one more is asked for', () => {
    const few = unitsOf(pictureBatches(layer(30), 'unit', [2, 12, 25]));
    const more = unitsOf(pictureBatches(layer(30), 'unit', [2, 12, 13, 25]));
    expect(more.filter((units) => !few.some((own) => own.join() === units.join()))).toHaveLength(1);
  });

  it('are called by kind, layer and range, and no two alike', () => {
    const subjects = pictureBatches(layer(30), 'negative', all).map(batchSubject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(subjects[0]).toBe('negative layer:0–19');
    expect(pictureBatches(layer(400), 'unit', [4]).map(batchSubject)).toEqual(['unit layer:4']);
  });
});
