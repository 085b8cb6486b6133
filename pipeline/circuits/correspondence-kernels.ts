import type { LinearPath } from './linear-path.ts';

/** The effective weights of some units of one branch, each unit's scaled to unit length. */
export interface UnitKernels {
  readonly units: number;
  readonly partners: number;
  readonly places: number;
  /** [unit, partner, place], row-major; all zero for a unit without weights. */
  readonly values: Float32Array;
  /** Length of every unit's weights before the scaling. */
  readonly norms: Float64Array;
  /** Share of the unit's squared weights that each partner holds, [unit, partner]. */
  readonly shares: Float64Array;
}

/**
 * Kernels by which units read the layer before; partners are its units, places those positions of
 * the path's kernel that the branch uses.
 *
 * @param first the branch's first channel
 */
export function incomingKernels(path: LinearPath, first: number, units: number): UnitKernels {
  const { sources, channels, kernel } = path;
  const used = usedPlaces(path, first, units);
  const places = used.length;
  const values = new Float32Array(units * sources * places);
  used.forEach((place, p) => {
    for (let s = 0; s < sources; s++) {
      const row = (place * sources + s) * channels + first;
      for (let u = 0; u < units; u++) values[(u * sources + s) * places + p] = kernel[row + u]!;
    }
  });
  return scaled(values, units, sources, places);
}

/** Kernels by which the layer after reads the units; partners are its units. */
export function outgoingKernels(path: LinearPath, first: number, units: number): UnitKernels {
  const { size, sources, channels, kernel } = path;
  const places = size * size;
  const values = new Float32Array(units * channels * places);
  for (let u = 0; u < units; u++) {
    for (let place = 0; place < places; place++) {
      const row = (place * sources + first + u) * channels;
      for (let c = 0; c < channels; c++) {
        values[(u * channels + c) * places + place] = kernel[row + c]!;
      }
    }
  }
  return scaled(values, units, channels, places);
}

function usedPlaces({ size, sources, channels, kernel }: LinearPath, first: number, units: number) {
  const uses = (place: number): boolean => {
    for (let s = 0; s < sources; s++) {
      const row = (place * sources + s) * channels + first;
      for (let u = 0; u < units; u++) if (kernel[row + u] !== 0) return true;
    }
    return false;
  };
  return Array.from({ length: size * size }, (_, place) => place).filter(uses);
}

function scaled(
  values: Float32Array,
  units: number,
  partners: number,
  places: number,
): UnitKernels {
  const norms = new Float64Array(units);
  const shares = new Float64Array(units * partners);
  const length = partners * places;
  for (let u = 0; u < units; u++) {
    const own = values.subarray(u * length, (u + 1) * length);
    const norm = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    norms[u] = norm;
    const scale = norm === 0 ? 0 : 1 / norm;
    for (let i = 0; i < length; i++) {
      const value = own[i]! * scale;
      own[i] = value;
      const pair = u * partners + Math.floor(i / places);
      shares[pair] = shares[pair]! + value * value;
    }
  }
  return { units, partners, places, values, norms, shares };
}

/** The kernels of the units at these places alone, in their order. */
export function selectUnits(kernels: UnitKernels, chosen: readonly number[]): UnitKernels {
  const { partners, places } = kernels;
  const values = new Float32Array(chosen.length * partners * places);
  const shares = new Float64Array(chosen.length * partners);
  chosen.forEach((from, to) => {
    const length = partners * places;
    values.set(kernels.values.subarray(from * length, (from + 1) * length), to * length);
    shares.set(kernels.shares.subarray(from * partners, (from + 1) * partners), to * partners);
  });
  const norms = Float64Array.from(chosen, (unit) => kernels.norms[unit]!);
  return { units: chosen.length, partners, places, values, norms, shares };
}

/** Inner product of one partner's kernel in unit i and another partner's kernel in unit j. */
export function kernelProduct(
  { partners, places, values }: UnitKernels,
  [i, a]: readonly [unit: number, partner: number],
  [j, b]: readonly [unit: number, partner: number],
): number {
  const left = (i * partners + a) * places;
  const right = (j * partners + b) * places;
  let sum = 0;
  for (let p = 0; p < places; p++) sum += values[left + p]! * values[right + p]!;
  return sum;
}

/** Cosines between all units' weights, every partner matched with itself; [unit, unit]. */
export function unitCosines({ units, partners, places, values }: UnitKernels): Float64Array {
  const length = partners * places;
  const cosines = new Float64Array(units * units);
  for (let i = 0; i < units; i++) {
    for (let j = i; j < units; j++) {
      const left = i * length;
      const right = j * length;
      let sum = 0;
      for (let k = 0; k < length; k++) sum += values[left + k]! * values[right + k]!;
      cosines[i * units + j] = cosines[j * units + i] = sum;
    }
  }
  return cosines;
}

/**
 * Cosines between all units' maps of where their weights lie: the root mean square over partners at
 * every place; [unit, unit].
 */
export function placeCosines(kernels: UnitKernels): Float64Array {
  const { units, partners, places, values } = kernels;
  const maps = new Float32Array(units * places);
  for (let u = 0; u < units; u++) {
    const energy = new Float64Array(places);
    for (let i = 0; i < partners * places; i++) {
      energy[i % places] = energy[i % places]! + values[u * partners * places + i]! ** 2;
    }
    maps.set(energy.map(Math.sqrt), u * places);
  }
  return unitCosines(scaled(maps, units, 1, places));
}
