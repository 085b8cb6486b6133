import { productWithTranspose } from '../numerics/matrix-product.ts';
import type { LinearPath } from './linear-path.ts';
import type { Pair } from './mirror-null.ts';
import { parityDepths, parityKernels, type PathEnd } from './mirror-parity.ts';
import { explainedSquares, type MirrorTie } from './mirror-tie.ts';

/** Ties between the single units of one layer and units of the other taken two and two. */
export interface SingleTies {
  /** [pair][single unit], in the order in which they were given. */
  readonly ties: readonly (readonly MirrorTie[])[];
  /**
   * Largest sum of squares that one single unit explains of `member`, which is in a pair, with any
   * other unit as its partner.
   */
  largest(member: number, partner: number): MirrorStatistics;
}

export interface MirrorStatistics {
  /** Of 2 ⟨K, F L⟩. */
  readonly mirrored: number;
  /** The same of the part that mirroring turns round. */
  readonly antisymmetric: number;
}

/**
 * One pass over the single units, each of whose kernels are looked at once and not kept.
 *
 * @param end the layer of the pairs; the single units are in the other
 */
export function singleTies(
  path: LinearPath,
  scales: Float64Array,
  end: PathEnd,
  pairs: readonly Pair[],
  singles: readonly number[],
): SingleTies {
  const units = end === 'source' ? path.sources : path.channels;
  const members = [...new Set(pairs.flat())];
  const rows = new Map(members.map((unit, row) => [unit, row]));
  const depths = parityDepths(path.size);
  const mirrored = new Float64Array(members.length * units).fill(-Infinity);
  const antisymmetric = new Float64Array(members.length * units).fill(-Infinity);
  const ties = pairs.map((): MirrorTie[] => []);
  for (const single of singles) {
    const kernels = parityKernels(path, scales, end === 'source' ? 'target' : 'source', single);
    const even = productsOfMembers(kernels.even, members, depths.even, units);
    const odd = productsOfMembers(kernels.odd, members, depths.odd, units);
    for (let i = 0; i < mirrored.length; i++) {
      mirrored[i] = Math.max(mirrored[i]!, 2 * (even[i]! - odd[i]!));
      antisymmetric[i] = Math.max(antisymmetric[i]!, -2 * odd[i]!);
    }
    pairs.forEach(([unit, partner], i) => {
      const row = rows.get(unit)! * units;
      const partnerRow = rows.get(partner)! * units;
      ties[i]!.push({
        even: even[row + partner]!,
        odd: odd[row + partner]!,
        evenPower: even[row + unit]! + even[partnerRow + partner]!,
        oddPower: odd[row + unit]! + odd[partnerRow + partner]!,
      });
    });
  }
  return {
    ties,
    largest: (member, partner) => {
      const i = rows.get(member)! * units + partner;
      return { mirrored: mirrored[i]!, antisymmetric: antisymmetric[i]! };
    },
  };
}

/** Inner products of the members' rows with all rows, [member, unit]. */
function productsOfMembers(
  kernels: Float32Array,
  members: readonly number[],
  depth: number,
  units: number,
): Float32Array {
  // A kernel one position wide has no odd part.
  if (depth === 0) return new Float32Array(members.length * units);
  const chosen = new Float32Array(members.length * depth);
  members.forEach((unit, row) => {
    chosen.set(kernels.subarray(unit * depth, (unit + 1) * depth), row * depth);
  });
  return productWithTranspose(chosen, kernels, depth);
}

/** The single units whose ties explain most, most first: those above the threshold, at least one. */
export function strongestSingles(
  ties: readonly MirrorTie[],
  threshold: number,
  most: number,
): number[] {
  const order = ties
    .map((_, i) => i)
    .sort((a, b) => explainedSquares(ties[b]!) - explainedSquares(ties[a]!));
  const beyond = order.filter((i) => explainedSquares(ties[i]!) > threshold);
  return order.slice(0, Math.max(1, Math.min(most, beyond.length)));
}
