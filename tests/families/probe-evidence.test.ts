import { describe, expect, it } from 'vitest';
import { correlationAt } from '../../pipeline/families/cross-spectrum.ts';
import {
  evidenceSpectra,
  LEAST_DRIVE,
  prepareEvidence,
  strongestResponses,
  type ProbeResponses,
} from '../../pipeline/families/probe-evidence.ts';
import { movedResponses, randomTemplate, type MovedUnit } from './moved-units.ts';

const SIZES = [12];
const SAMPLES = 20;
const template = randomTemplate(1, SIZES, SAMPLES);
const other = randomTemplate(2, SIZES, SAMPLES);
const units: readonly MovedUnit[] = [
  { template, element: [0] },
  { template, element: [4] },
  { template: other, element: [0] },
];

function probe(
  name: ProbeResponses['probe'],
  shown: readonly MovedUnit[],
  change: (value: number, unit: number, sample: number) => number = (value) => value,
): ProbeResponses {
  const responses = movedResponses(shown, SIZES, SAMPLES);
  const values = responses.values.map((value, at) => {
    const row = Math.floor(at / 12);
    return change(value, Math.floor(row / SAMPLES), row % SAMPLES);
  });
  return { probe: name, responses: { ...responses, values }, samplesPerPicture: 1 };
}

describe('the evidence of probes', () => {
  it('counts for a unit that a probe drives a quarter as strongly as any', () => {
    const weak = probe('synthetic', units, (value, unit) => value * [1, 0.2, 0.3][unit]!);
    const [, synthetic] = prepareEvidence([probe('photographs', units), weak]);
    expect(LEAST_DRIVE).toBe(0.25);
    expect(synthetic!.driven).toEqual([true, false, true]);
  });

  it('of a pair comes from the probes that drive both its units', () => {
    // By the synthetic probe, unit 1 is unit 0 moved by 7; but that probe hardly drives it.
    const misleading = probe(
      'synthetic',
      [units[0]!, { template, element: [7] }, units[2]!],
      (value, unit) => value * (unit === 1 ? 0.2 : 1),
    );
    const evidence = prepareEvidence([probe('dead leaves', units), misleading]);
    const { all, alone } = evidenceSpectra(evidence, [0, 1, 2]);
    expect(correlationAt(all, 0, 1, [4])).toBeCloseTo(1, 3);
    expect(correlationAt(alone[1]!, 0, 1, [7])).toBeCloseTo(1, 3);
    for (let i = 0; i < 3; i++) expect(correlationAt(all, i, i, [0])).toBeCloseTo(1, 4);
  });

  it('of natural pictures is halved by picture, that of stimuli is for the search alone', () => {
    // In odd pictures unit 1 is moved by 4 against unit 0, in even ones by 9.
    const moved: MovedUnit = {
      element: [0],
      template: (sample, [place]) => template(sample, [place! - (sample % 2 === 1 ? 4 : 9)]),
    };
    const evidence = prepareEvidence([probe('photographs', [units[0]!, moved])]);
    const { search, test } = evidenceSpectra(evidence, [0, 1]);
    expect(correlationAt(search, 0, 1, [9])).toBeCloseTo(1, 3);
    expect(correlationAt(test, 0, 1, [4])).toBeCloseTo(1, 3);
    const both = prepareEvidence([
      probe('photographs', [units[0]!, moved]),
      probe('synthetic', [units[0]!, units[0]!]),
    ]);
    const spectra = evidenceSpectra(both, [0, 1]);
    expect(correlationAt(spectra.test, 0, 1, [4])).toBeCloseTo(1, 3);
    const natural = correlationAt(search, 0, 1, [0]);
    expect(correlationAt(spectra.search, 0, 1, [0])).toBeCloseTo((natural + 1) / 2, 3);
  });

  it('is not decided by one picture that drives all units hard and alike', () => {
    const glaring = (value: number, _unit: number, sample: number): number =>
      sample === 3 ? 400 * value : value;
    const alike: MovedUnit = {
      element: [0],
      template: (sample, place) => (sample === 3 ? template : other)(sample, place),
    };
    const evidence = prepareEvidence([probe('photographs', [units[0]!, alike], glaring)]);
    const { all } = evidenceSpectra(evidence, [0, 1]);
    // One sample of twenty says they are alike.
    expect(correlationAt(all, 0, 1, [0])).toBeLessThan(0.5);
  });

  it('knows the largest response of every unit', () => {
    const values = Float32Array.of(1, 5, 2, 0, 0, 0);
    expect([...strongestResponses({ units: 2, samples: 1, sizes: [3], values })]).toEqual([5, 0]);
  });
});
