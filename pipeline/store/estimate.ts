/** Work of one task as the estimate sees it. */
export interface Work {
  readonly stage: string;
  readonly cost: number;
}

/**
 * Seconds per unit of cost of every stage, from the entries that carry a measured time. Of a stage's
 * versions only the last counts: others did other work, perhaps in other units.
 */
export function measuredRates(
  entries: Iterable<Work & { readonly version: number; readonly seconds: number }>,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { version: number; seconds: number; cost: number }>();
  for (const { stage, version, seconds, cost } of entries) {
    const sum = sums.get(stage);
    if (sum === undefined || sum.version < version) sums.set(stage, { version, seconds, cost });
    else if (sum.version === version) {
      sums.set(stage, { version, seconds: sum.seconds + seconds, cost: sum.cost + cost });
    }
  }
  return new Map([...sums].map(([stage, { seconds, cost }]) => [stage, seconds / cost]));
}

export interface RemainingTime {
  /** Of the stages that have been measured. */
  readonly seconds: number;
  /** False while some stage that is still to run has never been measured. */
  readonly complete: boolean;
}

/**
 * Expected time until all work is done by `workers` at once: cost × measured rate, less what the
 * running tasks have already had. No task can be shared, so the longest one bounds it from below.
 */
export function estimateRemaining(
  waiting: readonly Work[],
  running: readonly (Work & { readonly elapsed: number })[],
  rates: ReadonlyMap<string, number>,
  workers: number,
): RemainingTime {
  const works = [...waiting.map((work) => ({ ...work, elapsed: 0 })), ...running];
  const times = works.flatMap(({ stage, cost, elapsed }) => {
    const rate = rates.get(stage);
    return rate === undefined ? [] : [Math.max(0, rate * cost - elapsed)];
  });
  const shared = times.reduce((sum, time) => sum + time, 0) / workers;
  return {
    seconds: times.reduce((longest, time) => Math.max(longest, time), shared),
    complete: times.length === works.length,
  };
}
