/**
 * Responses along a finite abelian group, in its characters. The group is a grid Z_{n1} × … × Z_{nk}
 * of transformations of the stimulus; the Fourier transform on it turns "the same responses, moved
 * by g" into a phase, so that correlations at every g of every pair of units come from one product
 * of matrices per character (the correlation theorem).
 */

/** Responses [unit, sample, element], row-major; elements row-major over the grid. */
export interface ResponseGrid {
  readonly units: number;
  /** Patches of pictures, or stimulus conditions. */
  readonly samples: number;
  /** Elements along every axis of the grid. */
  readonly sizes: readonly number[];
  readonly values: Float32Array;
}

/** A character χ_k(g) = exp(2πi Σ k_a g_a / n_a); of χ and its conjugate only one is kept. */
export interface Character {
  /**
   * k_a of every axis from −n_a / 2 (excluded) to n_a / 2: of all that agree on the grid the slowest, so
   * that between its elements a character does not swing more than it must.
   */
  readonly harmonics: readonly number[];
  /** 2 where the conjugate is left out, 1 where the character is real. */
  readonly weight: number;
}

/** Non-trivial characters of the grid, one of each conjugate pair. */
export function gridCharacters(sizes: readonly number[]): readonly Character[] {
  const order = sizes.reduce((product, n) => product * n, 1);
  const characters: Character[] = [];
  for (let index = 1; index < order; index++) {
    const harmonics = coordinates(index, sizes);
    const conjugate = harmonics.map((k, axis) => (sizes[axis]! - k) % sizes[axis]!);
    const place = flatIndex(conjugate, sizes);
    if (place < index) continue;
    const slowest = harmonics.map((k, axis) => (2 * k > sizes[axis]! ? k - sizes[axis]! : k));
    characters.push({ harmonics: slowest, weight: place === index ? 1 : 2 });
  }
  return characters;
}

export function coordinates(index: number, sizes: readonly number[]): number[] {
  const result = new Array<number>(sizes.length);
  let rest = index;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    result[axis] = rest % sizes[axis]!;
    rest = Math.floor(rest / sizes[axis]!);
  }
  return result;
}

export function flatIndex(place: readonly number[], sizes: readonly number[]): number {
  return place.reduce((index, coordinate, axis) => index * sizes[axis]! + coordinate, 0);
}

/** Units' modulations over the group: what is left when a sample's mean over the group is removed. */
export interface GroupSpectra {
  readonly sizes: readonly number[];
  readonly characters: readonly Character[];
  readonly units: number;
  readonly samples: number;
  /** Per character, [unit, sample]. Σ weight·(real² + imaginary²) over all is a unit's power. */
  readonly real: readonly Float32Array[];
  readonly imaginary: readonly Float32Array[];
  /** Power of the modulation of every unit (mean over stimuli). */
  readonly power: Float64Array;
  /** Variance of every unit over all stimuli. */
  readonly variance: Float64Array;
}

/** Fourier transform of every row of a grid of responses; the mean over the group is left out. */
export function groupSpectra({ units, samples, sizes, values }: ResponseGrid): GroupSpectra {
  const order = sizes.reduce((product, n) => product * n, 1);
  const characters = gridCharacters(sizes);
  const tables = characters.map(({ harmonics }) => characterTable(harmonics, sizes, order));
  const real = characters.map(() => new Float32Array(units * samples));
  const imaginary = characters.map(() => new Float32Array(units * samples));
  const power = new Float64Array(units);
  const variance = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    let sum = 0;
    let squares = 0;
    for (let sample = 0; sample < samples; sample++) {
      const row = unit * samples + sample;
      const start = row * order;
      let any = false;
      for (let e = 0; e < order; e++) {
        const value = values[start + e]!;
        if (value !== 0) any = true;
        sum += value;
        squares += value * value;
      }
      // Most patches leave most units silent.
      if (!any) continue;
      tables.forEach(({ cos, sin }, c) => {
        let re = 0;
        let im = 0;
        for (let e = 0; e < order; e++) {
          re += values[start + e]! * cos[e]!;
          im -= values[start + e]! * sin[e]!;
        }
        real[c]![row] = re / order;
        imaginary[c]![row] = im / order;
        power[unit] =
          power[unit]! + (characters[c]!.weight * (re * re + im * im)) / (order * order);
      });
    }
    const count = samples * order;
    power[unit] = power[unit]! / samples;
    variance[unit] = squares / count - (sum / count) ** 2;
  }
  return { sizes, characters, units, samples, real, imaginary, power, variance };
}

function characterTable(
  harmonics: readonly number[],
  sizes: readonly number[],
  order: number,
): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const cos = new Float64Array(order);
  const sin = new Float64Array(order);
  for (let e = 0; e < order; e++) {
    const place = coordinates(e, sizes);
    const turns = harmonics.reduce((sum, k, axis) => sum + (k * place[axis]!) / sizes[axis]!, 0);
    cos[e] = Math.cos(2 * Math.PI * turns);
    sin[e] = Math.sin(2 * Math.PI * turns);
  }
  return { cos, sin };
}
