import { describe, expect, it } from 'vitest';
import { rings } from '../../pipeline/circuits/kernel-rings.ts';
import type { KernelTable } from '../../pipeline/circuits/kernel-table.ts';
import {
  fitMotif,
  missedByOrder,
  varianceAboutMeanKernel,
  type MotifModel,
} from '../../pipeline/circuits/motif-fit.ts';
import { shareLeft } from '../../pipeline/circuits/pair-circuits.ts';
import { weightProfile } from '../../pipeline/circuits/profile.ts';
import { projectRings } from '../../pipeline/circuits/projected-rings.ts';
import { averageTurned } from '../../pipeline/circuits/turned-kernels.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { motifForms, type MotifForm } from '../../pipeline/records/circuit.ts';
import { plantedRules, plantKernels, sources, targets, type Weight } from './planted-kernels.ts';

function fit(table: KernelTable, form: MotifForm, periods = { source: 360, target: 360 }) {
  const model: MotifModel = { form, group: 'rotation', sources, targets, periods };
  const projected = projectRings(table, 2);
  const variance = varianceAboutMeanKernel(table);
  const { missed, missedLeftOut } = fitMotif(projected, model);
  expect(missedByOrder(projected, model)(sources, targets)).toBeCloseTo(missed, 8);
  return { r2: shareLeft(missedLeftOut, variance), r2InSample: shareLeft(missed, variance) };
}

const best = (table: KernelTable): MotifForm =>
  [...motifForms].sort((a, b) => fit(table, b).r2 - fit(table, a).r2)[0]!;

describe('motif fits', () => {
  it.each(motifForms)('tell planted %s kernels from the other motifs', (form) => {
    // Noise as strong as the signal: what is left of the signal is still predicted.
    const table = plantKernels(plantedRules[form], 0.4);
    expect(best(table)).toBe(form);
    expect(fit(table, form).r2).toBeGreaterThan(0.2);
  });

  it.each(motifForms)('explain planted %s kernels without noise almost wholly', (form) => {
    // The ridge of 1% keeps coefficients slightly small.
    expect(fit(plantKernels(plantedRules[form]), form).r2InSample).toBeGreaterThan(0.98);
  });

  it('does not depend on a common turn of the elements by a quarter, kernels turned along', () => {
    const table = plantKernels(plantedRules['equivariant→equivariant'], 0.2);
    const form = 'equivariant→equivariant';
    const turned: KernelTable = {
      ...table,
      values: table.values.map((_, i) => {
        const place = i % 25;
        const x = (place % 5) - 2;
        const y = Math.floor(place / 5) - 2;
        // What lies at (x, y) after a quarter turn clockwise came from (y, −x).
        return table.values[i - place + (2 - x) * 5 + (y + 2)]!;
      }),
    };
    const projected = projectRings(turned, 2);
    const { missed } = fitMotif(projected, {
      form,
      group: 'rotation',
      sources: sources.map((a) => (a + 90) % 360),
      targets: targets.map((b) => (b + 90) % 360),
      periods: { source: 360, target: 360 },
    });
    const before = fitMotif(projectRings(table, 2), {
      form,
      group: 'rotation',
      sources,
      targets,
      periods: { source: 360, target: 360 },
    });
    expect(missed).toBeCloseTo(before.missed, 8);
  });

  it('know that elements of period 180° are the same half a turn later', () => {
    const lines: Weight = (a, b, r, phi) =>
      Math.exp(-r / 2) * Math.cos((2 * (a - b) * Math.PI) / 180) +
      (r === 0 ? 0 : Math.cos((2 * (phi - b) * Math.PI) / 180));
    const table = plantKernels(lines, 0.1);
    const halves = { source: 180, target: 180 };
    const form = 'equivariant→equivariant';
    const moved: MotifModel = {
      form,
      group: 'rotation',
      sources: sources.map((a, i) => (i % 2 === 0 ? a + 180 : a)),
      targets: targets.map((b, i) => (i % 3 === 0 ? b + 180 : b)),
      periods: halves,
    };
    expect(fit(table, form, halves).r2).toBeGreaterThan(0.9);
    const { missed } = fitMotif(projectRings(table, 2), moved);
    const plain = fitMotif(projectRings(table, 2), { ...moved, sources, targets });
    expect(missed).toBeCloseTo(plain.missed, 8);
  });

  it('see in hue that weights follow the difference of hues and not the place', () => {
    const hue: Weight = (a, b, r) => Math.exp(-r) * Math.cos(((b - a) * Math.PI) / 180);
    const table = plantKernels(hue, 0.02);
    const projected = projectRings(table, 0);
    const model: MotifModel = {
      form: 'equivariant→equivariant',
      group: 'hue',
      sources,
      targets,
      periods: { source: 360, target: 360 },
    };
    const { missedLeftOut } = fitMotif(projected, model);
    expect(shareLeft(missedLeftOut, varianceAboutMeanKernel(table))).toBeGreaterThan(0.9);
  });

  it('predicts nothing of kernels without a rule', () => {
    const table = plantKernels(() => 0, 1);
    for (const form of motifForms) expect(fit(table, form).r2).toBeLessThan(0);
  });
});

describe('rings', () => {
  it('split a 5 × 5 kernel into equal distances that cover it', () => {
    const all = rings(5);
    expect(all.map(({ places }) => places.length)).toEqual([1, 4, 4, 4, 8, 4]);
    expect(all.flatMap(({ places }) => places)).toHaveLength(25);
    expect(all[1]!.places.map(({ angle }) => angle).sort((a, b) => a - b)).toEqual([
      -90, 0, 90, 180,
    ]);
  });

  it('round distances beyond three, and still hold every position once', () => {
    const all = rings(13);
    const indices = all.flatMap(({ places }) => places.map(({ index }) => index));
    expect(new Set(indices).size).toBe(169);
    expect(indices).toHaveLength(169);
    expect(all.length).toBeLessThan(16);
  });
});

describe('turned kernels', () => {
  it('are the same after each is turned back, and average without spread', () => {
    const turns = [0, 40, 110, 200, 310];
    const kernels = turns.map((turn) =>
      Float64Array.from({ length: 25 }, (_, i) => {
        const [x, y] = [(i % 5) - 2, Math.floor(i / 5) - 2];
        const r = Math.hypot(x, y);
        const phi = Math.atan2(y, x) - (turn * Math.PI) / 180;
        return Math.exp(-r / 2) * (r === 0 ? 1 : 1 + Math.cos(phi));
      }),
    );
    const { mean, spread } = averageTurned(kernels, turns, 5);
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(kernels[0]![i]!, 6);
    });
    expect(Math.max(...spread)).toBeLessThan(1e-6);
  });
});

describe('weightProfile', () => {
  const profileOf = (period: number) =>
    weightProfile(
      plantKernels(plantedRules['equivariant→equivariant']),
      { sources, targets },
      new Random(1),
      { samples: 20, period },
    );

  it('bins every pair once around the nearest multiple of the width', () => {
    const profile = profileOf(360);
    const pairs = profile.reduce((sum, bin) => sum + bin.pairs, 0);
    expect(pairs).toBe(sources.length * targets.length);
    const expected = sources.flatMap((a) =>
      targets.filter((b) => Math.abs(angularDifference(b - a, 60)) < 15),
    );
    expect(profile.find(({ delta }) => delta === 60)!.pairs).toBe(expected.length);
    expect(profile.map(({ delta }) => delta)).toContain(180);
    expect(profile.map(({ delta }) => delta)).not.toContain(-180);
  });

  it('folds relative elements where they repeat after half a turn', () => {
    const deltas = profileOf(180).map(({ delta }) => delta);
    expect(Math.max(...deltas)).toBe(90);
    expect(Math.min(...deltas)).toBe(-60);
  });
});
