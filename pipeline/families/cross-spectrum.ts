import { productWithTranspose } from '../numerics/matrix-product.ts';
import { coordinates, type Character, type GroupSpectra } from './group-spectra.ts';

/**
 * Correlations of the modulations of every pair of some units at every element of the group, by
 * character: Ĝ_χ[i, j] = Σ over samples of conj(F_i(χ)) F_j(χ).
 */
export interface CrossSpectrum {
  readonly sizes: readonly number[];
  readonly characters: readonly Character[];
  /** Indices of the units in their layer, ascending. */
  readonly units: readonly number[];
  /** Per character, [i, j], row-major over `units`. */
  readonly real: readonly Float32Array[];
  readonly imaginary: readonly Float32Array[];
}

/**
 * @param units which units of the spectra; silent ones correlate with nothing
 * @param keep which samples to use; all unless said
 */
export function crossSpectrum(
  spectra: GroupSpectra,
  units: readonly number[],
  keep: (sample: number) => boolean = () => true,
): CrossSpectrum {
  const { characters, samples, sizes } = spectra;
  const kept = Array.from({ length: samples }, (_, s) => s).filter(keep);
  const n = units.length;
  const gather = (table: Float32Array): Float32Array => {
    const rows = new Float32Array(n * kept.length);
    units.forEach((unit, i) => {
      kept.forEach((sample, s) => {
        rows[i * kept.length + s] = table[unit * samples + sample]!;
      });
    });
    return rows;
  };
  const parts = characters.map((_, c) =>
    crossProduct(gather(spectra.real[c]!), gather(spectra.imaginary[c]!), n, kept.length),
  );
  return {
    sizes,
    characters,
    units,
    real: parts.map(({ real }) => real),
    imaginary: parts.map(({ imaginary }) => imaginary),
  };
}

/** conj(F) Fᵀ over samples: the real part is symmetric, the imaginary part antisymmetric. */
function crossProduct(
  real: Float32Array,
  imaginary: Float32Array,
  n: number,
  depth: number,
): { real: Float32Array; imaginary: Float32Array } {
  if (n === 0 || depth === 0) {
    return { real: new Float32Array(n * n), imaginary: new Float32Array(n * n) };
  }
  // [R I] against [R I] gives R Rᵀ + I Iᵀ; against [I −R] it gives R Iᵀ − I Rᵀ.
  const both = new Float32Array(2 * n * depth);
  const crossed = new Float32Array(2 * n * depth);
  for (let i = 0; i < n; i++) {
    const [from, to] = [i * depth, 2 * i * depth];
    for (let s = 0; s < depth; s++) {
      both[to + s] = crossed[to + depth + s] = real[from + s]!;
      both[to + depth + s] = crossed[to + s] = imaginary[from + s]!;
      crossed[to + depth + s] = -crossed[to + depth + s]!;
    }
  }
  const outReal = productWithTranspose(both, both, 2 * depth, true);
  const outImaginary = productWithTranspose(both, crossed, 2 * depth, true);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      outReal[i * n + j] = outReal[j * n + i]!;
      outImaginary[i * n + j] = -outImaginary[j * n + i]!;
    }
  }
  return { real: outReal, imaginary: outImaginary };
}

/** Sum of unnormalised cross spectra of the same units and grid. */
export function sumCrossSpectra(a: CrossSpectrum, b: CrossSpectrum): CrossSpectrum {
  const add = (left: readonly Float32Array[], right: readonly Float32Array[]): Float32Array[] =>
    left.map((table, c) => table.map((value, k) => value + right[c]![k]!));
  return { ...a, real: add(a.real, b.real), imaginary: add(a.imaginary, b.imaginary) };
}

/** Scaled so that every unit's correlation with itself at the identity is 1; silent ones stay 0. */
export function normaliseSpectrum(spectrum: CrossSpectrum): CrossSpectrum {
  const n = spectrum.units.length;
  const scale = Float64Array.from({ length: n }, (_, i) => {
    const power = spectrum.characters.reduce(
      (sum, { weight }, c) => sum + weight * spectrum.real[c]![i * n + i]!,
      0,
    );
    return power > 0 ? 1 / Math.sqrt(power) : 0;
  });
  const scaled = (table: Float32Array): Float32Array =>
    table.map((value, at) => value * scale[Math.floor(at / n)]! * scale[at % n]!);
  return {
    ...spectrum,
    real: spectrum.real.map(scaled),
    imaginary: spectrum.imaginary.map(scaled),
  };
}

/** The part of a cross spectrum that concerns some of its units, given by their places in it. */
export function selectUnits(spectrum: CrossSpectrum, places: readonly number[]): CrossSpectrum {
  const total = spectrum.units.length;
  const n = places.length;
  const select = (table: Float32Array): Float32Array => {
    const part = new Float32Array(n * n);
    places.forEach((i, row) => {
      places.forEach((j, column) => {
        part[row * n + column] = table[i * total + j]!;
      });
    });
    return part;
  };
  return {
    ...spectrum,
    units: places.map((i) => spectrum.units[i]!),
    real: spectrum.real.map(select),
    imaginary: spectrum.imaginary.map(select),
  };
}

/** Keeps the characters that are trivial on a subgroup: correlations averaged over its cosets. */
export function restrictToQuotient(
  spectrum: CrossSpectrum,
  trivial: (harmonics: readonly number[]) => boolean,
): CrossSpectrum {
  const kept = spectrum.characters.flatMap(({ harmonics }, c) => (trivial(harmonics) ? [c] : []));
  return {
    ...spectrum,
    characters: kept.map((c) => spectrum.characters[c]!),
    real: kept.map((c) => spectrum.real[c]!),
    imaginary: kept.map((c) => spectrum.imaginary[c]!),
  };
}

/** Correlation of units i and j (places in `units`) at an element, in steps of the grid, any reals. */
export function correlationAt(
  { characters, sizes, real, imaginary, units }: CrossSpectrum,
  i: number,
  j: number,
  element: readonly number[],
): number {
  const n = units.length;
  let sum = 0;
  characters.forEach(({ harmonics, weight }, c) => {
    const turns = harmonics.reduce((all, k, a) => all + (k * element[a]!) / sizes[a]!, 0);
    const phase = 2 * Math.PI * turns;
    const at = i * n + j;
    sum += weight * (real[c]![at]! * Math.cos(phase) - imaginary[c]![at]! * Math.sin(phase));
  });
  return sum;
}

/** Correlations of every pair at every element of the grid, [i, j, element]. */
export function correlationCube(spectrum: CrossSpectrum): Float32Array {
  const { characters, sizes, real, imaginary, units } = spectrum;
  const n = units.length;
  const order = sizes.reduce((product, size) => product * size, 1);
  const tables = characters.map(({ harmonics, weight }) => {
    const cos = new Float64Array(order);
    const sin = new Float64Array(order);
    for (let e = 0; e < order; e++) {
      const place = coordinates(e, sizes);
      const turns = harmonics.reduce((all, k, a) => all + (k * place[a]!) / sizes[a]!, 0);
      cos[e] = weight * Math.cos(2 * Math.PI * turns);
      sin[e] = weight * Math.sin(2 * Math.PI * turns);
    }
    return { cos, sin };
  });
  const cube = new Float32Array(n * n * order);
  const row = new Float64Array(order);
  for (let pair = 0; pair < n * n; pair++) {
    row.fill(0);
    tables.forEach(({ cos, sin }, c) => {
      const re = real[c]![pair]!;
      const im = imaginary[c]![pair]!;
      for (let e = 0; e < order; e++) row[e] = row[e]! + re * cos[e]! - im * sin[e]!;
    });
    cube.set(row, pair * order);
  }
  return cube;
}
