import { assign } from '../numerics/assignment.ts';
import { kernelProduct, type UnitKernels } from './correspondence-kernels.ts';

export interface ExchangeRules {
  /** Number of partners of either unit that are exchanged. */
  readonly strongest: number;
  /**
   * Two units use a partner alike where the inner product of its two kernels reaches this share of
   * the larger one's square; only partners that are not used alike are exchanged.
   */
  readonly alike: number;
}

/** Two units compared while partners of the one stand in for partners of the other. */
export interface Exchange {
  /**
   * Cosine, in [−1, 1], between the weights of i from the exchanged partners and those of j after the
   * exchange.
   */
  readonly match: number;
  /** [a partner of i, the partner of j it is exchanged with], strongest contribution first. */
  readonly partners: readonly (readonly [number, number])[];
}

/**
 * The exchange of partners that brings the weights of unit i closest to those of unit j. The
 * partners of a unit are its `strongest` by norm among those that the units do not use alike and
 * that the unit uses more strongly than the other does, so that none is a partner of both; the
 * exchange is an involution π and both directions count: the match is
 * Σ over a of ⟨W_i(a), W_j(π a)⟩ + ⟨W_i(π a), W_j(a)⟩, over the norms.
 *
 * @param order partners of every unit by falling norm (`partnersByStrength`)
 * @param sameByImage pairs of partners that an image transformation relates: their match is no evidence
 */
export function exchange(
  kernels: UnitKernels,
  order: readonly Int32Array[],
  i: number,
  j: number,
  { strongest, alike }: ExchangeRules,
  sameByImage: (a: number, b: number) => boolean = () => false,
): Exchange {
  const share = (unit: number, partner: number): number =>
    kernels.shares[unit * kernels.partners + partner]!;
  const partnersOf = (unit: number, other: number): number[] => {
    const found: number[] = [];
    for (const a of order[unit]!) {
      if (found.length === strongest) break;
      const mine = share(unit, a);
      const theirs = share(other, a);
      // A tie goes to the first unit, so that i and j may be swapped with their roles.
      if (mine < theirs || mine === 0 || (mine === theirs && unit > other)) continue;
      if (kernelProduct(kernels, [i, a], [j, a]) < alike * mine) found.push(a);
    }
    return found;
  };
  const ofI = partnersOf(i, j);
  const ofJ = partnersOf(j, i);
  const size = Math.min(ofI.length, ofJ.length);
  const gain = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const a = ofI[row]!;
      const b = ofJ[column]!;
      if (sameByImage(a, b)) continue;
      gain[row * size + column] =
        kernelProduct(kernels, [i, a], [j, b]) + kernelProduct(kernels, [i, b], [j, a]);
    }
  }
  const columns = assign(
    gain.map((value) => -value),
    size,
  );
  const pairs = Array.from(columns, (column, row) => ({
    partners: [ofI[row]!, ofJ[column]!] as const,
    gain: gain[row * size + column]!,
  })).sort((a, b) => b.gain - a.gain);
  const exchanged = pairs.flatMap(({ partners }) => partners);
  const total = (unit: number): number => exchanged.reduce((sum, a) => sum + share(unit, a), 0);
  const norm = Math.sqrt(total(i) * total(j));
  const sum = pairs.reduce((all, pair) => all + pair.gain, 0);
  return { match: norm === 0 ? 0 : sum / norm, partners: pairs.map(({ partners }) => partners) };
}

/** For every unit the partners by falling norm of their kernels. */
export function partnersByStrength({ units, partners, shares }: UnitKernels): Int32Array[] {
  return Array.from({ length: units }, (_, u) =>
    Int32Array.from({ length: partners }, (_, a) => a).sort(
      (a, b) => shares[u * partners + b]! - shares[u * partners + a]!,
    ),
  );
}

/** How many of the strongest partners of both units both use alike: fixed points of the permutation. */
export function sharedPartners(
  kernels: UnitKernels,
  order: readonly Int32Array[],
  i: number,
  j: number,
  { strongest, alike }: ExchangeRules,
): number {
  const ofJ = new Set(order[j]!.subarray(0, strongest));
  return order[i]!.subarray(0, strongest).filter((a) => {
    const larger = Math.max(
      kernels.shares[i * kernels.partners + a]!,
      kernels.shares[j * kernels.partners + a]!,
    );
    return ofJ.has(a) && kernelProduct(kernels, [i, a], [j, a]) >= alike * larger;
  }).length;
}
