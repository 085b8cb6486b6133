import { describe, expect, it } from 'vitest';
import { circuitVerdictRules, motifOf } from '../../pipeline/circuits/judge-circuit.ts';
import type { LinearPath } from '../../pipeline/circuits/linear-path.ts';
import {
  scanLayers,
  scanRules,
  type CircleSet,
  type LayerSets,
} from '../../pipeline/circuits/scan-layers.ts';
import { scannedUnits } from '../../pipeline/circuits/scanned-units.ts';
import { adjustFalseDiscovery } from '../../pipeline/numerics/significance.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import type { MotifForm } from '../../pipeline/records/circuit.ts';
import { plantedRules, sources, targets } from './planted-kernels.ts';

const rules = { ...scanRules, nullSamples: 499, bootstrapSamples: 40 };
const size = 5;
const units = 30;

/** A path between two layers of 30 units each: noise, and what `weight` adds to it. */
function pathOf(
  seed: number,
  weight: (source: number, target: number, radius: number, angle: number) => number = () => 0,
): LinearPath {
  const random = new Random(seed);
  const kernel = new Float32Array(size * size * units * units);
  for (let place = 0; place < size * size; place++) {
    const x = (place % size) - 2;
    const y = Math.floor(place / size) - 2;
    const angle = (Math.atan2(y, x) * 180) / Math.PI;
    for (let source = 0; source < units; source++) {
      for (let target = 0; target < units; target++) {
        const at = (place * units + source) * units + target;
        kernel[at] = 0.15 * random.normal() + weight(source, target, Math.hypot(x, y), angle);
      }
    }
  }
  return {
    ...{ size, origin: -2, stride: 1, sources: units, channels: units, kernel },
    approximations: [],
  };
}

const circle = (elements: readonly number[], index = 0): CircleSet => ({
  reference: { group: 'rotation', index },
  group: 'rotation',
  units: elements.map((_, i) => i),
  elements,
  period: 360,
});
const layer = (elements: readonly number[]): LayerSets => ({
  circles: [circle(elements)],
  pairs: [
    { reference: { group: 'reflection', index: 0 }, units: [20, 21] },
    { reference: { group: 'reflection', index: 1 }, units: [22, 23] },
  ],
});

const scan = (path: LinearPath) => {
  const fits = scanLayers(path, undefined, layer(sources), layer(targets), rules);
  const qValues = adjustFalseDiscovery(fits.map(({ pValue }) => pValue));
  return fits.map((fit, i) => ({ ...fit, motif: motifOf(fit, qValues[i]!) }));
};

/** Planted between the two families, or with unit 15 as the single one at the other end. */
const plant = {
  'equivariant→equivariant': pathOf(1, (s, t, r, phi) =>
    s < sources.length && t < targets.length
      ? plantedRules['equivariant→equivariant'](sources[s]!, targets[t]!, r, phi)
      : 0,
  ),
  'invariant→equivariant': pathOf(2, (s, t, r, phi) =>
    s === 15 && t < targets.length
      ? plantedRules['invariant→equivariant'](0, targets[t]!, r, phi)
      : 0,
  ),
  'equivariant→invariant': pathOf(3, (s, t, r, phi) =>
    t === 15 && s < sources.length
      ? plantedRules['equivariant→invariant'](sources[s]!, 0, r, phi)
      : 0,
  ),
} satisfies Record<MotifForm, LinearPath>;

describe('the scan between two layers', () => {
  it.each(Object.keys(plant) as MotifForm[])('finds a planted %s circuit and its motif', (form) => {
    const found = scan(plant[form]).filter(({ motif }) => motif !== 'no motif');
    expect(found.map(({ motif }) => motif)).toEqual([form]);
    const [circuit] = found;
    expect(circuit!.form).toBe(form);
    expect(circuit!.scores[0]!.r2).toBeGreaterThan(0.5);
    const single = [circuit!.from, circuit!.to].find(({ set }) => set === null);
    expect(single?.units).toEqual(form === 'equivariant→equivariant' ? undefined : [15]);
  });

  it('finds a planted mirror: the weights of a pair flip with it', () => {
    const pattern = (r: number, phi: number): number =>
      2 * Math.exp(-r / 2) * (r === 0 ? 0.3 : Math.cos((phi * Math.PI) / 180));
    const path = pathOf(4, (s, t, r, phi) =>
      s === 15 && (t === 20 || t === 21) ? pattern(r, t === 20 ? phi : 180 - phi) : 0,
    );
    const found = scan(path).filter(({ motif }) => motif !== 'no motif');
    // Thirty units allow few stand-ins, so that one mirror among many fits may miss the rate.
    const mirror = scan(path).find(
      ({ group, form, to }) =>
        group === 'reflection' && form === 'invariant→equivariant' && to.units.includes(20),
    )!;
    expect(mirror.from.units).toEqual([15]);
    expect(mirror.scores[0]!.r2).toBeGreaterThan(circuitVerdictRules.mirrored.r2);
    expect(mirror.pValue).toBeLessThan(0.05);
    expect(found.every(({ group }) => group === 'reflection')).toBe(true);
  });

  it('finds nothing in weights without a rule', () => {
    for (const seed of [5, 6, 7, 8]) {
      const motifs = scan(pathOf(seed)).map(({ motif }) => motif);
      expect(new Set(motifs)).toEqual(new Set(['no motif']));
    }
  });

  it('keeps kernels, profile and aligned kernels of what may become a circuit, and of nothing else', () => {
    for (const { motif, detail, from, to } of scan(plant['equivariant→equivariant'])) {
      expect(detail === null).toBe(motif === 'no motif');
      if (detail === null) continue;
      const { crop, kernels, aligned, profile } = detail;
      expect(kernels).toHaveLength(from.units.length * to.units.length * crop.size ** 2);
      expect(aligned.map(({ delta }) => delta)).toEqual(profile.map(({ delta }) => delta));
      const at = (delta: number) => profile.find((bin) => bin.delta === delta)!;
      expect(at(0).interval[0]).toBeGreaterThan(0);
      expect(at(180).interval[1]).toBeLessThan(0);
    }
  });
});

describe('the units that a scan looks at', () => {
  it('are all where their kernels fit', () => {
    expect(scannedUnits(5, [1], 10, 9, 450)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are those in families and evenly spaced others where they do not', () => {
    const units = scannedUnits(100, [7, 8, 9], 10, 10, 1300);
    expect(units).toHaveLength(13);
    expect(units).toEqual(expect.arrayContaining([7, 8, 9]));
    expect([...units].sort((a, b) => a - b)).toEqual(units);
  });

  it('are those in families even where these do not fit', () => {
    expect(scannedUnits(10, [2, 4, 6], 10, 10, 100)).toEqual([2, 4, 6]);
  });
});
