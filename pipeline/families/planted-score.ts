import type { PlantedMember, PlantedNetwork } from '../probes/planted-network.ts';
import { gridSizes } from '../probes/transformation-grid.ts';

/** Units that discovery found to be one template moved, elements as in `PlantedMember`. */
export type FoundSet = readonly PlantedMember[];

export interface PlantedScore {
  /** Units planted in families. */
  readonly planted: number;
  readonly others: number;
  /**
   * Share of the found units that are in the planted family which most of their found set belongs to;
   * 1 where nothing is found.
   */
  readonly precision: number;
  /** Share of the planted units in the set that found most of their family. */
  readonly recall: number;
  /**
   * Largest distance, over the precise units, of a found element from the planted one, in steps along
   * the axis where they are furthest apart, after taking out one element common to each set and up to
   * the stabiliser; 0 where nothing is found.
   */
  readonly maxElementErrorSteps: number;
}

/** What there is to find. */
export type Planted = Pick<PlantedNetwork, 'group' | 'families' | 'stabiliser' | 'others'>;

/** What was found, measured against what was planted. */
export function compareWithPlanted(
  { group, families, stabiliser, others }: Planted,
  found: readonly FoundSet[],
): PlantedScore {
  const home = new Map(
    families.flatMap((family, f) =>
      family.map((member) => [keyOf(member), { family: f, element: member.element }] as const),
    ),
  );
  const recovered = families.map(() => 0);
  let precise = 0;
  let error = 0;
  for (const set of found) {
    const shares = families.map(
      (_, f) => set.filter((member) => home.get(keyOf(member))?.family === f).length,
    );
    const most = Math.max(...shares);
    const family = shares.indexOf(most);
    if (most === 0) continue;
    precise += most;
    recovered[family] = Math.max(recovered[family]!, most);
    const differences = set.flatMap((member) => {
      const truth = home.get(keyOf(member));
      return truth?.family === family
        ? [member.element.map((step, axis) => step - truth.element[axis]!)]
        : [];
    });
    // Magnifications are a ladder: they do not come round.
    const sizes = group === 'scale' ? [Infinity] : gridSizes[group];
    error = Math.max(error, spread(differences, sizes, stabiliser));
  }
  const planted = families.flat().length;
  const total = found.flat().length;
  return {
    planted,
    others,
    precision: total === 0 ? 1 : precise / total,
    recall: recovered.reduce((sum, count) => sum + count, 0) / planted,
    maxElementErrorSteps: error,
  };
}

function keyOf({ layer, unit }: Pick<PlantedMember, 'layer' | 'unit'>): string {
  return `${layer}:${String(unit)}`;
}

/** Largest distance from one common element, chosen among the differences so that it is least. */
function spread(
  differences: readonly (readonly number[])[],
  sizes: readonly number[],
  stabiliser: readonly (readonly number[])[],
): number {
  const apart = (a: readonly number[], b: readonly number[]): number =>
    Math.min(
      ...stabiliser.map((shift) =>
        Math.max(
          ...sizes.map((size, axis) => {
            const steps = a[axis]! - b[axis]! - shift[axis]!;
            if (size === Infinity) return Math.abs(steps);
            const wrapped = ((steps % size) + size) % size;
            return Math.min(wrapped, size - wrapped);
          }),
        ),
      ),
    );
  return Math.min(
    ...differences.map((common) => Math.max(...differences.map((other) => apart(other, common)))),
  );
}
