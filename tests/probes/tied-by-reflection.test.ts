import { describe, expect, it } from 'vitest';
import { Random } from '../../pipeline/numerics/random.ts';
import {
  tiedByReflection,
  type EffectiveKernels,
} from '../../pipeline/probes/tied-by-reflection.ts';
import { reflectionTyingSchema } from '../../pipeline/records/weight-equivariance.ts';

const SIZE = 5;
const SOURCES = 12;
const TARGETS = 8;

/** Sources 0 ↔ 1, 2 ↔ 3 … 8 ↔ 9; 10 and 11 are their own. */
const sourceMap = new Map(
  Array.from({ length: SOURCES }, (_, unit) => [
    unit,
    unit >= 10 ? unit : unit % 2 === 0 ? unit + 1 : unit - 1,
  ]),
);

/** Targets 0 ↔ 1, 2 ↔ 3, 4 ↔ 5; 6 and 7 are their own. */
const pairs: [number, number][] = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 6],
  [7, 7],
];

type Weight = (y: number, x: number, source: number, target: number) => number;

function kernelsOf(weight: Weight): EffectiveKernels {
  const kernel = new Float32Array(SIZE * SIZE * SOURCES * TARGETS);
  for (let i = 0; i < kernel.length; i++) {
    const place = Math.floor(i / (SOURCES * TARGETS));
    kernel[i] = weight(
      Math.floor(place / SIZE),
      place % SIZE,
      Math.floor(i / TARGETS) % SOURCES,
      i % TARGETS,
    );
  }
  return { size: SIZE, sources: SOURCES, channels: TARGETS, kernel };
}

/** Independent weights, and the same with every tie of the maps above obeyed. */
function noise(seed: number): Weight {
  const random = new Random(seed);
  const values = Float64Array.from({ length: SIZE * SIZE * SOURCES * TARGETS }, () =>
    random.normal(),
  );
  return (y, x, source, target) => values[((y * SIZE + x) * SOURCES + source) * TARGETS + target]!;
}

function mirrored(free: Weight): Weight {
  const partner = (target: number): number =>
    target >= 6 ? target : target % 2 === 0 ? target + 1 : target - 1;
  return (y, x, source, target) =>
    free(y, x, source, target) + free(y, SIZE - 1 - x, sourceMap.get(source)!, partner(target));
}

const tie = (weight: Weight, map: ReadonlyMap<number, number> = sourceMap, some = pairs) =>
  tiedByReflection(kernelsOf(weight), some, map, new Random(1), 99);

describe('weights tied by the mirror', () => {
  it('are explained whole where partners mirror each other, whatever the gain of a target', () => {
    const free = mirrored(noise(1));
    const found = tie((y, x, source, target) => (1 + target) * free(y, x, source, target));
    expect(reflectionTyingSchema.parse(found)).toEqual(found);
    expect(found.r2).toBeCloseTo(1, 5);
    expect(found.null.pValue).toBe(1 / 100);
    // Random partners share now and then a tie by chance.
    expect(found.null.mean).toBeLessThan(0.65);
    expect(found.sources).toBe(SOURCES);
    expect(found.pairs.map(({ units }) => units)).toEqual(pairs);
    for (const { r2 } of found.pairs) expect(r2).toBeCloseTo(1, 5);
  });

  it('are explained by half where there is no tie', () => {
    const found = tie(noise(2));
    // About 500 strong pairs of weights: a standard deviation of 0.02.
    expect(Math.abs(found.r2 - 0.5)).toBeLessThan(0.08);
    expect(found.null.pValue).toBeGreaterThan(0.05);
  });

  it('are not taken for mirrored where they are only equal', () => {
    const free = noise(3);
    const partner = (unit: number): number => (unit % 2 === 0 ? unit : unit - 1);
    const equal: Weight = (y, x, source, target) =>
      free(y, x, partner(Math.min(source, 9)), partner(target));
    const found = tie(equal, sourceMap, [
      [0, 1],
      [2, 3],
    ]);
    expect(found.r2).toBeLessThan(0.7);
  });

  it('of a self-mirrored connection count by their sides, not by the middle column', () => {
    const free = noise(4);
    const odd: Weight = (y, x, source, target) =>
      x === 2
        ? 50 * free(y, x, source, target)
        : x < 2
          ? free(y, x, source, target)
          : -free(y, 4 - x, source, target);
    const own = new Map([
      [10, 10],
      [11, 11],
    ]);
    // The sides have opposite signs, and the mean kernel of two connections takes off some of both.
    expect(tie(odd, own, [[6, 6]]).r2).toBeLessThan(0.1);
  });

  it('leaves sources without a partner out', () => {
    const free = mirrored(noise(5));
    const spoiled: Weight = (y, x, source, target) =>
      source < 4 ? 100 * noise(6)(y, x, source, target) : free(y, x, source, target);
    const known = new Map([...sourceMap].filter(([unit]) => unit >= 4));
    expect(tie(free).r2).toBeCloseTo(1, 5);
    const found = tie(spoiled, known, [[0, 1]]);
    expect(found.r2).toBeCloseTo(1, 5);
    expect(found.sources).toBe(8);
  });
});

describe('partners that are none', () => {
  it.each([
    [new Map([[0, 1]]), pairs, 'does not lead back'],
    [new Map([[12, 12]]), pairs, '12 source units, and no unit 12'],
    [sourceMap, [[0, 8]], '8 target units, and no unit 8'],
    [
      sourceMap,
      [
        [0, 1],
        [1, 2],
      ],
      'in one pair only',
    ],
    [sourceMap, [], 'at least one pair'],
    [new Map<number, number>(), pairs, 'one source'],
  ] as [Map<number, number>, [number, number][], string][])('%#', (map, some, message) => {
    expect(() => tie(noise(1), map, some)).toThrow(message);
  });
});
