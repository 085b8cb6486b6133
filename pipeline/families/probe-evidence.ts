import type { ProbeName } from '../records/family.ts';
import {
  crossSpectrum,
  normaliseSpectrum,
  sumCrossSpectra,
  type CrossSpectrum,
} from './cross-spectrum.ts';
import { groupSpectra, type GroupSpectra, type ResponseGrid } from './group-spectra.ts';

/** One probe's responses to a group's transformations, activations. */
export interface ProbeResponses {
  readonly probe: ProbeName;
  readonly responses: ResponseGrid;
  /** Consecutive samples that come from one picture, and so belong to the same half. */
  readonly samplesPerPicture: number;
}

/** The same in the group's characters, ready for correlations. */
export interface ProbeEvidence {
  readonly probe: ProbeName;
  readonly spectra: GroupSpectra;
  /** Whether samples are drawn from a population, so that half of them can be kept for the test. */
  readonly natural: boolean;
  readonly samplesPerPicture: number;
  /** Units that this probe drives, see `LEAST_DRIVE`. */
  readonly driven: readonly boolean[];
  /** Share of every unit's variance that the transformation makes, in [0, 1]; NaN for a silent unit. */
  readonly share: Float64Array;
}

/**
 * A probe counts for a unit whose strongest response to it is at least this share of its strongest
 * response to any probe: what hardly drives a unit says nothing of it.
 */
export const LEAST_DRIVE = 0.25;

/** A sample is not raised further than to this share of the layer's mean power. */
const LEAST_POWER = 0.1;

/**
 * Evidence of several probes. Square roots of responses are taken (their spread grows with their
 * size), and every sample is scaled so that it moves the layer's units, each counted alike, as much
 * as any other. Without that, pictures with strong edges decide alone which units are alike, and an
 * edge makes any two linear units turned copies of each other: it reads a kernel's first moment.
 */
export function prepareEvidence(probes: readonly ProbeResponses[]): readonly ProbeEvidence[] {
  const units = probes[0]?.responses.units ?? 0;
  const strongest = probes.map(({ responses }) => strongestResponses(responses));
  const overall = Array.from({ length: units }, (_, unit) =>
    Math.max(...strongest.map((row) => row[unit]!)),
  );
  return probes.map(({ probe, responses, samplesPerPicture }, p) => {
    const roots = responses.values.map((value) => Math.sqrt(Math.max(0, value)));
    const spectra = groupSpectra({ ...responses, values: roots });
    const share = Float64Array.from(spectra.power, (power, unit) =>
      spectra.variance[unit]! > 1e-9 ? power / spectra.variance[unit]! : NaN,
    );
    balanceSamples(spectra);
    return {
      probe,
      spectra,
      natural: probe !== 'synthetic',
      samplesPerPicture,
      driven: Array.from(
        strongest[p]!,
        (value, unit) => overall[unit]! > 0 && value >= LEAST_DRIVE * overall[unit]!,
      ),
      share,
    };
  });
}

/** Largest activation of every unit. */
export function strongestResponses({ units, values }: ResponseGrid): Float32Array {
  const size = values.length / Math.max(1, units);
  return Float32Array.from({ length: units }, (_, unit) => {
    let most = 0;
    for (let k = unit * size; k < (unit + 1) * size; k++) most = Math.max(most, values[k]!);
    return most;
  });
}

/** Scales all samples in place to the same mean relative power over the units. */
function balanceSamples({
  characters,
  real,
  imaginary,
  units,
  samples,
  power,
}: GroupSpectra): void {
  const load = new Float64Array(samples);
  characters.forEach(({ weight }, c) => {
    for (let unit = 0; unit < units; unit++) {
      if (!(power[unit]! > 0)) continue;
      const scale = weight / power[unit]!;
      for (let s = 0; s < samples; s++) {
        const at = unit * samples + s;
        load[s] = load[s]! + scale * (real[c]![at]! ** 2 + imaginary[c]![at]! ** 2);
      }
    }
  });
  const average = load.reduce((sum, value) => sum + value, 0) / samples;
  const factors = load.map((value) => 1 / Math.sqrt(Math.max(value, LEAST_POWER * average)));
  for (const table of [...real, ...imaginary]) {
    for (let at = 0; at < table.length; at++) table[at] = table[at]! * factors[at % samples]!;
  }
}

/** Correlations of some units, to unit norm. */
export interface EvidenceSpectra {
  /** Every other picture of natural probes, and all synthetic stimuli; averaged over probes. */
  readonly search: CrossSpectrum;
  /** The other pictures of natural probes, which the search does not see. */
  readonly test: CrossSpectrum;
  /** Everything. */
  readonly all: CrossSpectrum;
  /** Every probe alone, in the order of the evidence. */
  readonly alone: readonly CrossSpectrum[];
}

/** Correlations of some units; a pair's are averaged over the probes that drive both its units. */
export function evidenceSpectra(
  evidence: readonly ProbeEvidence[],
  units: readonly number[],
): EvidenceSpectra {
  const natural = evidence.some((probe) => probe.natural);
  const parts = evidence.map((probe) => {
    // Without any natural probe the synthetic stimuli have to serve for both.
    const split = probe.natural || !natural;
    const half = (s: number): number => Math.floor(s / probe.samplesPerPicture) % 2;
    const even = crossSpectrum(probe.spectra, units, (s) => !split || half(s) === 0);
    if (!split) return { probe, even, odd: undefined, all: normaliseSpectrum(even) };
    const odd = crossSpectrum(probe.spectra, units, (s) => half(s) === 1);
    const all = normaliseSpectrum(sumCrossSpectra(even, odd));
    return { probe, even: normaliseSpectrum(even), odd: normaliseSpectrum(odd), all };
  });
  const average = (spectra: readonly (readonly [ProbeEvidence, CrossSpectrum])[]): CrossSpectrum =>
    averageOverDriven(
      spectra.map(([, spectrum]) => spectrum),
      spectra.map(([{ driven }]) => driven),
    );
  return {
    search: average(parts.map(({ probe, even, odd, all }) => [probe, odd ? even : all])),
    test: average(parts.flatMap(({ probe, odd }) => (odd ? [[probe, odd] as const] : []))),
    all: average(parts.map(({ probe, all }) => [probe, all])),
    alone: parts.map(({ all }) => all),
  };
}

function averageOverDriven(
  spectra: readonly CrossSpectrum[],
  driven: readonly (readonly boolean[])[],
): CrossSpectrum {
  const first = spectra[0]!;
  if (spectra.length === 1) return first;
  const { units } = first;
  const n = units.length;
  const weights = spectra.map(() => new Float32Array(n * n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const counts = driven.map((row) => row[units[i]!]! && row[units[j]!]!);
      const count = counts.filter(Boolean).length;
      counts.forEach((counted, p) => {
        if (counted) weights[p]![i * n + j] = 1 / count;
      });
    }
  }
  const average = (part: 'real' | 'imaginary', c: number): Float32Array => {
    const out = new Float32Array(n * n);
    spectra.forEach((spectrum, p) => {
      const table = spectrum[part][c]!;
      const weight = weights[p]!;
      for (let k = 0; k < out.length; k++) out[k] = out[k]! + weight[k]! * table[k]!;
    });
    return out;
  };
  return {
    ...first,
    real: first.characters.map((_, c) => average('real', c)),
    imaginary: first.characters.map((_, c) => average('imaginary', c)),
  };
}
