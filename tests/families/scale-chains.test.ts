import { describe, expect, it } from 'vitest';
import {
  discoverScaleChains,
  scaleRules,
  type LadderResponses,
} from '../../pipeline/families/scale-chains.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const RUNGS = 7;
const PATCHES = 120;
const rules = { ...scaleRules, nullSamples: 199, bootstrapSamples: 50 };

/** How a unit responds to a patch at a magnification, in steps of the ladder. */
type Ladder = (patch: number, step: number) => number;

/** A bump over the ladder for every patch, at a place and of a height of its own. */
function feature(seed: number): Ladder {
  const random = new Random(seed);
  const places = Array.from({ length: PATCHES }, () => 16 * random.uniform() - 5);
  const heights = Array.from({ length: PATCHES }, () => random.uniform());
  return (patch, step) => heights[patch]! * Math.exp(-(((step - places[patch]!) / 2) ** 2)) + 0.01;
}
const larger =
  (unit: Ladder, steps: number): Ladder =>
  (patch, step) =>
    unit(patch, step - steps);

function layer(name: string, units: readonly Ladder[]): LadderResponses {
  const values = units.flatMap((unit) =>
    Array.from({ length: PATCHES * RUNGS }, (_, at) => unit(Math.floor(at / RUNGS), at % RUNGS)),
  );
  return { layer: name, units: units.length, rungs: RUNGS, values: Float32Array.from(values) };
}

const [a, b] = [feature(1), feature(2)];
const strangers = (from: number): Ladder[] => [0, 1, 2, 3].map((i) => feature(from + i));

describe('chains of growing size', () => {
  const { chains } = discoverScaleChains(
    [
      layer('one', [a, ...strangers(10), b]),
      layer('two', [...strangers(20), larger(a, 2)]),
      layer('three', [larger(a, 4.6), ...strangers(30)]),
    ],
    rules,
  );

  it('join the links of neighbouring layers, and nothing else', () => {
    expect(
      chains.map(({ members }) => members.map(({ layer: name, unit }) => [name, unit])),
    ).toEqual([
      [
        ['one', 0],
        ['two', 4],
        ['three', 0],
      ],
    ]);
  });

  it('know their steps, between those of the ladder too', () => {
    const [first, second] = chains[0]!.steps;
    expect(first!.step).toBeCloseTo(2, 0);
    // A parabola through correlations that are not one.
    expect(Math.abs(second!.step - 2.6)).toBeLessThan(0.25);
    expect(second!.stepInterval[0]).toBeLessThanOrEqual(second!.step);
    expect(second!.stepInterval[1]).toBeGreaterThanOrEqual(second!.step);
    expect(first!.transfer).toBeGreaterThan(first!.plain + rules.margin);
    expect(first!.transferHeldOut).toBeGreaterThan(0.6);
  });

  it('beat both nulls', () => {
    expect(chains[0]!.nulls.elements.pValue).toBe(1 / 200);
    expect(chains[0]!.nulls.units.pValue).toBeLessThan(0.05);
  });

  it('may begin in a later layer', () => {
    const late = discoverScaleChains(
      [
        layer('one', strangers(10)),
        layer('two', [...strangers(20), b]),
        layer('three', [larger(b, 3), ...strangers(30)]),
      ],
      rules,
    );
    expect(late.chains.map(({ members }) => members.map(({ layer: name }) => name))).toEqual([
      ['two', 'three'],
    ]);
  });
});

it('units of the same size make no chain, and strangers neither', () => {
  const same = discoverScaleChains([layer('one', [a, b]), layer('two', [b, a])], rules);
  expect(same.chains).toEqual([]);
  const none = discoverScaleChains(
    [layer('one', strangers(40)), layer('two', strangers(50))],
    rules,
  );
  expect(none.chains).toEqual([]);
  expect(none.patches).toBe(PATCHES);
});
