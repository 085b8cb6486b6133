import type { Evidence } from '../families/verdict.ts';
import type { Family } from '../records/family.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A candidate family before the model-wide steps: tag, false discovery rate, verdict. */
export interface FamilyDraft {
  readonly record: DistributiveOmit<
    Family,
    'tag' | 'label' | 'model' | 'qValue' | 'verdict' | 'verdictReason'
  >;
  /** Where its label and tag are looked up. */
  readonly place: { readonly layer: string; readonly alias: string };
  readonly evidence: Omit<Evidence, 'qValue'>;
  /** Adjusted already, over other tests than the model's families; null where it is to be. */
  readonly qValue: number | null;
}

/** `value` with so many digits after the point. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function roundPair([a, b]: readonly [number, number], digits: number): [number, number] {
  return [round(a, digits), round(b, digits)];
}
