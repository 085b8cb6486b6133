import type { Claim } from '../../pipeline/records/index.ts';
import { whole } from './numbers.ts';

type Measured = Claim['numbers'][number];

/** Between what was measured and the layer in which. */
const IN_LAYER = ' · ';

/** The numbers of a claim: those of the whole model, and those that every layer has. */
export interface ClaimNumbers {
  readonly whole: readonly Measured[];
  /** What was measured in layers. */
  readonly quantities: readonly string[];
  readonly layers: readonly {
    readonly alias: string;
    /** In the order of `quantities`; undefined where the layer has none. */
    readonly cells: readonly (Measured | undefined)[];
  }[];
}

/** Splits the numbers whose names end in ` · <layer>` off into a table, one row a layer. */
export function arrangeNumbers(numbers: readonly Measured[]): ClaimNumbers {
  const placed = numbers.flatMap((number) => {
    const at = number.what.lastIndexOf(IN_LAYER);
    if (at < 0) return [];
    const quantity = number.what.slice(0, at);
    return [{ quantity, alias: number.what.slice(at + IN_LAYER.length), number }];
  });
  const quantities = [...new Set(placed.map(({ quantity }) => quantity))];
  const aliases = [...new Set(placed.map(({ alias }) => alias))];
  return {
    whole: numbers.filter(({ what }) => !what.includes(IN_LAYER)),
    quantities,
    layers: aliases.map((alias) => ({
      alias,
      cells: quantities.map(
        (quantity) =>
          placed.find((entry) => entry.alias === alias && entry.quantity === quantity)?.number,
      ),
    })),
  };
}

/** A number as it was recorded, with its unit: `0.5233`, `−0.341`, `56.3%`, `26.1°`, `5.2 px`. */
export function measuredText({ value, unit }: Measured): string {
  const digits = Number.isInteger(value) ? whole(value) : String(value);
  const spaced = unit === '' || unit === '%' || unit === '°' ? unit : ` ${unit}`;
  return `${digits.replace('-', '−')}${spaced}`;
}
