import { describe, expect, it } from 'vitest';
import { firstLayerRecord } from '../../../pipeline/atlas/comparison/first-layer-record.ts';
import type { Graph } from '../../../pipeline/graph/ir.ts';
import { Random } from '../../../pipeline/numerics/random.ts';
import { spreadOf } from '../../../pipeline/probes/first-layer-summary.ts';
import { rasteriseGabor } from '../../../pipeline/probes/gabor.ts';
import { digestOf } from '../../../pipeline/store/digest.ts';
import { expectClose } from '../../support/expect-close.ts';

const SIDE = 9;
const ORIENTATIONS = [0, 30, 60, 90, 120, 150];

/** Grey waves at all orientations, places drawn at random, and two filters of noise; a dense layer. */
function denseGraph(): Graph {
  const random = new Random(3);
  const filters = [
    ...ORIENTATIONS.map((orientation) =>
      rasteriseGabor(
        {
          x: 4 * random.uniform() - 2,
          y: 4 * random.uniform() - 2,
          ...{ along: 1.8, across: 1.9, orientation, frequency: 0.2, phase: 40, amplitude: 1 },
        },
        SIDE,
      ),
    ),
    ...[0, 1].map(() => Float64Array.from({ length: SIDE * SIDE }, () => random.normal())),
  ];
  const units = filters.length;
  const data = Float32Array.from({ length: SIDE * SIDE * 3 * units }, (_, i) => {
    const place = Math.floor(i / (3 * units));
    return filters[i % units]![place]!;
  });
  return {
    nodes: [
      { name: 'data', inputs: [], operation: { kind: 'input', shape: [SIDE, SIDE, 3] } },
      {
        name: 'fc1/preactivation',
        inputs: ['data'],
        operation: {
          kind: 'dense',
          weights: { shape: [SIDE * SIDE * 3, units], data },
          bias: { shape: [units], data: new Float32Array(units) },
        },
      },
      { name: 'fc1', inputs: ['fc1/preactivation'], operation: { kind: 'relu' } },
    ],
  };
}

const source = {
  name: 'made-up',
  title: 'Made up',
  channels: 'rgb' as const,
  tensorDigest: 'ab'.repeat(32),
};

describe('the record of a first layer', async () => {
  const { record, files } = await firstLayerRecord(source, denseGraph());

  it('holds every unit with what was planted in it', () => {
    expect(record.units.map(({ fits }) => fits)).toEqual([
      ...ORIENTATIONS.map(() => true),
      ...[false, false],
    ]);
    const axial = record.units.slice(0, 6).map(({ gabor }) => gabor.orientation);
    // 0 may come out a little below 180.
    expectClose([(axial[0]! + 90) % 180, ...axial.slice(1)], [90, 30, 60, 90, 120, 150], {
      absolute: 0.5,
    });
    expect(record.units.every(({ oriented, fits }) => !oriented || fits)).toBe(true);
    expect(Math.max(...record.units.map(({ norm }) => norm))).toBe(1);
  });

  it('sums up how they are spread', () => {
    const { summary } = record;
    expect([summary.fitted, summary.oriented, summary.chromatic]).toEqual([6, 6, 0]);
    expect(summary.aboveNull).toBe(6);
    expect(record.null.atQuantile).toBe(record.null.q99);
    expect(summary.orientation!.length).toBeLessThan(0.02);
    expect(summary.orientation!.pValue).toBeGreaterThan(0.9);
    // 0°, 30° and 60° beside one another again after a quarter turn.
    expect(summary.orientationCross!.length).toBeLessThan(0.02);
    expect(summary.hue).toBeNull();
    expectClose(summary.frequency!.quantiles, [0.2, 0.2, 0.2, 0.2, 0.2], { absolute: 0.005 });
    expect(summary.position!.extent).toBeGreaterThan(0.2);
  });

  it('names its pictures by their digests', () => {
    const { filters, gabors } = record.sheets;
    expect([...files.keys()].sort()).toEqual([filters.file, gabors.file].sort());
    for (const { file, digest } of [filters, gabors]) {
      expect(digestOf(files.get(file)!)).toBe(digest);
      expect(file).toBe(`atlas/comparison/${digest}.webp`);
    }
  });

  it('is the same when it is made again', async () => {
    expect((await firstLayerRecord(source, denseGraph())).record).toEqual(record);
  });
});

describe('a spread of directions', () => {
  it('folds the circle by the period', () => {
    expect(spreadOf([10, 190], 180)).toMatchObject({ count: 2, length: 1 });
    expect(spreadOf([10, 190], 180)!.direction).toBeCloseTo(10, 9);
    expect(spreadOf([10, 100], 180)!.length).toBeCloseTo(0, 9);
    expect(spreadOf([10, 100], 90)!.length).toBeCloseTo(1, 9);
    expect(spreadOf([], 90)).toBeNull();
  });
});
