/** The middle of the values, or the mean of the two that share it; undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length === 0
    ? undefined
    : (sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2;
}
