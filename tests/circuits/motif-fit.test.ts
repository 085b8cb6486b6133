import { describe, expect, it } from 'vitest';
import type { KernelTable } from '../../pipeline/circuits/kernel-table.ts';
import { circuitRules, measureCircuit } from '../../pipeline/circuits/measure-circuit.ts';
import { judgeCircuit } from '../../pipeline/circuits/judge-circuit.ts';
import { crossValidate, fitMotif } from '../../pipeline/circuits/motif-fit.ts';
import { weightProfile } from '../../pipeline/circuits/profile.ts';
import { equivariantMotifs, rings } from '../../pipeline/circuits/rotation-basis.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const sources = [3, 41, 77, 130, 155, 201, 260, 291, 333];
const targets = [12, 50, 88, 110, 171, 222, 240, 275, 310, 350];
const radians = Math.PI / 180;

type Weight = (source: number, target: number, radius: number, angle: number) => number;

/** Kernels of 5 × 5 positions planted by a rule, with noise of a given standard deviation. */
function planted(weight: Weight, noise = 0): KernelTable {
  const random = new Random(11);
  const values = targets.flatMap((target) =>
    sources.flatMap((source) =>
      Array.from({ length: 25 }, (_, i) => {
        const x = (i % 5) - 2;
        const y = Math.floor(i / 5) - 2;
        const angle = Math.atan2(y, x) / radians;
        return weight(source, target, Math.hypot(x, y), angle) + noise * random.normal();
      }),
    ),
  );
  return { sources, targets, size: 5, values: Float64Array.from(values) };
}

const decay = (radius: number): number => Math.exp(-radius / 2);

const rules: Record<(typeof equivariantMotifs)[number], Weight> = {
  'invariant→equivariant': (_, b, r, phi) =>
    decay(r) * (r === 0 ? 1 : Math.cos((phi - b) * radians) + Math.cos(2 * (phi - b) * radians)),
  'equivariant→invariant': (a, _, r, phi) =>
    decay(r) * (r === 0 ? 1 : Math.cos((phi - a) * radians) - Math.sin(2 * (phi - a) * radians)),
  'equivariant→equivariant': (a, b, r, phi) =>
    decay(r) * Math.cos((b - a) * radians) * (r === 0 ? 1 : 1 + Math.cos(2 * (phi - a) * radians)),
};

const best = (table: KernelTable): string =>
  [...equivariantMotifs].sort((a, b) => crossValidate(table, b) - crossValidate(table, a))[0]!;

describe('motif fits', () => {
  it.each(equivariantMotifs)('tells planted %s kernels from the other motifs', (motif) => {
    // Noise as strong as the signal: what is left of the signal is still predicted.
    const table = planted(rules[motif], 0.4);
    expect(best(table)).toBe(motif);
    expect(crossValidate(table, motif)).toBeGreaterThan(0.2);
  });

  it.each(equivariantMotifs)('explains planted %s kernels without noise almost wholly', (motif) => {
    // The ridge of 1% keeps coefficients slightly small.
    expect(fitMotif(planted(rules[motif]), motif).r2InSample).toBeGreaterThan(0.98);
  });

  it('does not depend on a common turn of the elements by a quarter, kernels turned along', () => {
    const table = planted(rules['equivariant→equivariant'], 0.2);
    const turned: KernelTable = {
      ...table,
      sources: sources.map((a) => (a + 90) % 360),
      targets: targets.map((b) => (b + 90) % 360),
      values: table.values.map((_, i) => {
        const place = i % 25;
        const x = (place % 5) - 2;
        const y = Math.floor(place / 5) - 2;
        // What lies at (x, y) after a quarter turn clockwise came from (y, −x).
        return table.values[i - place + (2 - x) * 5 + (y + 2)]!;
      }),
    };
    const motif = 'equivariant→equivariant';
    expect(fitMotif(turned, motif).r2InSample).toBeCloseTo(fitMotif(table, motif).r2InSample, 10);
  });

  it('predicts nothing of kernels without a rule', () => {
    const table = planted(() => 0, 1);
    for (const motif of equivariantMotifs) expect(crossValidate(table, motif)).toBeLessThan(0);
  });

  it('splits a 5 × 5 kernel into rings of equal distance that cover it', () => {
    const all = rings(5);
    expect(all.map(({ places }) => places.length)).toEqual([1, 4, 4, 4, 8, 4]);
    expect(all.flatMap(({ places }) => places)).toHaveLength(25);
    expect(all[1]!.places.map(({ angle }) => angle).sort((a, b) => a - b)).toEqual([
      -90, 0, 90, 180,
    ]);
  });
});

describe('measured circuits', () => {
  const rulesOfTest = { ...circuitRules, nullSamples: 99, bootstrapSamples: 50, seed: 1 };

  /** A linear path whose first units are the sources and targets of the planted kernels. */
  function measure(table: KernelTable) {
    const kernel = new Float32Array(25 * sources.length * targets.length);
    table.values.forEach((value, i) => {
      const place = i % 25;
      const source = Math.floor(i / 25) % sources.length;
      const target = Math.floor(i / 25 / sources.length);
      kernel[(place * sources.length + source) * targets.length + target] = value;
    });
    const path = {
      size: 5,
      origin: -2,
      stride: 1,
      sources: sources.length,
      channels: targets.length,
      kernel,
      approximations: [],
    };
    return measureCircuit(
      path,
      { units: sources.map((_, i) => i), elements: sources },
      { units: targets.map((_, i) => i), elements: targets },
      rulesOfTest,
    );
  }

  it('find the planted motif and a profile that follows the planted rule', () => {
    const measured = measure(planted(rules['equivariant→equivariant'], 0.2));
    expect(measured.null.pValue).toBe(0.01);
    expect(judgeCircuit(measured, 0.01).motif).toBe('equivariant→equivariant');
    const at = (delta: number) => measured.profile.find((bin) => bin.delta === delta)!;
    expect(at(0).interval[0]).toBeGreaterThan(0);
    expect(at(180).interval[1]).toBeLessThan(0);
    expect(judgeCircuit(measured, 0.01).finding).toMatch(
      /excitatory at 0° .* and inhibitory at 180°/,
    );
  });

  it('find no motif in noise', () => {
    const measured = measure(planted(() => 0, 1));
    expect(judgeCircuit(measured, measured.null.pValue).motif).toBe('no motif');
  });

  it('name no motif where the false discovery rate is not met', () => {
    const measured = measure(planted(rules['equivariant→invariant'], 0.2));
    expect(judgeCircuit(measured, 0.2)).toMatchObject({ motif: 'no motif' });
  });
});

describe('weightProfile', () => {
  it('bins every pair once around the nearest multiple of the width', () => {
    const profile = weightProfile(planted(rules['equivariant→equivariant']), new Random(1), {
      samples: 20,
    });
    const pairs = profile.reduce((sum, bin) => sum + bin.pairs, 0);
    expect(pairs).toBe(sources.length * targets.length);
    const expected = sources.flatMap((a) =>
      targets.filter((b) => Math.abs(angularDifference(b - a, 60)) < 15),
    );
    expect(profile.find(({ delta }) => delta === 60)!.pairs).toBe(expected.length);
    expect(profile.map(({ delta }) => delta)).toContain(180);
    expect(profile.map(({ delta }) => delta)).not.toContain(-180);
  });
});
