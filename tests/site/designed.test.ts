import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainingShare as fromTheRecords } from '../../pipeline/atlas/claims/parameter-bound.ts';
import { cifarHalfEquivariant } from '../../pipeline/designed/cifar-networks.ts';
import { cyclicSpectrum } from '../../pipeline/numerics/cyclic-fourier.ts';
import {
  circulant,
  cyclicFourier,
  inBasis,
  realCharacters,
  waveAt,
  wavesOf,
} from '../../src/lib/cyclic-harmonics.ts';
import {
  analoguePairs,
  largestError,
  residualStrips,
  stripRows,
} from '../../src/lib/comparison.ts';
import {
  countsBetween,
  FREQUENCY_ENDS,
  histogramBars,
  roseCounts,
  rosePetals,
  toldOf,
} from '../../src/lib/first-layer.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { measuredBounds, remainingShare } from '../../src/lib/parameter-bound.ts';
import { targetOf, tiedPairs, TYING_LETTERS, tyingSentence } from '../../src/lib/tying.ts';
import {
  exampleCircuit,
  exampleFamily,
  filledResponses,
  profileKernel,
} from '../../src/lib/worked-examples.ts';
import { expectClose } from '../support/expect-close.ts';
import { PROJECT } from './build-project.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';

/** Sums of a few dozen products of numbers up to 10, in double precision. */
const rounding = { absolute: 1e-10 };
const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
  minLength: 1,
  maxLength: 24,
});

describe('the Fourier transform on C_8', () => {
  it('gives the coefficients of a wave and its mean', () => {
    const wave = Array.from({ length: 8 }, (_, j) => 3 + Math.cos((Math.PI * j) / 2));
    const coefficients = cyclicFourier(wave);
    expectClose(
      coefficients.map(({ real }) => real),
      [24, 0, 4, 0, 0, 0, 4, 0],
      rounding,
    );
    expectClose(
      coefficients.map(({ imaginary }) => imaginary),
      [0, 0, 0, 0, 0, 0, 0, 0],
      rounding,
    );
  });

  it('agrees with the transform by which the records are made', () => {
    fc.assert(
      fc.property(values, (samples) => {
        const { real, imaginary } = cyclicSpectrum(samples);
        const own = cyclicFourier(samples).slice(0, real.length);
        expectClose(
          own.map((c) => c.real),
          real,
          rounding,
        );
        expectClose(
          own.map((c) => c.imaginary),
          imaginary,
          rounding,
        );
      }),
    );
  });

  it('takes values apart into waves whose sum they are, with shares that add up', () => {
    fc.assert(
      fc.property(values, (samples) => {
        const waves = wavesOf(samples);
        const sums = samples.map((_, j) =>
          waves.reduce((sum, wave) => sum + waveAt(wave, j, samples.length), 0),
        );
        expectClose(sums, samples, rounding);
        const share = waves.reduce((sum, wave) => sum + wave.share, 0);
        if (samples.length > 1 && Math.max(...samples) - Math.min(...samples) > 1e-3) {
          expect(share).toBeCloseTo(1, 12);
        }
        expect(waves[0]!.share).toBe(0);
      }),
    );
  });

  it('turns the phase of frequency k by −k steps, and no amplitude, where values move by one step', () => {
    const samples = [5, 4, 1, 0.5, 0.2, 0.4, 1.5, 3];
    const moved = samples.map((_, j) => samples[(j + 7) % 8]!);
    const [before, after] = [wavesOf(samples), wavesOf(moved)];
    before.forEach(({ amplitude, phase, frequency }, k) => {
      expect(after[k]!.amplitude).toBeCloseTo(amplitude, 12);
      const change = (((after[k]!.phase - phase + 45 * frequency) % 360) + 540) % 360;
      expect(change).toBeCloseTo(180, 9);
    });
  });
});

describe('a circulant matrix', () => {
  it('has one weight on every diagonal, target less source', () => {
    expect(circulant([1, 2, 3])).toEqual([
      [1, 3, 2],
      [2, 1, 3],
      [3, 2, 1],
    ]);
  });

  it('is taken by the real characters to blocks of 1 and 2 that hold the transform of its kernel', () => {
    fc.assert(
      fc.property(values, (kernel) => {
        const n = kernel.length;
        const blocks = inBasis(circulant(kernel), realCharacters(n));
        const transform = cyclicFourier(kernel);
        const frequencyOf = (row: number) => Math.floor((row + 1) / 2);
        const expected = blocks.map((row, i) =>
          row.map((_, j) => {
            const k = frequencyOf(i);
            if (k !== frequencyOf(j)) return 0;
            const { real, imaginary } = transform[k]!;
            if (i === j) return real;
            // Cosine to sine and back: a turn by the coefficient's angle.
            return i < j ? imaginary : -imaginary;
          }),
        );
        expectClose(blocks.flat(), expected.flat(), rounding);
      }),
    );
  });

  it('has an orthonormal basis of characters', () => {
    for (const n of [1, 2, 7, 8, 12]) {
      const basis = realCharacters(n);
      const identity = basis.map((_, i) => basis.map((_, j) => (i === j ? 1 : 0)));
      expectClose(inBasis(identity, basis).flat(), identity.flat(), rounding);
    }
  });
});

describe('the parameter bound', () => {
  it('is one without families, 1 / K where all units are in them, and that of the records', () => {
    expect(remainingShare(0, 16)).toBe(1);
    expect(remainingShare(1, 16)).toBe(1 / 16);
    expect(remainingShare(0.5, 2)).toBe(0.875);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 64 }), (r, copies) => {
        expect(remainingShare(r, copies)).toBe(fromTheRecords(r, copies));
      }),
    );
  });

  it('counts the weights of a layer whose families are tied', () => {
    // 12 of 16 units on both sides in families of 4: 144 of 256 weights are tied four to one.
    expect(remainingShare(12 / 16, 4) * 256).toBe(256 - 144 + 144 / 4);
  });

  it('finds measured shares and copies in the numbers of the claim, and leaves gaps out', () => {
    const number = (what: string, value: number) => ({ what, value, unit: '' });
    const numbers = [
      number('r, whole model', 10),
      number('K, whole model', 4),
      number('remaining share of the parameters, whole model', 99.25),
      number('median R² of tying', 0.3),
      ...[
        number('r · conv1', 50),
        number('K · conv1', 8),
        number('remaining share · conv1', 78.125),
      ],
      number('r · conv2', 20),
    ];
    expect(measuredBounds({ numbers })).toEqual([
      { place: 'conv1', r: 0.5, copies: 8, remaining: 0.78125 },
      { place: 'whole model', r: 0.1, copies: 4, remaining: 0.9925 },
    ]);
  });
});

describe('the worked examples', () => {
  const layer = 'inception_3a/output';
  const family = (
    tag: string,
    members: number,
    verdict: 'partial' | 'not supported' = 'partial',
  ) => ({
    ...{ tag, layer, name: 'curves', members, verdict },
  });
  const records = fixtureRecords(
    [family('AA00', 12), family('AA01', 9), family('AA02', 40, 'not supported'), family('AA03', 7)],
    [['CC00', 'AA00', 'AA01']],
  );
  const atlas = indexModel(asModelRecords(records));

  it('take the supported family with the smallest gap that has a member for every element', () => {
    expect(exampleFamily([atlas])?.family.tag).toBe('AA00');
    const few = fixtureRecords([family('AA03', 7)], []);
    expect(exampleFamily([indexModel(asModelRecords(few))])).toBeUndefined();
    expect(exampleFamily([])).toBeUndefined();
  });

  it('sample its mean tuning with the peak at the unit of the stimulus', () => {
    const responses = filledResponses(exampleFamily([atlas])!.family);
    expect(responses).toHaveLength(8);
    expect(responses.indexOf(Math.max(...responses))).toBe(0);
  });

  it('want a circuit whose profile goes all the way around over enough pairs', () => {
    const bin = (delta: number, pairs: number) => ({
      ...{ delta, pairs, weight: delta, interval: [0, 0] as [number, number] },
    });
    const around = [-135, -90, -45, 0, 45, 90, 135, 180];
    const withProfile = (profile: ReturnType<typeof bin>[]) =>
      exampleCircuit([
        { ...atlas, circuits: atlas.circuits.map((circuit) => ({ ...circuit, profile })) },
      ]);
    const full = withProfile(around.map((delta) => bin(delta, 10)));
    expect(full?.circuit.tag).toBe('CC00');
    expect(
      withProfile(around.map((delta, i) => bin(delta, 10 - (i === 3 ? 1 : 0)))),
    ).toBeUndefined();
    expect(withProfile(around.slice(1).map((delta) => bin(delta, 10)))).toBeUndefined();
    expect(profileKernel(full!.circuit.profile)).toEqual([0, 45, 90, 135, 180, -135, -90, -45]);
  });
});

describe('the figures of a first layer', () => {
  it('take every filter for what can be told of it', () => {
    const unit = (fits: boolean, oriented: boolean, cycles: number, hue: number | null) => ({
      ...{ fits, oriented, colour: { hue } },
      gabor: { x: 1, y: -2, orientation: 30, frequency: 0.2, cycles },
    });
    const units = [
      unit(true, true, 2, 40),
      unit(true, false, 0.4, null),
      unit(true, true, 0.5, null),
      unit(false, false, 3, 90),
    ];
    expect(toldOf({ units })).toEqual({
      fitted: 3,
      orientations: [30, 30],
      frequencies: [0.2, 0.2],
      hues: [40],
      places: [
        [1, -2],
        [1, -2],
        [1, -2],
      ],
    });
  });

  it('count orientations around their bins, with 179° beside 0°', () => {
    expect(roseCounts([0, 7, 179, 172.6, 8, 90])).toEqual([4, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('draw every bin of the rose twice, with areas in proportion to counts', () => {
    const petals = rosePetals([4, 1, ...Array.from({ length: 10 }, () => 0)], 50);
    const radii = petals.map((petal) => Number(/A([\d.]+)/.exec(petal)![1]));
    expect(radii).toEqual([50, 50, 25, 25]);
    expect(rosePetals([0, 0], 50)).toEqual([]);
  });

  it('count values between ends, each once, and the highest in the last bin', () => {
    expect(countsBetween([0, 0.05, 0.049, 0.5, 0.499], FREQUENCY_ENDS)).toEqual([
      2, 1, 0, 0, 0, 0, 0, 0, 0, 2,
    ]);
    expect(histogramBars([2, 1], { width: 10, height: 8 })).toEqual([
      { x: 0, y: 0, width: 4, height: 8 },
      { x: 5, y: 4, width: 4, height: 4 },
    ]);
  });
});

describe('the comparison of networks', () => {
  it('takes the largest error of a layer from the families of its fields', () => {
    const layer = {
      ...{ layer: 'conv1', unitsInFields: 32, fields: 2, distinctFields: 2, found: 2 },
      ...{ unitPrecision: 1, unitRecall: 1 },
    };
    const families = [{ elementError: { median: 1, largest: 3 } }, { elementError: null }];
    expect(largestError({ ...layer, families })).toBe(3);
    expect(largestError({ ...layer, families: families.slice(1) })).toBeUndefined();
  });

  it('shows the pairs that are analogues, most similar first, and refuses a lost family', () => {
    const family = (tag: string, verdict = 'partial' as const) => ({
      ...{ tag, layer: 'inception_3a/output', name: 'curves', members: 8, verdict },
    });
    const records = fixtureRecords([family('AA00'), family('AA01'), family('AA02')], []);
    const atlas = indexModel(asModelRecords(records));
    const chance = { samples: 9, mean: 0.1, q95: 0.2, pValue: 0.1 };
    const row = (tag: string, similarity: number, isAnalogue: boolean) => ({
      ...{ family: tag, counterpart: 'AA02', similarity, isAnalogue, qValue: 0.01 },
      nulls: { elements: chance, kinds: chance, units: chance },
    });
    const families = [row('AA00', 0.6, true), row('AA01', 0.9, true), row('AA02', 0.95, false)];
    const pairs = analoguePairs({ families }, atlas, atlas);
    expect(pairs.map((pair) => [pair.family.tag, pair.counterpart.tag])).toEqual([
      ['AA01', 'AA02'],
      ['AA00', 'AA02'],
    ]);
    const lost = { families: [row('ZZ99', 0.9, true)] };
    expect(() => analoguePairs(lost, atlas, atlas)).toThrow(/hue ZZ99 of googlenet, found none/);
  });

  it('sets residuals against what untied weights leave, natural by group, designed by measure', () => {
    const circuit = (tag: string, group: 'rotation' | 'hue', residual: number) => ({
      ...{ tag, group, residual, untied: 0.8 },
    });
    const layer = { layer: 'conv2', untied: 0.5, quarterTurns: 0, steered: 0.001, aligned: 0.1 };
    const strips = residualStrips([
      { natural: { circuits: [circuit('CC00', 'hue', 0.4)] }, designed: null },
      { natural: null, designed: { layers: [layer] } },
    ]);
    expect(
      strips.map(({ title, values }) => [title, values[0]!.name, values[0]!.ofUntied]),
    ).toEqual([
      ['natural, hue', 'CC00', 0.5],
      ['designed, quarter turns', 'conv2', 0],
      ['designed, all turns', 'conv2', 0.002],
      ['designed, by this ruler', 'conv2', 0.2],
    ]);
    expect(residualStrips([])).toEqual([]);
  });
});

describe('dots on a strip', () => {
  it('never cover each other and stay near the middle', () => {
    expect(stripRows([0, 1, 2, 20], 6)).toEqual([0, 1, -1, 0]);
    const places = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(places, (positions) => {
        const rows = stripRows(positions, 6);
        positions.forEach((a, i) => {
          positions.slice(0, i).forEach((b, j) => {
            expect(rows[i] !== rows[j] || Math.abs(a - b) >= 6 - 1e-9).toBe(true);
          });
        });
      }),
    );
  });
});

describe('the diagram of tied weights', () => {
  it('has all 64 weights in eight sets, each a diagonal of the matrix', () => {
    const pairs = tiedPairs();
    const matrix = circulant([...TYING_LETTERS].map((_, relative) => relative));
    expect(
      new Set(pairs.map(({ source, target }) => `${String(source)} ${String(target)}`)).size,
    ).toBe(64);
    for (const { source, target, relative } of pairs) {
      expect(matrix[target]![source]).toBe(relative);
      expect(targetOf(source, relative)).toBe(target);
    }
  });

  it('says which weight is shown', () => {
    expect(tyingSentence(7, 2)).toMatch(
      /^The weight from 315° to 45° is C\. The same C stands .* 90°:/,
    );
  });
});

describe('the text on group convolution', () => {
  const text = readFileSync(join(PROJECT, 'content/designed/convolution.md'), 'utf8');

  it('names files that are there, and the group of the networks', () => {
    const files = [...text.matchAll(/`([\w/-]+\.ts)`/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const path = file.includes('/') ? file : `pipeline/designed/${file}`;
      expect(existsSync(join(PROJECT, path)), path).toBe(true);
    }
    const { turns, mirrors } = cifarHalfEquivariant.symmetry;
    expect(mirrors).toBe(false);
    expect(text).toContain(`half equivariant under $C_{${String(turns)}}$`);
  });
});
