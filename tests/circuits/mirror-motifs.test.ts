import { describe, expect, it } from 'vitest';
import type { LinearPath } from '../../pipeline/circuits/linear-path.ts';
import type { MirrorCircuit } from '../../pipeline/circuits/mirror-circuit.ts';
import { mirrorCircuits, type MirrorPairs } from '../../pipeline/circuits/mirror-motifs.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const sources = 40;
const channels = 36;
const rules = { nullSamples: 999, singles: 8 };

/** A path with independent normal weights. */
function randomPath(random: Random, size = 5): LinearPath {
  const kernel = Float32Array.from({ length: size * size * sources * channels }, () =>
    random.normal(),
  );
  return {
    size,
    origin: -(size - 1) / 2,
    stride: 1,
    sources,
    channels,
    kernel,
    approximations: [],
  };
}

type Place = (x: number, size: number) => number;

const mirrored: Place = (x, size) => size - 1 - x;
const same: Place = (x) => x;

type Connection = readonly [source: number, target: number];

/** Makes one kernel another one's copy, mirrored or not, with noise. */
function tie(
  { size, kernel }: LinearPath,
  [s, t]: Connection,
  [copiedS, copiedT]: Connection,
  { place = mirrored, noise = 0.3, random = new Random(5) } = {},
): void {
  const at = (y: number, x: number, source: number, target: number): number =>
    ((y * size + x) * sources + source) * channels + target;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const copied = kernel[at(y, x, copiedS, copiedT)]!;
      kernel[at(y, place(x, size), s, t)] = copied + noise * random.normal();
    }
  }
}

/** Makes a kernel stand out from the random ones. */
function amplify({ size, kernel }: LinearPath, [s, t]: Connection, gain: number): void {
  for (let place = 0; place < size * size; place++) {
    const i = (place * sources + s) * channels + t;
    kernel[i] = gain * kernel[i]!;
  }
}

/** Replaces a kernel by its even part, which mirroring does not change. */
function symmetrise({ size, kernel }: LinearPath, [s, t]: Connection): void {
  for (let place = 0; place < size * size; place++) {
    const x = place % size;
    const left = (place * sources + s) * channels + t;
    const right = ((place - x + size - 1 - x) * sources + s) * channels + t;
    const mean = (kernel[left]! + kernel[right]!) / 2;
    kernel[left] = mean;
    kernel[right] = mean;
  }
}

const targetPairs: MirrorPairs = { sourcePairs: [], targetPairs: [[4, 9]] };
const sourcePairs: MirrorPairs = { sourcePairs: [[7, 2]], targetPairs: [] };
const bothPairs: MirrorPairs = { sourcePairs: [[7, 2]], targetPairs: [[4, 9]] };

const only = (circuits: readonly MirrorCircuit[], form: MirrorCircuit['form']): MirrorCircuit => {
  const found = circuits.filter((circuit) => circuit.form === form);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('circuits under reflection', () => {
  it('find the single units from which the weights of a pair flip', () => {
    const path = randomPath(new Random(1));
    for (const s of [3, 17, 30]) {
      amplify(path, [s, 4], 1.5);
      tie(path, [s, 9], [s, 4]);
    }
    const circuit = only(
      mirrorCircuits(path, targetPairs, new Random(2), rules),
      'invariant→equivariant',
    );
    expect([...circuit.from.units].sort((a, b) => a - b)).toEqual([3, 17, 30]);
    expect(circuit.from.pair).toBe(false);
    expect(circuit.to).toEqual({ units: [4, 9], pair: true });
    // Noise of 0.3 beside weights of 1.5 leaves 2 / (2 + 0.04) of the squares shared.
    expect(circuit.r2).toBeGreaterThan(0.95);
    expect(circuit.r2).toBeGreaterThan(circuit.plain + 0.3);
    expect(circuit.antisymmetric).toBeGreaterThan(0.9);
    // No other pair explains as much: one of 1 + 2 · 34 broken pairs.
    expect(circuit.null).toMatchObject({ samples: 68, pValue: 1 / 69 });
    expect(circuit.antisymmetricNull.pValue).toBe(1 / 69);
    expect(circuit.pValue).toBe(1 / 69);
  });

  it('find the single units to which the weights of a pair flip', () => {
    const path = randomPath(new Random(3));
    for (const t of [0, 20]) {
      amplify(path, [7, t], 1.5);
      tie(path, [2, t], [7, t]);
    }
    const circuit = only(
      mirrorCircuits(path, sourcePairs, new Random(4), rules),
      'equivariant→invariant',
    );
    expect([...circuit.to.units].sort((a, b) => a - b)).toEqual([0, 20]);
    expect(circuit.from).toEqual({ units: [7, 2], pair: true });
    expect(circuit.r2).toBeGreaterThan(circuit.plain + 0.3);
    expect(circuit.pValue).toBe(1 / (1 + 2 * (sources - 2)));
  });

  it('find flipped weights from pair to pair, straight and crossed', () => {
    const path = randomPath(new Random(5));
    tie(path, [2, 9], [7, 4]);
    tie(path, [2, 4], [7, 9]);
    const circuits = mirrorCircuits(path, bothPairs, new Random(6), rules);
    expect(circuits.map(({ form }) => form)).toEqual([
      'invariant→equivariant',
      'equivariant→invariant',
      'equivariant→equivariant',
    ]);
    const circuit = circuits[2]!;
    expect(circuit.r2).toBeGreaterThan(0.9);
    expect(circuit.r2).toBeGreaterThan(circuit.plain + 0.3);
    expect(circuit.antisymmetric).toBeGreaterThan(0.9);
    expect(circuit.everySingle).toBeNull();
    expect(circuit.pValue).toBe(1 / (1 + 2 * (channels - 2) + 2 * (sources - 2)));
    expect(circuit.connections.map(({ unit, delta }) => [unit, delta])).toEqual([
      [null, 0],
      [null, 1],
    ]);
    // Pairs take no part as single units.
    expect(circuits[0]!.from.units).not.toContain(7);
    expect(circuits[0]!.null.pValue).toBeGreaterThan(0.05);
  });

  it('are told from partners that have the same weights', () => {
    const path = randomPath(new Random(7));
    for (const s of [3, 17, 30]) {
      amplify(path, [s, 4], 1.5);
      tie(path, [s, 9], [s, 4], { place: same });
    }
    const circuit = mirrorCircuits(path, targetPairs, new Random(8), rules)[0]!;
    // Of 25 coordinates 15 are even, so that mirroring keeps a fifth of a strong kernel's squares:
    // enough for a small p value of the tie, but not of the part that flips.
    expect(circuit.r2).toBeLessThan(circuit.plain - 0.3);
    expect(circuit.antisymmetric).toBeLessThan(-0.9);
    expect(circuit.antisymmetricNull.pValue).toBeGreaterThan(0.05);
    expect(circuit.pValue).toBeGreaterThan(0.05);
    // From pair to pair, with the same weights straight and crossed.
    tie(path, [2, 9], [7, 4], { place: same });
    tie(path, [2, 4], [7, 9], { place: same });
    const between = mirrorCircuits(path, bothPairs, new Random(8), rules)[2]!;
    expect(between.plain).toBeGreaterThan(0.9);
    expect(between.r2).toBeLessThan(between.plain - 0.3);
    expect(between.antisymmetric).toBeLessThan(-0.9);
  });

  it('are not told from plain ties by symmetric kernels, and say so', () => {
    const path = randomPath(new Random(9));
    for (const s of [3, 17]) {
      symmetrise(path, [s, 4]);
      // An even kernel made of normal weights has about half their squares.
      amplify(path, [s, 4], 2);
      tie(path, [s, 9], [s, 4], { noise: 0 });
    }
    const circuit = mirrorCircuits(path, targetPairs, new Random(10), rules)[0]!;
    expect(circuit.null.pValue).toBeLessThan(0.05);
    expect(circuit.from.units).toEqual(expect.arrayContaining([3, 17]));
    expect(Math.abs(circuit.r2 - circuit.plain)).toBeLessThan(0.1);
    expect(circuit.antisymmetricNull.pValue).toBeGreaterThan(0.05);
  });

  it('see nothing to flip in kernels of one position', () => {
    const path = randomPath(new Random(11), 1);
    tie(path, [3, 9], [3, 4]);
    for (const circuit of mirrorCircuits(path, bothPairs, new Random(12), rules)) {
      expect(circuit.r2).toBe(circuit.plain);
      expect(circuit.antisymmetric).toBe(0);
      expect(circuit.antisymmetricNull.pValue).toBe(1);
    }
  });

  it('take no notice of the gain of a partner, as every target is scaled', () => {
    const path = randomPath(new Random(13));
    tie(path, [3, 9], [3, 4], { noise: 0 });
    for (let i = 9; i < path.kernel.length; i += channels) path.kernel[i] = 2 * path.kernel[i]!;
    const [connection] = mirrorCircuits(path, targetPairs, new Random(14), rules)[0]!.connections;
    expect(connection!.unit).toBe(3);
    // Both targets have the same squares but for sampling: 1,000 weights, so a few percent of gain.
    expect(connection!.r2).toBeGreaterThan(0.99);
  });

  it('compare a partner only with units whose kernels reach as far', () => {
    const path = randomPath(new Random(15), 3);
    // Targets 12 and above are of a branch with kernels of one position.
    for (let place = 0; place < 9; place++) {
      if (place === 4) continue;
      for (let s = 0; s < sources; s++) {
        path.kernel.fill(
          0,
          (place * sources + s) * channels + 12,
          (place * sources + s + 1) * channels,
        );
      }
    }
    const circuit = mirrorCircuits(path, targetPairs, new Random(16), rules)[0]!;
    expect(circuit.null.samples).toBe(2 * 10);
  });

  it('draw no more broken pairs than the rules say, the same from the same seed', () => {
    const path = randomPath(new Random(17), 3);
    const few = { ...rules, nullSamples: 50 };
    const circuits = mirrorCircuits(path, bothPairs, new Random(18), few);
    expect(circuits.map((circuit) => circuit.null.samples)).toEqual([50, 50, 50]);
    expect(mirrorCircuits(path, bothPairs, new Random(18), few)).toEqual(circuits);
  });

  it('refuse a unit that is not there, one that is its own partner and a path between some units', () => {
    const path = randomPath(new Random(19), 1);
    const refuse = (pairs: MirrorPairs) =>
      expect(() => mirrorCircuits(path, pairs, new Random(1), rules)).toThrow(RangeError);
    refuse({ sourcePairs: [[0, sources]], targetPairs: [] });
    refuse({ sourcePairs: [], targetPairs: [[5, 5]] });
    const some = { ...path, channelUnits: Array.from({ length: channels }, (_, i) => 2 * i) };
    expect(() => mirrorCircuits(some, bothPairs, new Random(1), rules)).toThrow(RangeError);
  });

  it('have p values of random kernels that are not small more often than by chance', () => {
    const pValues = Array.from({ length: 60 }, (_, seed) => {
      const random = new Random(100 + seed);
      return mirrorCircuits(randomPath(random, 3), bothPairs, random, rules);
    });
    for (const form of [0, 1, 2]) {
      for (const which of ['null', 'antisymmetricNull'] as const) {
        const small = pValues.filter((circuits) => circuits[form]![which].pValue < 0.05);
        const large = pValues.filter((circuits) => circuits[form]![which].pValue > 0.5);
        // Of 60 uniform p values 3 are below 0.05; more than 7 have a chance of 1%. Above 0.5 are 30,
        // with a standard deviation of 4.
        expect(small.length).toBeLessThanOrEqual(7);
        expect(Math.abs(large.length - 30)).toBeLessThan(12);
      }
    }
  });
});
