import type { CircuitGroup, MotifForm } from '../records/circuit.ts';
import type { NullSummary } from '../numerics/significance.ts';
import type { Crop } from './crop-kernels.ts';
import type { AlignedKernel } from './aligned-kernels.ts';
import type { MotifScore } from './pair-circuits.ts';
import type { ProfileBin } from './profile.ts';

/** A family by its place in its layer's discovery of a group. */
export interface SetReference {
  readonly group: 'rotation' | 'hue' | 'hue-rotation' | 'reflection';
  readonly index: number;
}

/** One end of a fit. */
export interface FittedEnd {
  /** Null for single units. */
  readonly set: SetReference | null;
  readonly units: readonly number[];
  /** Degrees, or 0 and 1 for a pair; null for single units. */
  readonly elements: readonly number[] | null;
  readonly period: number | null;
}

/** A group of single units that act alike on a family. */
export interface CircuitFactor {
  readonly units: readonly { readonly unit: number; readonly loading: number }[];
  readonly explained: number;
  /** Aligned, [y, x] of the cropped size. */
  readonly kernel: Float32Array;
}

/** What is kept of a fit that may become a circuit; weights are effective weights, not scaled. */
export interface CircuitDetail {
  readonly profile: readonly ProfileBin[];
  /** Positions a side of the kernels below, the middle of the whole ones. */
  readonly crop: Crop;
  readonly aligned: readonly AlignedKernel[];
  readonly factors: readonly CircuitFactor[];
  /** [to, from, y, x]. */
  readonly kernels: Float32Array;
  readonly largest: number;
  /** Against the weights that every nonlinearity passes on photographs; null without those. */
  readonly weighted: { readonly correlation: number; readonly r2: number } | null;
}

/** One fit of the scan, before the false discovery rate over the model. */
export interface FittedCircuit {
  readonly group: CircuitGroup;
  readonly form: MotifForm;
  readonly from: FittedEnd;
  readonly to: FittedEnd;
  /** The best motif first, "no motif" last. */
  readonly scores: readonly MotifScore[];
  /** What the null is of: R², or the largest gain of a single unit. */
  readonly statistic: number;
  readonly null: NullSummary;
  readonly pValue: number;
  /**
   * Mean square of the weights over that of all weights into the same targets: 1 where they are as
   * strong as any.
   */
  readonly strength: number;
  readonly detail: CircuitDetail | null;
}
