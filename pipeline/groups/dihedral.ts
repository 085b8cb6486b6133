import { wrapDegrees } from '../numerics/circular.ts';
import type { FiniteGroup } from './group.ts';
import { testingElements } from './testing-elements.ts';

/**
 * The element rᵏsᵐ of D_n: first the left-right mirror s where `mirrored`, then k turns r by 360°/n,
 * clockwise on the screen.
 */
export interface DihedralElement {
  /** k, from 0 to n − 1. */
  readonly turn: number;
  readonly mirrored: boolean;
}

/**
 * The dihedral group D_n = ⟨r, s | rⁿ = s² = 1, s r s = r⁻¹⟩ of order 2n: turns, and turns after a
 * mirror. The turns come first in `elements()`. Not abelian from D_3 on.
 */
export interface DihedralGroup extends FiniteGroup<DihedralElement> {
  /** The turn of rᵏsᵐ: 360 k / n. */
  degrees(element: DihedralElement): number;
  /** Where rᵏsᵐ takes a direction θ of the plane: θ + 360 k / n, or 180 − θ + 360 k / n mirrored. */
  direction(element: DihedralElement, degrees: number): number;
  /** Direction in [0, 180) of the line that a mirrored element fixes; undefined for a turn. */
  axis(element: DihedralElement): number | undefined;
}

/** @throws RangeError where n is no positive integer */
export function dihedralGroup(n: number): DihedralGroup {
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`D_n needs a positive integer n, not ${String(n)}`);
  }
  const elements = [false, true].flatMap((mirrored) =>
    Array.from({ length: n }, (_, turn): DihedralElement => ({ turn, mirrored })),
  );
  const degrees = ({ turn }: DihedralElement) => (360 * turn) / n;
  return {
    name: `D_${String(n)}`,
    order: 2 * n,
    identity: { turn: 0, mirrored: false },
    // Passing s, a turn changes its sense: s rᵏ = r⁻ᵏ s.
    product: (a, b) => ({
      turn: (a.turn + (a.mirrored ? n - b.turn : b.turn)) % n,
      mirrored: a.mirrored !== b.mirrored,
    }),
    inverse: (a) => (a.mirrored ? a : { turn: (n - a.turn) % n, mirrored: false }),
    equal: (a, b) => a.turn === b.turn && a.mirrored === b.mirrored,
    elements: () => elements,
    index: ({ turn, mirrored }) => (mirrored ? n : 0) + turn,
    testingElements: () => testingElements(elements),
    degrees,
    direction: (element, angle) =>
      wrapDegrees((element.mirrored ? 180 - angle : angle) + degrees(element)),
    axis: (element) => (element.mirrored ? (90 + degrees(element) / 2) % 180 : undefined),
  };
}
