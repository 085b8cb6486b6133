import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correlationTable,
  elementDistance,
  type CorrelationTable,
} from '../../pipeline/families/correlation-table.ts';
import { crossSpectrum, normaliseSpectrum } from '../../pipeline/families/cross-spectrum.ts';
import { groupSpectra } from '../../pipeline/families/group-spectra.ts';
import {
  memberAgreement,
  refineBetweenSteps,
  refineOnGrid,
  synchroniseElements,
} from '../../pipeline/families/solve-elements.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { invariant, largestMiss, movedResponses, randomTemplate } from './moved-units.ts';

const SAMPLES = 12;
const UNITS = 7;

interface Case {
  readonly sizes: readonly number[];
  /** Subgroup that leaves the template as it is, the identity first. */
  readonly subgroup: readonly (readonly number[])[];
  /** Highest harmonic of the template: the average over the subgroup must leave some. */
  readonly highest: number;
}

const cases: readonly (readonly [string, Case])[] = [
  ['a circle', { sizes: [24], subgroup: [[0]], highest: 3 }],
  ['a circle after half a turn', { sizes: [24], subgroup: [[0], [12]], highest: 4 }],
  ['a circle after a quarter turn', { sizes: [24], subgroup: [[0], [6], [12], [18]], highest: 8 }],
  ['a torus', { sizes: [12, 12], subgroup: [[0, 0]], highest: 3 }],
  [
    'a torus up to half a turn of both axes',
    {
      sizes: [12, 12],
      subgroup: [
        [0, 0],
        [6, 6],
      ],
      highest: 3,
    },
  ],
];

function tableOf(
  { sizes, subgroup, highest }: Case,
  elements: readonly (readonly number[])[],
): CorrelationTable {
  const template = invariant(randomTemplate(5, sizes, SAMPLES, highest), subgroup);
  const grid = movedResponses(
    elements.map((element) => ({ template, element })),
    sizes,
    SAMPLES,
  );
  const units = elements.map((_, unit) => unit);
  const spectrum = normaliseSpectrum(crossSpectrum(groupSpectra(grid), units));
  const generators = subgroup
    .slice(1)
    .map((place) => place.reduce((index, step, axis) => index * sizes[axis]! + step, 0));
  return correlationTable(spectrum, generators);
}

describe.each(cases)('elements on %s', (_, given) => {
  const { sizes, subgroup } = given;
  const truth = (seed: number, whole: boolean): number[][] => {
    const random = new Random(seed);
    return Array.from({ length: UNITS }, () =>
      sizes.map((size) => (whole ? random.integer(size) : size * random.uniform())),
    );
  };
  const members = Array.from({ length: UNITS }, (__, i) => i);

  it('are recovered exactly where they lie on the grid', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const planted = truth(seed, true);
        const table = tableOf(given, planted);
        const found = refineOnGrid(table, members, synchroniseElements(table, members));
        const places = found.map((e) => table.grid.coordinates(e));
        expect(largestMiss(places, planted, sizes, subgroup)).toBe(0);
        for (const { agreeing, correlation } of memberAgreement(table, members, found, {
          strength: 0.9,
          toleranceSteps: 0,
        })) {
          expect(agreeing).toBe(1);
          expect(correlation).toBeGreaterThan(0.999);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('are recovered between its steps', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const planted = truth(seed, false);
        const table = tableOf(given, planted);
        const found = refineBetweenSteps(
          table,
          members,
          refineOnGrid(table, members, synchroniseElements(table, members)),
        );
        // A parabola through half steps of waves of three steps and more.
        expect(largestMiss(found, planted, sizes, subgroup)).toBeLessThan(0.15);
      }),
      { numRuns: 15 },
    );
  });
});

describe('agreement', () => {
  const planted = [[0], [3], [7], [11], [16], [20]];
  const table = tableOf(cases[0]![1], planted);
  const members = planted.map((_, i) => i);
  const rules = { strength: 0.9, toleranceSteps: 1 };

  it('is lost by a member whose element is wrong, and costs the others one tie', () => {
    const scores = memberAgreement(table, members, [0, 3, 7, 11, 16, 23], rules);
    expect(scores[5]!.agreeing).toBe(0);
    expect(scores[0]!.agreeing).toBeCloseTo(4 / 5, 12);
  });

  it('counts distances up to the stabiliser', () => {
    const halves = tableOf(cases[1]![1], planted);
    expect(elementDistance(table, 2, 13)).toBe(11);
    expect(elementDistance(halves, 2, 13)).toBe(1);
    expect(elementDistance(table, 23, 1)).toBe(2);
  });
});
