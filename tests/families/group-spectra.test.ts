import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coordinates,
  flatIndex,
  gridCharacters,
  groupSpectra,
} from '../../pipeline/families/group-spectra.ts';
import { movedResponses, randomTemplate } from './moved-units.ts';

const grids = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });

describe('the characters of a grid', () => {
  it('are all but the trivial one, up to conjugates', () => {
    fc.assert(
      fc.property(grids, (sizes) => {
        const order = sizes.reduce((product, n) => product * n, 1);
        const weights = gridCharacters(sizes).map(({ weight }) => weight);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(order - 1);
      }),
    );
  });

  it('are the slowest of those that agree on the grid, on every axis', () => {
    for (const { harmonics } of gridCharacters([12, 12, 5])) {
      harmonics.forEach((k, axis) => {
        const half = [12, 12, 5][axis]! / 2;
        expect(k).toBeGreaterThan(-half);
        expect(k).toBeLessThanOrEqual(half);
      });
    }
    // Twelve steps on the second axis: −5 … 6, so some must be negative.
    expect(gridCharacters([12, 12]).some(({ harmonics }) => harmonics[1] === -5)).toBe(true);
  });

  it('have places that numbers and coordinates agree on', () => {
    fc.assert(
      fc.property(grids, fc.nat(), (sizes, number) => {
        const index = number % sizes.reduce((product, n) => product * n, 1);
        expect(flatIndex(coordinates(index, sizes), sizes)).toBe(index);
      }),
    );
    expect(coordinates(17, [2, 3, 4])).toEqual([1, 1, 1]);
  });
});

describe('the spectra of responses', () => {
  const sizes = [6, 4];
  const units = [1, 2, 3].map((seed) => ({
    template: randomTemplate(seed, sizes, 5),
    element: [0, 0],
    gain: seed,
  }));
  const grid = movedResponses(units, sizes, 5);
  const spectra = groupSpectra(grid);

  it('hold the power of the modulation (Parseval), the mean over the group left out', () => {
    for (let unit = 0; unit < 3; unit++) {
      let power = 0;
      for (let sample = 0; sample < 5; sample++) {
        const start = (unit * 5 + sample) * 24;
        const row = grid.values.subarray(start, start + 24);
        const mean = row.reduce((sum, value) => sum + value, 0) / 24;
        power += row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 24 / 5;
      }
      // Responses are float32.
      expect(spectra.power[unit]! / power).toBeCloseTo(1, 4);
      expect(spectra.power[unit]).toBeLessThanOrEqual(spectra.variance[unit]! * (1 + 1e-4));
    }
  });

  it('of a silent unit are zero', () => {
    const silent = groupSpectra({ ...grid, units: 1, values: new Float32Array(120) });
    expect([silent.power[0], silent.variance[0]]).toEqual([0, 0]);
  });
});
