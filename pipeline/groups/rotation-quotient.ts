import { cyclicGroup } from './cyclic.ts';
import { type QuotientGroup, quotientGroup } from './quotient.ts';

/** Degrees after which a feature repeats: a curve, a line, a cross. */
export type Period = 360 | 180 | 90;

/** Turns of a feature that repeats after `period` degrees. */
export interface RotationQuotient extends QuotientGroup<number> {
  readonly period: Period;
  /** The turn of an element of C_n, in [0, period). */
  degrees(element: number): number;
}

/**
 * C_n modulo the turn by `period` degrees, which leaves the feature as it is: a cyclic group again,
 * of order n · period / 360, whose elements are written as those of C_n below it.
 *
 * @param turns n
 * @throws RangeError where no element of C_n is a turn by `period` degrees
 */
export function rotationQuotient(turns: number, period: Period): RotationQuotient {
  const group = cyclicGroup(turns);
  const step = (turns * period) / 360;
  if (!Number.isInteger(step)) {
    throw new RangeError(
      `${group.name} has no turn by ${String(period)}°; take a multiple of ${String(360 / period)} turns`,
    );
  }
  const name = `${group.name} modulo ${String(period)}°`;
  const quotient = quotientGroup(group, [step % turns], name);
  return { ...quotient, period, degrees: (element) => group.degrees(quotient.coset(element)) };
}
