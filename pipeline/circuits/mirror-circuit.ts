import type { NullSummary } from '../numerics/significance.ts';
import type { MotifForm } from '../records/circuit.ts';
import type { MirrorShares } from './mirror-tie.ts';

export interface MirrorEnd {
  /** A mirrored pair, or single units by what they explain. */
  readonly units: readonly number[];
  readonly pair: boolean;
}

/** Two connections that mirroring ties. */
export interface TiedConnection extends MirrorShares {
  /** The single unit; null between two pairs. */
  readonly unit: number | null;
  /** Between two pairs, 0 from first to first and second to second, 1 crosswise; else null. */
  readonly delta: 0 | 1 | null;
  /** Sum of squares that both kernels share; every target's squares have a mean of 1. */
  readonly explained: number;
}

/** The shares are over `connections`; for single units these were chosen for a large share. */
export interface MirrorCircuit extends MirrorShares {
  readonly form: MotifForm;
  readonly from: MirrorEnd;
  readonly to: MirrorEnd;
  /** The connections' share of all squared weights into the targets. */
  readonly weight: number;
  /** Over all single units, none chosen; null between two pairs. */
  readonly everySingle: MirrorShares | null;
  /** Most that a single unit explains (in squares, see `explained`), or R² between two pairs. */
  readonly statistic: number;
  readonly null: NullSummary;
  /** The same of the part that mirroring turns round: symmetric and plain weights fail here. */
  readonly antisymmetricNull: NullSummary;
  /** The larger p value of both nulls: weights are tied *and* flip. */
  readonly pValue: number;
  readonly connections: readonly TiedConnection[];
}
