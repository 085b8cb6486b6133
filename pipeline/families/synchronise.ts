import { angularDifference, wrapDegrees } from '../numerics/circular.ts';
import { leadingEigenvector } from '../numerics/leading-eigenvector.ts';
import type { PairTable } from './pair-correlation.ts';

/**
 * One element per unit from the pairwise turns: the phases of the leading eigenvector of the
 * Hermitian matrix S_ij · exp(−i · turn_ij) (angular synchronisation; Singer, Appl. Comput. Harmon.
 * Anal. 30, 2011). Negative strengths count as zero.
 *
 * @param members indices into the pair table
 * @returns degrees in [0, 360), up to one turn common to all
 */
export function synchronise(pairs: PairTable, members: readonly number[]): number[] {
  const total = pairs.units.length;
  const n = members.length;
  const real = new Float64Array(n * n);
  const imaginary = new Float64Array(n * n);
  members.forEach((i, row) => {
    members.forEach((j, column) => {
      const strength = Math.max(0, pairs.strength[i * total + j]!);
      // turn_ij = a_j − a_i, so the matrix that has exp(i a) as eigenvector holds exp(−i turn_ij).
      const angle = (-pairs.turn[i * total + j]! * Math.PI) / 180;
      real[row * n + column] = strength * Math.cos(angle);
      imaginary[row * n + column] = row === column ? 0 : strength * Math.sin(angle);
    });
  });
  const { phases } = leadingEigenvector(real, imaginary);
  return Array.from(phases, (phase) => wrapDegrees((phase * 180) / Math.PI));
}

/** How well one member's pairwise turns agree with the elements. */
export interface Consistency {
  /** Mean |turn_ij − (a_j − a_i)| over the other members, weighted by strength; degrees. */
  readonly residual: number;
  /** Share of the other members that are strongly tied to it and agree within the tolerance. */
  readonly agreement: number;
}

export function consistency(
  pairs: PairTable,
  members: readonly number[],
  elements: readonly number[],
  { strength: threshold, tolerance }: { readonly strength: number; readonly tolerance: number },
): Consistency[] {
  const total = pairs.units.length;
  return members.map((i, row) => {
    let weighted = 0;
    let weights = 0;
    let agreeing = 0;
    members.forEach((j, column) => {
      if (i === j) return;
      const strength = Math.max(0, pairs.strength[i * total + j]!);
      const residual = Math.abs(
        angularDifference(pairs.turn[i * total + j]!, elements[column]! - elements[row]!),
      );
      weighted += strength * residual;
      weights += strength;
      if (strength >= threshold && residual <= tolerance) agreeing++;
    });
    return {
      residual: weights === 0 ? 180 : weighted / weights,
      agreement: members.length < 2 ? 0 : agreeing / (members.length - 1),
    };
  });
}
