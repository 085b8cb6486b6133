/** Entries that a table of all kernels between two layers may have: 300 MB as float32. */
const MOST_WEIGHTS = 75_000_000;

/**
 * The units of a layer that a scan looks at, ascending: all, where the kernels between the two layers
 * fit into memory; else all `needed` ones with as many of the others, evenly spaced, as do.
 *
 * @param needed units in families
 * @param others units at the path's other end
 * @param area positions of a kernel
 */
export function scannedUnits(
  count: number,
  needed: readonly number[],
  others: number,
  area: number,
  most: number = MOST_WEIGHTS,
): readonly number[] {
  const room = Math.floor(most / (others * area));
  if (room >= count) return Array.from({ length: count }, (_, unit) => unit);
  const kept = new Set(needed);
  const free = Array.from({ length: count }, (_, unit) => unit).filter((unit) => !kept.has(unit));
  const more = Math.min(free.length, Math.max(0, room - kept.size));
  for (let k = 0; k < more; k++) kept.add(free[Math.floor((k * free.length) / more)]!);
  return [...kept].sort((a, b) => a - b);
}
