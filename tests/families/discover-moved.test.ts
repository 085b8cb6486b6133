import { describe, expect, it } from 'vitest';
import { discoverMoved, movedRules } from '../../pipeline/families/discover-moved.ts';
import type { ProbeResponses } from '../../pipeline/families/probe-evidence.ts';
import { compareSets, proposeFrom } from '../../pipeline/families/probe-agreement.ts';
import { hueClasses, rotationClasses } from '../../pipeline/families/stabiliser.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import {
  invariant,
  largestMiss,
  movedResponses,
  randomTemplate,
  type MovedUnit,
} from './moved-units.ts';

const SIZES = [24];
const SAMPLES = 60;
const ELEMENTS = [0, 2.3, 5, 9.6, 13, 20.5];
/** Fewer draws than a real run, which changes no member and no element. */
const rules = { ...movedRules, nullSamples: 199, bootstrapSamples: 100 };

const family = (seed: number, elements: readonly number[], shifts = [[0]]): MovedUnit[] => {
  const template = invariant(randomTemplate(seed, SIZES, SAMPLES, 6), shifts);
  return elements.map((element, i) => ({ template, element: [element], gain: 1 + i }));
};
const strangers = (count: number): MovedUnit[] =>
  Array.from({ length: count }, (_, i) => family(100 + i, [0])[0]!);

/** Templates lie far above zero: a unit with them would respond to everything nearly alike. */
function probe(units: readonly MovedUnit[], name: ProbeResponses['probe'] = 'dead leaves') {
  const responses = movedResponses(units, SIZES, SAMPLES);
  const values = responses.values.map((value, at) => {
    const unit = Math.floor(at / (SAMPLES * 24));
    return Math.max(0, value - 9 * (units[unit]!.gain ?? 1));
  });
  return { probe: name, responses: { ...responses, values }, samplesPerPicture: 2 };
}

describe('a family among strangers', () => {
  const units = [...family(1, ELEMENTS), ...strangers(14)];
  const found = discoverMoved([probe(units), probe(units, 'synthetic')], hueClasses, rules);
  const [set] = found.sets;

  it('is found with exactly its members, and nothing else is', () => {
    expect(found.sets).toHaveLength(1);
    expect(set!.members.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(found.eligible).toBe(20);
  });

  it('has its elements up to one common to all, well within a step', () => {
    const elements = set!.members.map(({ element }) => element);
    expect(
      largestMiss(
        elements,
        ELEMENTS.map((e) => [e]),
        SIZES,
      ),
    ).toBeLessThan(0.1);
  });

  it('is explained by one template, on the pictures that the search did not see too', () => {
    // Cut off at zero between two steps, a curve is not quite its neighbour moved.
    expect(set!.r2).toBeGreaterThan(0.97);
    expect(set!.r2HeldOutLeaveOneOut).toBeGreaterThan(0.95);
    expect(set!.r2Interval[0]).toBeLessThanOrEqual(set!.r2);
    expect(set!.r2Interval[0]).toBeGreaterThan(0.9);
    expect(set!.nulls.elements.pValue).toBe(1 / 200);
    expect(set!.nulls.units.pValue).toBe(1 / 200);
  });

  it('is measured by every probe alone', () => {
    expect(set!.measurements.map(({ probe: name }) => name)).toEqual(['dead leaves', 'synthetic']);
    for (const { elementError, samples } of set!.measurements) {
      expect(elementError).toBeLessThan(0.1);
      expect(samples).toBe(SAMPLES);
    }
  });
});

it('a family that is all there is of its period is compared with the whole layer', () => {
  const half = family(2, [0, 2, 4, 7, 9], [[0], [12]]);
  const { sets } = discoverMoved([probe([...half, ...strangers(15)])], rotationClasses(24), rules);
  expect(sets.map(({ stabiliser, members }) => [stabiliser, members.length])).toEqual([['180', 5]]);
  expect(sets[0]!.nulls.units.pValue).toBe(1 / 200);
});

it('strangers alone, and copies whose samples are dealt anew, give no set', () => {
  expect(discoverMoved([probe(strangers(25))], hueClasses, rules).sets).toEqual([]);
  const dealt = family(1, ELEMENTS).map(({ template, ...rest }, i): MovedUnit => {
    const order = new Random(i).shuffle(Array.from({ length: SAMPLES }, (_, s) => s));
    return { ...rest, template: (sample, place) => template(order[sample]!, place) };
  });
  const { sets, eligible } = discoverMoved([probe(dealt)], hueClasses, rules);
  expect(sets).toEqual([]);
  // Not for lack of units to choose from.
  expect(eligible).toBe(6);
});

it('silent units and those that the group does not move are left out', () => {
  const flat: MovedUnit = { template: (sample) => 10 + (sample % 5), element: [0] };
  const silent: MovedUnit = { template: () => 0, element: [0] };
  const units = [silent, flat, ...family(1, ELEMENTS), ...strangers(8)];
  const found = discoverMoved([probe(units)], hueClasses, rules);
  expect(found.modulation[0]).toBeNull();
  expect(found.modulation[1]).toBeCloseTo(0, 9);
  expect(found.active).toBe(15);
  expect(found.sets[0]!.members.map(({ unit }) => unit)).toEqual([2, 3, 4, 5, 6, 7]);
});

describe('the agreement of two probes', () => {
  const units = [...family(1, ELEMENTS), ...strangers(14)];
  const first = proposeFrom(probe(units), hueClasses, rules);

  it('is complete where they see the same', () => {
    const again = compareSets(first, proposeFrom(probe(units), hueClasses, rules));
    expect(again).toMatchObject({ sharedUnits: 6, samePairs: 1, elementError: 0 });
    expect(again.first).toEqual({ families: 1, units: 6 });
  });

  it('is measured by pairs where they do not', () => {
    const set = first[0]!;
    const moved = set.members.map(({ unit, element }, i) => ({
      unit,
      element: [element[0]! + (i < 3 ? 0 : 40)],
    }));
    const compared = compareSets(first, [{ ...set, members: moved }]);
    // Nine of fifteen pairs are 40° off: the median.
    expect(compared.elementError).toBeCloseTo(40, 9);
    const halves = [set.members.slice(0, 3), set.members.slice(3)];
    const parted = compareSets(
      first,
      halves.map((members) => ({ ...set, members })),
    );
    expect(parted.samePairs).toBeCloseTo(6 / 15, 12);
    expect(compareSets(first, [])).toMatchObject({ sharedUnits: 0, samePairs: null });
  });

  it('forgives what leaves the members as they are, and nothing else', () => {
    const turned = first[0]!.members.map(({ unit, element }, i) => ({
      unit,
      element: [element[0]! + (i < 3 ? 0 : 180)],
    }));
    const other = [{ ...first[0]!, members: turned }];
    const lines = [{ ...first[0]!, stabiliser: [[0], [180]] }];
    expect(compareSets(lines, other).elementError).toBeCloseTo(0, 9);
    expect(compareSets(first, other).elementError).toBeCloseTo(180, 9);
  });
});
