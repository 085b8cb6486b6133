import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignedGram,
  correlationTable,
  steppedGram,
  tableAt,
} from '../../pipeline/families/correlation-table.ts';
import {
  correlationAt,
  correlationCube,
  crossSpectrum,
  normaliseSpectrum,
  selectUnits,
  sumCrossSpectra,
} from '../../pipeline/families/cross-spectrum.ts';
import { groupSpectra, type ResponseGrid } from '../../pipeline/families/group-spectra.ts';
import { expectClose } from '../support/expect-close.ts';
import { invariant, movedResponses, randomTemplate } from './moved-units.ts';

const SAMPLES = 6;
const sizes = [8, 6];
const template = randomTemplate(1, sizes, SAMPLES);

function spectrumOf(grid: ResponseGrid, keep?: (sample: number) => boolean) {
  const units = Array.from({ length: grid.units }, (_, unit) => unit);
  return crossSpectrum(groupSpectra(grid), units, keep);
}

/** Correlation of modulations by its definition: i at g with j at g + element. */
function byDefinition(grid: ResponseGrid, i: number, j: number, e: readonly number[]): number {
  const modulation = (unit: number, sample: number): number[] => {
    const row = Array.from(
      grid.values.subarray((unit * SAMPLES + sample) * 48, (unit * SAMPLES + sample + 1) * 48),
    );
    const mean = row.reduce((sum, value) => sum + value, 0) / 48;
    return row.map((value) => value - mean);
  };
  let sum = 0;
  const norm = [0, 0];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [a, b] = [modulation(i, sample), modulation(j, sample)];
    for (let h = 0; h < 8; h++) {
      for (let t = 0; t < 6; t++) {
        sum += a[h * 6 + t]! * b[((h + e[0]!) % 8) * 6 + ((t + e[1]!) % 6)]!;
      }
    }
    norm[0] = norm[0]! + a.reduce((all, value) => all + value ** 2, 0);
    norm[1] = norm[1]! + b.reduce((all, value) => all + value ** 2, 0);
  }
  return sum / Math.sqrt(norm[0]! * norm[1]!);
}

describe('correlations from spectra', () => {
  const grid = movedResponses(
    [
      { template, element: [0, 0] },
      { template: randomTemplate(2, sizes, SAMPLES), element: [0, 0] },
      { template, element: [3, 5], gain: 7 },
    ],
    sizes,
    SAMPLES,
  );
  const spectrum = normaliseSpectrum(spectrumOf(grid));

  it('are those of the definition, at every element of every pair', () => {
    const cube = correlationCube(spectrum);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        for (let e = 0; e < 48; e++) {
          const expected = byDefinition(grid, i, j, [Math.floor(e / 6), e % 6]);
          expect(Math.abs(cube[(i * 3 + j) * 48 + e]! - expected)).toBeLessThan(1e-4);
        }
      }
    }
  });

  it('are 1 at the element that takes one unit to the other, gains aside', () => {
    expect(correlationAt(spectrum, 0, 2, [3, 5])).toBeCloseTo(1, 4);
    expect(correlationAt(spectrum, 2, 0, [-3, -5])).toBeCloseTo(1, 4);
    expect(correlationAt(spectrum, 0, 2, [-3, -5])).toBeLessThan(0.9);
  });

  it('reach 1 between the elements of the grid, on every axis', () => {
    fc.assert(
      fc.property(
        // Hundredths of a step: fast-check's doubles cluster about zero.
        fc.tuple(fc.nat(1199), fc.nat(1199)).map((place) => place.map((step) => step / 100)),
        (element) => {
          const smooth = randomTemplate(3, [12, 12], SAMPLES);
          const moved = movedResponses(
            [
              { template: smooth, element: [0, 0] },
              { template: smooth, element },
            ],
            [12, 12],
            SAMPLES,
          );
          const value = correlationAt(normaliseSpectrum(spectrumOf(moved)), 0, 1, element);
          // The template's harmonics of 3 lie far below the grid's 6.
          expect(value).toBeGreaterThan(0.9999);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('add up over the halves of the samples', () => {
    const [even, odd] = [0, 1].map((half) => spectrumOf(grid, (s) => s % 2 === half));
    const whole = spectrumOf(grid);
    sumCrossSpectra(even!, odd!).real.forEach((table, c) => {
      expectClose(table, whole.real[c]!, { ofLargest: 1e-5 });
    });
  });

  it('of some units are those of the whole', () => {
    const part = selectUnits(spectrum, [2, 0]);
    expect(part.units).toEqual([2, 0]);
    expect(correlationAt(part, 1, 0, [3, 5])).toBeCloseTo(1, 4);
  });
});

describe('the correlation table', () => {
  const subgroup = [
    [0, 0],
    [4, 3],
  ];
  const grid = movedResponses(
    [
      { template: invariant(template, subgroup), element: [0, 0] },
      { template: invariant(template, subgroup), element: [5, 1] },
      { template, element: [0, 0] },
    ],
    sizes,
    SAMPLES,
  );
  const spectrum = normaliseSpectrum(spectrumOf(grid));
  const table = correlationTable(spectrum, [4 * 6 + 3]);

  it('names elements by the smallest of their coset and finds the best of every pair', () => {
    // (5, 1) and (1, 4) are one coset.
    expect(table.grid.coordinates(table.best[0 * 3 + 1]!)).toEqual([1, 4]);
    expect(table.best[1 * 3 + 0]).toBe(table.coset[table.grid.negate(5 * 6 + 1)]);
    expect(table.strength[0 * 3 + 1]).toBeCloseTo(1, 4);
  });

  it('is the same on a whole coset', () => {
    for (let e = 0; e < 48; e++) {
      expect(tableAt(table, 0, 2, e)).toBeCloseTo(tableAt(table, 0, 2, table.coset[e]!), 5);
    }
  });

  it('gives the same matrix of aligned members by steps and by real numbers', () => {
    const elements = [7, 20, 33];
    const places = elements.map((e) => table.grid.coordinates(e));
    expectClose(steppedGram(table, [0, 1, 2], elements), alignedGram(table, [0, 1, 2], places), {
      absolute: 1e-5,
    });
  });
});
