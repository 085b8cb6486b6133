import { describe, expect, it } from 'vitest';
import {
  adjustOverModel,
  correspondenceRules,
  findCorrespondences,
  noGroupClaimed,
  type CorrespondenceArguments,
} from '../../pipeline/circuits/correspondence.ts';
import type { LinearPath } from '../../pipeline/circuits/linear-path.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const units = 60;
const partners = 48;
const targets = 40;
const rules = { ...correspondenceRules, strongest: 6, deals: 39 };

/** Random 3 × 3 weights of which a few are strong, [place, source, channel]. */
function randomPath(sources: number, channels: number, random: Random): LinearPath {
  const strength = Float64Array.from({ length: sources * channels }, () => random.normal() ** 2);
  const kernel = Float32Array.from(
    { length: 9 * strength.length },
    (_, i) => strength[i % strength.length]! * random.normal(),
  );
  return { size: 3, origin: -1, stride: 1, sources, channels, kernel, approximations: [] };
}

/** Units of the planted set read as the first does, but from partners of their own. */
const planted = [5, 17, 41];

interface Planting {
  readonly incoming: boolean;
  readonly outgoing: boolean;
}

function layer(seed: number, planting: Planting): CorrespondenceArguments {
  const random = new Random(seed);
  const incoming = randomPath(partners, units, random);
  const outgoing = randomPath(units, targets, random);
  const noisy = (value: number): number => value + 0.3 * random.normal();
  const [first = 0, ...others] = planted;
  others.forEach((unit, which) => {
    for (let place = 0; place < 9; place++) {
      const row = (source: number): number => (place * partners + source) * units;
      for (let source = 0; planting.incoming && source < partners; source++) {
        const turned = (source + 11 * (which + 1)) % partners;
        incoming.kernel[row(turned) + unit] = noisy(incoming.kernel[row(source) + first]!);
      }
      const column = (of: number): number => (place * units + of) * targets;
      for (let target = 0; planting.outgoing && target < targets; target++) {
        outgoing.kernel[column(unit) + target] = noisy(outgoing.kernel[column(first) + target]!);
      }
    }
  });
  return {
    layer: 'planted',
    incoming,
    outgoing,
    branches: [{ name: 'planted/3x3', first: 0, units, kernel: 3 }],
    related: () => false,
    rules,
  };
}

const found = (args: CorrespondenceArguments): number[][] =>
  findCorrespondences(args).correspondences.map((set) => [...set.units]);

const both: Planting = { incoming: true, outgoing: true };

describe('findCorrespondences', () => {
  it.each([1, 2, 3, 4])('finds a planted set of three, seed %i', (seed) => {
    const result = findCorrespondences(layer(seed, both));
    const [set] = result.correspondences;
    expect(set!.units).toEqual(planted);
    expect(set!.pairs).toHaveLength(3);
    for (const pair of set!.pairs) {
      expect(pair.incomingMatch).toBeGreaterThan(pair.null.q95);
      expect(pair.outgoingMatch).toBeGreaterThan(0.8);
      expect(Math.abs(pair.incomingCosine)).toBeLessThan(0.3);
      expect(pair.qValue).toBeLessThanOrEqual(0.05);
    }
    expect(result.found.pairs).toBeGreaterThan(result.found.null.q95);
  });

  it('names the exchanged partners', () => {
    const { correspondences } = findCorrespondences(layer(1, both));
    const pair = correspondences[0]!.pairs.find(({ units: [i, j] }) => i === 5 && j === 17)!;
    const turns = pair.partners.map(([a, b]) => (b - a + partners) % partners);
    expect(turns.filter((turn) => turn === 11).length).toBeGreaterThanOrEqual(4);
  });

  it('finds nothing where only one side matches, and its p values are then uniform', () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => 100 + seed);
    const results = seeds.flatMap((seed) =>
      [
        { incoming: true, outgoing: false },
        { incoming: false, outgoing: true },
        { incoming: false, outgoing: false },
      ].map((planting) =>
        findCorrespondences({ ...layer(seed, planting), rules: { ...rules, deals: 1 } }),
      ),
    );
    const pValues = results.flatMap((result) => result.pValues);
    // 90 × 20 p values, neighbours of one another: a standard error of about 0.01.
    for (const level of [0.1, 0.3, 0.5, 0.9]) {
      const share = pValues.filter((p) => p <= level).length / pValues.length;
      expect(Math.abs(share - level)).toBeLessThan(0.04);
    }
    // At a false discovery rate of 5% under the null one layer in twenty: 4.5 of 90, and 11 is 3 σ away.
    expect(results.filter(({ found: { pairs } }) => pairs > 0).length).toBeLessThan(11);
  });

  it('never reports pairs that an image transformation relates', () => {
    const related = (i: number, j: number): boolean => planted.includes(i) && planted.includes(j);
    expect(found({ ...layer(1, both), related })).toEqual([]);
  });

  it('counts the match of related partners for nothing', () => {
    expect(found({ ...layer(1, both), partnersRelated: () => true })).toEqual([]);
  });

  it('numbers units by their channel and compares only within a branch', () => {
    // Fewer tests: small branches have few other pairs to be ranked among.
    const args = { ...layer(2, both), rules: { ...rules, leastScreened: 5 } };
    const branch = (first: number, count: number) => ({
      name: `planted/${String(first)}`,
      first,
      units: count,
      kernel: 3,
    });
    expect(found({ ...args, branches: [branch(0, 41), branch(41, 19)] })).toEqual([[5, 17]]);
    expect(found({ ...args, branches: [branch(4, 56)] })).toEqual([planted]);
  });

  it('leaves out branches of 1 × 1 kernels and units that have lost their weights', () => {
    const args = layer(3, both);
    const pointwise = args.branches.map((branch) => ({ ...branch, kernel: 1 }));
    const nothing = findCorrespondences({ ...args, branches: pointwise });
    expect(nothing).toMatchObject({ candidates: 0, tested: 0, correspondences: [] });
    const weak = args.incoming.kernel.map((value, i) => (i % units === 17 ? 0.1 * value : value));
    const incoming = { ...args.incoming, kernel: weak };
    expect(found({ ...args, incoming })).toEqual([[5, 41]]);
  });

  it('gives the same result again', () => {
    expect(findCorrespondences(layer(2, both))).toEqual(findCorrespondences(layer(2, both)));
  });

  it('is stricter over several layers than over one', () => {
    const layers = [both, { incoming: false, outgoing: false }].map((planting, i) =>
      findCorrespondences(layer(1 + i, planting)),
    );
    const adjusted = adjustOverModel(layers);
    expect(adjusted.size).toBeGreaterThanOrEqual(3);
    for (const [pair, qValue] of adjusted) expect(qValue).toBeGreaterThan(pair.qValue);
  });

  it('says plainly that it claims no group', () => {
    expect(noGroupClaimed).toMatch(/^No group is claimed/);
  });
});
