import { describe, expect, it } from 'vitest';
import { kernelsFrom } from '../../src/lib/circuit-kernels.ts';
import { chosenUnits, strongestUnit } from '../../src/lib/circuit-members.ts';
import { byImportance, byLayerPair } from '../../src/lib/circuit-order.ts';
import { mirrorTies } from '../../src/lib/mirror-ties.ts';
import { scanCounts } from '../../src/lib/scan-counts.ts';
import { thumbnailOf } from '../../src/lib/thumbnail.ts';
import { turningStrips } from '../../src/lib/turning-strips.ts';
import { asMirror, fixtureKernels, fromSingles } from './fixture-circuits.ts';
import { fixtureRecords } from './fixture-records.ts';

const curves = { name: 'curves', verdict: 'group action' } as const;
const records = fixtureRecords(
  [
    { ...curves, tag: 'AA00', layer: 'inception_3a/output', members: 4 },
    { ...curves, tag: 'AA01', layer: 'inception_3b/output', members: 8 },
  ],
  [['CC00', 'AA00', 'AA01']],
);
const circuit = records.circuits[0]!;

/** A weight that says where it is: exact in eight bits. */
const place = (target: number, source: number, x: number, y: number) =>
  16 * target + source + (x === 2 && y === -2 ? 0.5 : 0);

describe('the kernels of a circuit', () => {
  const kernels = kernelsFrom(circuit, fixtureKernels(circuit, place));

  it('are found by target and source, the first row on top', () => {
    expect(kernels.size).toEqual([5, 5]);
    expect(kernels.kernel(0, 0)[4]).toBe(0.5);
    expect(kernels.kernel(3, 2)[0]).toBe(50);
    expect(kernels.kernel(7, 3)).toHaveLength(25);
  });

  it('come with a mean and a spread for every aligned kernel', () => {
    // 2⁻⁸ relative: the file holds bfloat16.
    expect(Math.abs(kernels.mean(11)[0]! - 0.04)).toBeLessThan(0.04 / 256);
    expect(Math.abs(kernels.spread(0)[0]! - 0.02)).toBeLessThan(0.02 / 256);
  });

  it('are refused where they do not fit the record, naming the circuit', () => {
    const other = { ...circuit, to: { ...circuit.to, units: [1] } };
    expect(() => kernelsFrom(other, fixtureKernels(circuit, place))).toThrow(
      /expected tensor kernels of circuit CC00 to be \[1, 4, 5, 5\], found \[8, 4, 5, 5\]/,
    );
  });

  it('have a thumbnail: the strongest aligned kernel, its middle where it is large', () => {
    expect(thumbnailOf(circuit, kernels).size).toEqual([5, 5]);
    const large = Array.from({ length: 81 }, (_, i) => (i === 40 ? 3 : i === 0 ? -9 : 0));
    const { kernel, size } = thumbnailOf(
      { ...circuit, aligned: circuit.aligned.slice(0, 1) },
      { ...kernels, size: [9, 9], mean: () => large },
    );
    expect(size).toEqual([7, 7]);
    expect([kernel[24], kernel[0]]).toEqual([3, 0]);
  });
});

describe('what is shown of a circuit', () => {
  it('is the strongest single units as they come, and members all around', () => {
    const singles = fromSingles(circuit);
    expect(chosenUnits(singles.from, 2)).toEqual([0, 1]);
    expect(chosenUnits(circuit.to, 4)).toHaveLength(4);
  });

  it('turns the output where only the output moves, from the strongest input', () => {
    const singles = fromSingles(circuit);
    const kernels = kernelsFrom(
      singles,
      fixtureKernels(singles, (_, source) => (source === 2 ? -1 : 0.25)),
    );
    expect(strongestUnit(singles, kernels, 'from')).toBe(2);
    const [strip, ...others] = turningStrips(singles, kernels);
    expect(others).toEqual([]);
    expect(strip!.pairs.map(({ source }) => source)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('ties like partners and unlike ones of two mirrored pairs', () => {
    expect(mirrorTies(asMirror(circuit))).toEqual([
      { first: { source: 0, target: 0 }, second: { source: 1, target: 1 } },
      { first: { source: 1, target: 0 }, second: { source: 0, target: 1 } },
    ]);
    expect(
      turningStrips(asMirror(circuit), kernelsFrom(circuit, fixtureKernels(circuit, place))),
    ).toEqual([]);
  });
});

describe('lists of circuits', () => {
  it('begin with what explains most of the strongest weights', () => {
    const weak = { ...circuit, tag: 'CC01', r2: 0.9, strength: 1 };
    expect(byImportance([weak, circuit]).map(({ tag }) => tag)).toEqual(['CC00', 'CC01']);
  });

  it('go by layers in the order of the network', () => {
    const later = { ...circuit, tag: 'CC02', from: circuit.to };
    const pairs = byLayerPair(records.model, [later, circuit]);
    expect(pairs.map(({ from, to }) => `${from.alias} ${to.alias}`)).toEqual(['3a 3b', '3b 3b']);
  });

  it('count fits and those that passed', () => {
    expect(scanCounts(records.scan)).toEqual([{ group: 'rotation', fits: 2, passed: 1 }]);
    expect(scanCounts([])).toEqual([]);
  });
});
