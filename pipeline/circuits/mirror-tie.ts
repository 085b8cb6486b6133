import { parityDepths, type ParityKernels } from './mirror-parity.ts';

/**
 * Two kernels K and L that mirroring ties, K = F L: inner products of their even and odd parts, and
 * the squares of both kernels. Ties add up.
 */
export interface MirrorTie {
  /** ⟨K, L⟩even. */
  readonly even: number;
  /** ⟨K, L⟩odd: below zero where the weights flip. */
  readonly odd: number;
  /** ‖K‖² + ‖L‖² of either part. */
  readonly evenPower: number;
  readonly oddPower: number;
}

/** Shares of the squares that a tie explains, each in [−1, 1]; 0 where there are no squares. */
export interface MirrorShares {
  /** K = F L: 2 ⟨K, F L⟩ / (‖K‖² + ‖L‖²). */
  readonly r2: number;
  /** K = L, partners with the same weights. */
  readonly plain: number;
  /**
   * K = F L on the part that mirroring turns round, (K − F K) / 2. Positive exactly where `r2` is
   * larger than `plain`.
   */
  readonly antisymmetric: number;
}

export const noTie: MirrorTie = { even: 0, odd: 0, evenPower: 0, oddPower: 0 };

export function addTies(a: MirrorTie, b: MirrorTie): MirrorTie {
  return {
    even: a.even + b.even,
    odd: a.odd + b.odd,
    evenPower: a.evenPower + b.evenPower,
    oddPower: a.oddPower + b.oddPower,
  };
}

/** Sum of squares that both kernels share, 2 ⟨K, F L⟩. */
export function explainedSquares({ even, odd }: MirrorTie): number {
  return 2 * (even - odd);
}

export function tiePower({ evenPower, oddPower }: MirrorTie): number {
  return evenPower + oddPower;
}

export function mirrorShares(tie: MirrorTie): MirrorShares {
  const { even, odd, oddPower } = tie;
  const share = (value: number, power: number): number =>
    power === 0 ? 0 : Math.max(-1, Math.min(1, (2 * value) / power));
  return {
    r2: share(even - odd, tiePower(tie)),
    plain: share(even + odd, tiePower(tie)),
    antisymmetric: share(-odd, oddPower),
  };
}

/** The tie of the i-th kernel of one table with the j-th of another. */
export function tieBetween(
  a: ParityKernels,
  i: number,
  b: ParityKernels,
  j: number,
  size: number,
): MirrorTie {
  const depths = parityDepths(size);
  const even = products(a.even, i * depths.even, b.even, j * depths.even, depths.even);
  const odd = products(a.odd, i * depths.odd, b.odd, j * depths.odd, depths.odd);
  return { even: even.inner, odd: odd.inner, evenPower: even.power, oddPower: odd.power };
}

function products(
  a: Float32Array,
  i: number,
  b: Float32Array,
  j: number,
  depth: number,
): { readonly inner: number; readonly power: number } {
  let inner = 0;
  let power = 0;
  for (let k = 0; k < depth; k++) {
    const x = a[i + k]!;
    const y = b[j + k]!;
    inner += x * y;
    power += x * x + y * y;
  }
  return { inner, power };
}
