/**
 * One-sided p values of chosen pairs by their rank among the pairs that were neither chosen nor set
 * aside: (1 + #{others ≥ value}) / (1 + others).
 *
 * @param sorted the statistic of all pairs, rising
 * @param chosen of the chosen pairs
 * @param aside of the pairs that are set aside
 */
export function rankAmongOthers(
  sorted: Float64Array,
  chosen: Float64Array,
  aside: Float64Array,
): number[] {
  const inside = new Float64Array(chosen.length + aside.length);
  inside.set(chosen);
  inside.set(aside, chosen.length);
  inside.sort();
  const others = sorted.length - inside.length;
  return Array.from(
    chosen,
    (value) => (1 + countAtLeast(sorted, value) - countAtLeast(inside, value)) / (1 + others),
  );
}

/** How many of the values, sorted upward, are at least `value`. */
function countAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}
