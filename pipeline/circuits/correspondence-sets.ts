/** Two units that correspond, with the evidence against it. */
export interface Link {
  /** In rising order. */
  readonly units: readonly [number, number];
  readonly qValue: number;
}

/**
 * Sets of units of which every two are linked. The links are taken from the strongest to the weakest
 * that no set holds yet; each grows by the units that are linked with all its members, the best link
 * first. Sets may share a unit, but no link.
 *
 * @returns for every set its units in rising order and its links, the strongest first
 */
export function linkedSets<T extends Link>(
  links: readonly T[],
): { readonly units: number[]; readonly links: T[] }[] {
  const sorted = [...links].sort((a, b) => a.qValue - b.qValue || compare(a.units, b.units));
  const taken = new Set<T>();
  const linkOf = (a: number, b: number): T | undefined =>
    sorted.find(({ units: [i, j] }) => (i === a && j === b) || (i === b && j === a));
  const sets: { units: number[]; links: T[] }[] = [];
  for (const seed of sorted) {
    if (taken.has(seed)) continue;
    const units: number[] = [...seed.units];
    const held = [seed];
    for (const candidate of sorted.flatMap((link) => link.units)) {
      if (units.includes(candidate)) continue;
      const added = units.map((unit) => linkOf(unit, candidate));
      if (!added.every((link) => link !== undefined && !taken.has(link))) continue;
      units.push(candidate);
      held.push(...(added as T[]));
    }
    for (const link of held) taken.add(link);
    sets.push({
      units: units.sort((a, b) => a - b),
      links: held.sort((a, b) => a.qValue - b.qValue || compare(a.units, b.units)),
    });
  }
  return sets;
}

function compare(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
