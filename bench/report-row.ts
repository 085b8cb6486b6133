/** Prints a rate in GFLOP/s, and as a share of another. */
export function reportRow(what: string, rate: number, reference?: number): void {
  const share = reference === undefined ? '' : ` ${((100 * rate) / reference).toFixed(0)}%`;
  console.log(`${what.padEnd(62)} ${rate.toFixed(1).padStart(6)} GFLOP/s${share.padStart(6)}`);
}
