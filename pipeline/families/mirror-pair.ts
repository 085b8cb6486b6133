import type { NullSummary } from '../numerics/significance.ts';
import type { ProbeName, Verification } from '../records/family.ts';

/** Responses to pictures and their mirror images, activations [unit, picture, 2]. */
export interface MirrorResponses {
  readonly probe: ProbeName;
  readonly units: number;
  readonly values: Float32Array;
}

export interface MirrorPair {
  readonly units: readonly [number, number];
  /** T_flip[i, j] over all pictures: corr(r_i(x), r_j(m x)), both ways pooled. */
  readonly mirrored: number;
  readonly mirroredInterval: readonly [number, number];
  readonly mirroredHeldOut: number;
  readonly plain: number;
  readonly own: readonly [number, number];
  /**
   * The same of modulations r(x) − r(m x): what mirroring changes. One template explains the share
   * (1 + modulation) / 2 of both units' modulations, and the square is what one predicts of the other.
   */
  readonly modulation: number;
  readonly modulationInterval: readonly [number, number];
  readonly modulationHeldOut: number;
  readonly nulls: { readonly elements: NullSummary; readonly units: NullSummary };
  /** Held-out pictures that drive one unit most, mirrored: does the other respond most? */
  readonly verification: Verification;
  /** The first unit's responses, and the second's to the same and to the mirrored pictures, of some pictures. */
  readonly scatter: {
    readonly first: readonly number[];
    readonly same: readonly number[];
    readonly flipped: readonly number[];
  };
  /** T_flip's modulation and pictures by every probe. */
  readonly measurements: readonly {
    readonly probe: ProbeName;
    readonly samples: number;
    readonly modulation: number;
  }[];
}
