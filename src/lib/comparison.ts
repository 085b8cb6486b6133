import type { PermutationNull, RotationFamily } from '../../pipeline/records/index.ts';
import type { ModelAtlas } from './index-atlas.ts';

/** What the search recovers of a layer whose families are known by design. */
export interface KnownTruth {
  readonly layer: string;
  /** Units in designed families, and of how many they are. */
  readonly designed: number;
  readonly families: number;
  readonly precision: number;
  readonly recall: number;
  /** Of the elements of found units, degrees. */
  readonly medianElementError: number;
  readonly largestElementError: number;
}

/** A natural family beside the designed one that is most like it. */
export interface Analogue {
  readonly natural: { readonly atlas: ModelAtlas; readonly family: RotationFamily };
  readonly designed: { readonly atlas: ModelAtlas; readonly family: RotationFamily };
  readonly similarity: number;
  readonly null: PermutationNull;
}

/** How far some weights are from those that tying would make of them: 1 − R², 0 where they are tied. */
export interface TyingResidual {
  readonly title: string;
  readonly href: string | undefined;
  readonly residual: number;
  readonly designed: boolean;
}

/** Places of dots on a strip, so that none covers another: the row of each, from the middle out. */
export function stripRows(positions: readonly number[], width: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const ends = new Map<number, number>();
  const rows = positions.map(() => 0);
  for (const i of order) {
    // 0, 1, −1, 2, −2, …
    for (let step = 0; ; step += 1) {
      const row = step % 2 === 1 ? (step + 1) / 2 : -step / 2 + 0;
      if ((ends.get(row) ?? -Infinity) > positions[i]!) continue;
      ends.set(row, positions[i]! + width);
      rows[i] = row;
      break;
    }
  }
  return rows;
}
