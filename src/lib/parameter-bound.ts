import type { Claim } from '../../pipeline/records/index.ts';
import { arrangeNumbers } from './claim-numbers.ts';

/** Numbers of copies for which the bound is drawn and tabulated. */
export const BOUND_COPIES = [2, 4, 8, 16] as const;

/** Shares for which it is tabulated. */
export const BOUND_SHARES = [0.25, 0.5, 0.75, 1] as const;

/**
 * Share of the parameters that tying leaves where a share `r` of the units on both sides of the weights
 * is in families of `copies` units: the r² between two families shrink by that factor.
 */
export const remainingShare = (r: number, copies: number) => 1 - ((copies - 1) / copies) * r ** 2;

/** The bound with measured numbers in place of r and K, for a layer or the whole model. */
export interface MeasuredBound {
  /** Alias of the layer; `whole model` for all. */
  readonly place: string;
  /** Share of the units in families, from 0 to 1. */
  readonly r: number;
  /** Mean number of members of a family. */
  readonly copies: number;
  /** Share of the parameters that would remain, from 0 to 1. */
  readonly remaining: number;
}

export const WHOLE_MODEL = 'whole model';

/**
 * The measured numbers of the claim about the bound, layers in order, the whole model last. Numbers are
 * found by what the claim calls them; a place that lacks one of the three is left out.
 */
export function measuredBounds(claim: Pick<Claim, 'numbers'>): MeasuredBound[] {
  const { whole, quantities, layers } = arrangeNumbers(claim.numbers);
  const column = (name: string) => quantities.indexOf(name);
  const columns = [column('r'), column('K'), column('remaining share')];
  const rows = layers.map(({ alias, cells }) => ({
    place: alias,
    values: columns.map((at) => cells[at]?.value),
  }));
  const ofWhole = (start: string) =>
    whole.find(({ what }) => what.startsWith(start) && what.endsWith(WHOLE_MODEL))?.value;
  rows.push({ place: WHOLE_MODEL, values: ['r,', 'K,', 'remaining share'].map(ofWhole) });
  return rows.flatMap(({ place, values: [r, copies, remaining] }) =>
    r === undefined || copies === undefined || remaining === undefined
      ? []
      : [{ place, r: r / 100, copies, remaining: remaining / 100 }],
  );
}
