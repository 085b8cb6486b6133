import { describe, expect, it } from 'vitest';
import { excessMatch } from '../../pipeline/circuits/correspondence-excess.ts';
import {
  exchange,
  partnersByStrength,
  sharedPartners,
} from '../../pipeline/circuits/correspondence-exchange.ts';
import {
  incomingKernels,
  outgoingKernels,
  placeCosines,
  unitCosines,
} from '../../pipeline/circuits/correspondence-kernels.ts';
import { rankAmongOthers } from '../../pipeline/circuits/correspondence-null.ts';
import { linkedSets } from '../../pipeline/circuits/correspondence-sets.ts';
import type { LinearPath } from '../../pipeline/circuits/linear-path.ts';
import { Random } from '../../pipeline/numerics/random.ts';

/** A path of 3 × 3 kernels whose weights are given by a function. */
function path(
  sources: number,
  channels: number,
  weight: (place: number, source: number, channel: number) => number,
): LinearPath {
  const kernel = new Float32Array(9 * sources * channels);
  for (let i = 0; i < kernel.length; i++) {
    const source = Math.floor(i / channels) % sources;
    kernel[i] = weight(Math.floor(i / channels / sources), source, i % channels);
  }
  return { size: 3, origin: -1, stride: 1, sources, channels, kernel, approximations: [] };
}

describe('the kernels of a branch', () => {
  const code = path(4, 5, (place, source, channel) => 100 * place + 10 * source + channel);

  it('come in from the sources of its own channels, scaled to unit length', () => {
    const { values, norms, shares } = incomingKernels(code, 2, 2);
    // Unit 1 is channel 3; its weight from source 2 at place 7.
    expect(values[(1 * 4 + 2) * 9 + 7]! * norms[1]!).toBeCloseTo(723, 3);
    expect(shares.subarray(4).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  it('go out to all channels of the layer after', () => {
    const { values, norms } = outgoingKernels(code, 1, 2);
    // Unit 1 is source 2; its weight to target 4 at place 5.
    expect(values[(1 * 5 + 4) * 9 + 5]! * norms[1]!).toBeCloseTo(524, 3);
  });

  it('hold only the places that the branch uses', () => {
    const cross = path(2, 3, (place, _, channel) => (channel === 0 || place % 2 === 1 ? 1 : 0));
    expect(incomingKernels(cross, 1, 2).places).toBe(4);
    expect(incomingKernels(cross, 0, 3).places).toBe(9);
  });

  it('of a unit without weights are zero and similar to nothing', () => {
    const silent = path(2, 2, (_, __, channel) => channel);
    const kernels = incomingKernels(silent, 0, 2);
    expect(Array.from(unitCosines(kernels))).toEqual([0, 0, 0, expect.closeTo(1, 6)]);
  });

  it('lie at the same places or not, whatever the partners and the signs', () => {
    const left = (place: number): boolean => place % 3 === 0;
    const halves = path(2, 3, (place, source, channel) => {
      if (channel === 2) return left(place) ? 0 : 1;
      return left(place) && source === channel ? (channel === 0 ? 1 : -2) : 0;
    });
    const cosines = placeCosines(incomingKernels(halves, 0, 3));
    expect(cosines[1]).toBeCloseTo(1, 6);
    expect(cosines[2]).toBeCloseTo(0, 6);
  });
});

describe('an exchange of partners', () => {
  const rules = { strongest: 4, alike: 0.25 };
  const random = new Random(4);
  const patterns = Array.from({ length: 6 }, () =>
    Array.from({ length: 9 }, () => random.normal()),
  );
  /** Unit 0 reads partners 0–3 as unit 1 reads 7, 6, 5, 4; both read 8 and 9 alike. */
  const twoUnits = (noise: number) =>
    path(10, 2, (place, source, channel) => {
      const pattern = source >= 8 ? source - 4 : channel === 0 ? source : 7 - source;
      const drawn = noise === 0 ? 0 : noise * random.normal();
      return (pattern < 4 || source >= 8 ? patterns[pattern]![place]! : 0) + drawn;
    });

  it('finds the planted partners, each way, and leaves alone what both use alike', () => {
    const kernels = incomingKernels(twoUnits(0.1), 0, 2);
    const order = partnersByStrength(kernels);
    const { match, partners } = exchange(kernels, order, 0, 1, rules);
    expect([...partners].sort(([a], [b]) => a - b)).toEqual([
      [0, 7],
      [1, 6],
      [2, 5],
      [3, 4],
    ]);
    expect(match).toBeGreaterThan(0.95);
    expect(sharedPartners(kernels, order, 0, 1, { ...rules, strongest: 10 })).toBe(2);
  });

  it('matches wholly without noise and the same from either unit', () => {
    const kernels = incomingKernels(twoUnits(0), 0, 2);
    const order = partnersByStrength(kernels);
    const there = exchange(kernels, order, 0, 1, rules);
    const back = exchange(kernels, order, 1, 0, rules);
    expect(there.match).toBeCloseTo(1, 6);
    expect(back.match).toBeCloseTo(there.match, 12);
    expect(back.partners.map(([a, b]) => [b, a])).toEqual(there.partners);
  });

  it('takes the match of partners that an image transformation relates for no evidence', () => {
    const kernels = incomingKernels(twoUnits(0), 0, 2);
    const order = partnersByStrength(kernels);
    const blind = exchange(kernels, order, 0, 1, rules, (a, b) => a + b === 7);
    expect(blind.match).toBeLessThan(0.7);
    expect(exchange(kernels, order, 0, 1, rules, () => true).match).toBe(0);
  });

  it('is empty for a unit and its double', () => {
    const kernels = incomingKernels(
      path(10, 2, (place, source) => patterns[source % 6]![place]!),
      0,
      2,
    );
    const order = partnersByStrength(kernels);
    expect(exchange(kernels, order, 0, 1, rules)).toEqual({ match: 0, partners: [] });
    expect(sharedPartners(kernels, order, 0, 1, rules)).toBe(4);
  });
});

describe('excessMatch', () => {
  const units = 12;
  const random = new Random(8);
  const symmetric = (value: () => number): Float64Array => {
    const matrix = new Float64Array(units * units);
    for (let i = 0; i < units; i++) {
      for (let j = i + 1; j < units; j++) matrix[i * units + j] = matrix[j * units + i] = value();
    }
    return matrix;
  };
  const effects = Array.from({ length: units }, () => random.normal());
  const additive = (i: number, j: number): number => 0.3 + effects[i]! + effects[j]!;
  const covariate = symmetric(() => random.normal());

  it('leaves nothing of additive effects of the units and of the covariates', () => {
    const match = covariate.map((value, pair) => {
      const [i, j] = [Math.floor(pair / units), pair % units];
      return i === j ? 7 : additive(i, j) + 2 * value - 0.5 * value ** 2;
    });
    // The ridge of the least squares is 1e-9.
    expect(Math.max(...excessMatch(match, [covariate], units).map(Math.abs))).toBeLessThan(1e-6);
  });

  it('keeps most of what one pair has more than they account for', () => {
    const match = covariate.map((_, pair) => additive(Math.floor(pair / units), pair % units));
    match[3 * units + 8] = match[8 * units + 3] = match[3 * units + 8]! + 1;
    const excess = excessMatch(match, [], units);
    expect(excess[3 * units + 8]).toBeGreaterThan(0.75);
    expect(excess[8 * units + 3]).toBe(excess[3 * units + 8]);
  });

  it('refuses fewer units than it can tell apart', () => {
    expect(() => excessMatch(new Float64Array(4), [], 2)).toThrow('at least 3 units, found 2');
  });
});

describe('rankAmongOthers', () => {
  it('counts as a loop over the others would, ties against the chosen', () => {
    const random = new Random(2);
    const all = Float64Array.from({ length: 200 }, () => random.integer(40));
    const sorted = Float64Array.from(all).sort();
    const others = all.subarray(30);
    const expected = Array.from(
      all.subarray(0, 20),
      (value) => (1 + others.filter((other) => other >= value).length) / 171,
    );
    expect(rankAmongOthers(sorted, all.subarray(0, 20), all.subarray(20, 30))).toEqual(expected);
  });
});

describe('linkedSets', () => {
  const link = (a: number, b: number, qValue: number) => ({ units: [a, b] as const, qValue });
  const setsOf = (...links: ReturnType<typeof link>[]) =>
    linkedSets(links).map(({ units, links: held }) => [units, held.length]);

  it('joins units of which every two are linked', () => {
    expect(setsOf(link(4, 9, 0.01), link(2, 9, 0.02), link(2, 4, 0.03))).toEqual([[[2, 4, 9], 3]]);
  });

  it('keeps a chain apart: its ends are not linked', () => {
    expect(setsOf(link(1, 2, 0.02), link(2, 3, 0.01))).toEqual([
      [[2, 3], 1],
      [[1, 2], 1],
    ]);
  });

  it('puts every link into one set and starts from the strongest', () => {
    const square = [link(1, 2, 0.01), link(1, 3, 0.02), link(2, 3, 0.03)];
    expect(setsOf(...square, link(3, 4, 0.001), link(2, 4, 0.04))).toEqual([
      [[2, 3, 4], 3],
      [[1, 2], 1],
      [[1, 3], 1],
    ]);
  });

  it('makes no sets of no links', () => {
    expect(linkedSets([])).toEqual([]);
  });
});
